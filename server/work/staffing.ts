import type { Database } from '#kernel'
import { findHolders, findOwnHolders, type PostRole } from '#people'

/** Who fills a role in a unit on a date, remembered for half a minute: a command asks this several times a second and posts change daily. */
export interface Staffing {
  prepare(places: readonly { unit: string; role: string }[], date: string, now: Date): Promise<void>
  soleHolder(unit: string, role: string, date: string): string | null
  /** Whether that very unit has anybody in that role. */
  hasOwn(unit: string, role: string, date: string): boolean
  forget(): void
}

interface Known {
  /** The unit's own people in that role; those of its body where it has none. */
  ids: string[]
  own: boolean
  until: number
}

const keepMs = 30_000

export function openStaffing(db: Database): Staffing {
  const known = new Map<string, Known>()
  const keyOf = (unit: string, role: string, date: string): string => `${date}/${unit}/${role}`
  return {
    async prepare(places, date, now) {
      const missing = places.filter(
        ({ unit, role }) => (known.get(keyOf(unit, role, date))?.until ?? 0) < now.getTime(),
      )
      if (missing.length === 0) return
      if (known.size > 20_000) known.clear()
      await Promise.all(
        missing.map(async ({ unit, role }) => {
          const own = await findOwnHolders(db, unit, role as PostRole, date)
          const ids = own.length > 0 ? own : await findHolders(db, unit, role as PostRole, date)
          known.set(keyOf(unit, role, date), { ids, own: own.length > 0, until: now.getTime() + keepMs })
        }),
      )
    },
    soleHolder(unit, role, date) {
      const ids = known.get(keyOf(unit, role, date))?.ids
      return ids?.length === 1 ? ids[0]! : null
    },
    hasOwn: (unit, role, date) => known.get(keyOf(unit, role, date))?.own === true,
    forget: () => known.clear(),
  }
}
