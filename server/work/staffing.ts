import { stopwatch, type Database } from '#kernel'
import { loadStaff, type StaffOn, type UnitTree } from '#people'

/** Who fills a role in a unit on a date, remembered for half a minute: a command asks this several times and posts change daily. */
export interface Staffing {
  /** Reads who is at work on that date, all units at once, unless it was read lately. */
  prepare(date: string): Promise<void>
  /** The unit's one person in that role, or its body's where it has none itself; null when there are several or nobody. */
  soleHolder(unit: string, role: string, date: string): string | null
  /** Whether that very unit has anybody in that role. */
  hasOwn(unit: string, role: string, date: string): boolean
  /** Whether the person has a post in that unit's body or its rooms. */
  has(unit: string, person: string, date: string): boolean
  forget(): void
}

interface Known {
  staff: StaffOn
  /** Milliseconds since it was read: by a real clock, because history is also played with a clock of its own. */
  age_ms: () => number
}

const keep_ms = 30_000
const datesKept = 50

export function openStaffing(db: Database, tree: UnitTree): Staffing {
  const known = new Map<string, Known>()
  const reading = new Map<string, Promise<void>>()
  const read = async (date: string): Promise<void> => {
    const staff = await loadStaff(db, tree.at(date), date)
    if (known.size >= datesKept) known.clear()
    known.set(date, { staff, age_ms: stopwatch() })
  }
  return {
    prepare(date) {
      const last = known.get(date)
      if (last && last.age_ms() < keep_ms) return Promise.resolve()
      const running = reading.get(date) ?? read(date).finally(() => reading.delete(date))
      reading.set(date, running)
      return running
    },
    soleHolder(unit, role, date) {
      const staff = known.get(date)?.staff
      if (!staff) return null
      const own = staff.own(unit, role)
      const ids = own.length > 0 ? own : staff.all(unit, role)
      return ids.length === 1 ? ids[0]! : null
    },
    hasOwn: (unit, role, date) => (known.get(date)?.staff.own(unit, role).length ?? 0) > 0,
    has: (unit, person, date) => known.get(date)?.staff.has(unit, person) === true,
    forget: () => known.clear(),
  }
}
