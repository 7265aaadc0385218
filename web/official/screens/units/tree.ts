import type { Said, UnitLoad, UnitView } from '../../api/types.ts'
import { unaccented } from '../../words/unaccented.ts'

export interface UnitRow {
  unit: UnitView
  depth: number
  /** Of the unit and everything below it. */
  load: UnitLoad
}

export interface Wanted {
  typed: string
  /** Only units that have open work, with those above them. */
  busy: boolean
}

const nothing: UnitLoad = { open: 0, late: 0, dueToday: 0, unassigned: 0 }

const together = (a: UnitLoad, b: UnitLoad): UnitLoad => ({
  open: a.open + b.open,
  late: a.late + b.late,
  dueToday: a.dueToday + b.dueToday,
  unassigned: a.unassigned + b.unassigned,
})

/**
 * The units in the order of the tree, each with its depth and the work of itself and all below it. With something typed
 * only those that match by name (marks or not) or code, and the units above them, so that each is still seen in its place.
 */
export function treeRows(
  units: readonly UnitView[],
  loads: Readonly<Record<string, UnitLoad>>,
  { typed, busy }: Wanted,
  say: (said: Said) => string,
): UnitRow[] {
  const known = new Set(units.map((unit) => unit.code))
  const below = Map.groupBy(units, (unit) =>
    unit.parent !== null && known.has(unit.parent) ? unit.parent : '',
  )
  const wanted = unaccented(typed).trim()
  const matches = (unit: UnitView): boolean =>
    wanted === '' || unaccented(say(unit.name)).includes(wanted) || unit.code.toLowerCase().startsWith(wanted)
  const walk = (parent: string, depth: number): { rows: UnitRow[]; load: UnitLoad } => {
    const found = (below.get(parent) ?? []).map((unit) => {
      const inside = walk(unit.code, depth + 1)
      const load = together(loads[unit.code] ?? nothing, inside.load)
      const shown = inside.rows.length > 0 || (matches(unit) && (!busy || load.open > 0))
      return { rows: shown ? [{ unit, depth, load }, ...inside.rows] : [], load }
    })
    return {
      rows: found.flatMap((one) => one.rows),
      load: found.reduce((sum, one) => together(sum, one.load), nothing),
    }
  }
  return walk('', 0).rows
}
