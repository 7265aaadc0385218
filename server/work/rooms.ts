import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { UnitsOn } from '#people'

interface RoomsPack {
  roles: string[]
  rooms: Record<string, string[]>
}

const file = new URL('../../rules/sla/rooms.2025-07-01.yaml', import.meta.url)

export interface Rooms {
  /** The room of a commune in which this role handles this field; the unit itself where the rule names none. */
  of(units: UnitsOn, unit: string, role: string, field: string): string
}

export function readRooms(): Rooms {
  const pack = parse(readFileSync(file, 'utf8')) as RoomsPack
  const byField = new Map(
    Object.entries(pack.rooms).flatMap(([no, fields]) => fields.map((field) => [field, no] as const)),
  )
  const roles = new Set(pack.roles)
  return {
    of(units, unit, role, field) {
      const no = byField.get(field)
      if (no === undefined || !roles.has(role) || units.find(unit)?.kind !== 'commune') return unit
      const room = `${unit}.${no}`
      return units.find(room) ? room : unit
    },
  }
}
