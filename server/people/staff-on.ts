import type { Database } from '#kernel'
import { atWork } from './holders.ts'
import type { UnitsOn } from './units.ts'

/** Who is at work where on one date, from memory: the same answers as `findOwnHolders` and `findHolders`, without a query for each. */
export interface StaffOn {
  /** People of that very unit. */
  own(unit: string, role: string): readonly string[]
  /** Those of the unit first, then those of the rooms of the same body; stand-ins last in each. */
  all(unit: string, role: string): readonly string[]
  /** Whether the person has any post in the unit, its body or one of that body's rooms. */
  has(unit: string, person: string): boolean
}

interface AtWork {
  person: string
  unit: string
  role: string
  standsIn: boolean
}

const everybody = {
  name: 'people.everybody-at-work',
  text: `select person, unit, role, kind = 'stands-in' as "standsIn" from (${atWork}) w`,
}

/** One read of all who are at work: some thousand rows for a large city, where asking unit by unit cost 40 ms each. */
export async function loadStaff(db: Database, units: UnitsOn, on: string): Promise<StaffOn> {
  return staffOn(await db.rows<AtWork>(everybody, [on]), units)
}

export function staffOn(rows: readonly AtWork[], units: UnitsOn): StaffOn {
  const byPlace = Map.groupBy(rows, ({ unit, role }) => `${unit}/${role}`)
  const at = (unit: string, role: string): readonly AtWork[] => byPlace.get(`${unit}/${role}`) ?? []
  const known = new Map<string, readonly string[]>()
  const bodies = new Map<string, Set<string>>()
  for (const { person, unit } of rows) {
    const own = bodies.get(person) ?? new Set()
    bodies.set(person, own.add(units.home(unit)))
  }
  return {
    has: (unit, person) => bodies.get(person)?.has(units.home(unit)) === true,
    own: (unit, role) => [...new Set(at(unit, role).map((row) => row.person))].sort(),
    all(unit, role) {
      const key = `${unit}/${role}`
      const before = known.get(key)
      if (before) return before
      const rooms = units.household(unit).filter((one) => one !== unit)
      const made = [...inOrder(at(unit, role)), ...inOrder(rooms.flatMap((room) => at(room, role)))]
      const distinct = [...new Set(made)]
      known.set(key, distinct)
      return distinct
    },
  }
}

const inOrder = (rows: readonly AtWork[]): string[] =>
  rows
    .toSorted((a, b) => Number(a.standsIn) - Number(b.standsIn) || (a.person < b.person ? -1 : 1))
    .map((row) => row.person)
