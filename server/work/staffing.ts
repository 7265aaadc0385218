import type { Database } from '#kernel'
import { findHolders, type PostRole } from '#people'

/** Who fills a role in a unit on a date, remembered for half a minute: a command asks this several times a second and posts change daily. */
export interface Staffing {
  prepare(places: readonly { unit: string; role: string }[], date: string, now: Date): Promise<void>
  soleHolder(unit: string, role: string, date: string): string | null
  forget(): void
}

const keepMs = 30_000

export function openStaffing(db: Database): Staffing {
  const known = new Map<string, { ids: string[]; until: number }>()
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
          const ids = await findHolders(db, unit, role as PostRole, date)
          known.set(keyOf(unit, role, date), { ids, until: now.getTime() + keepMs })
        }),
      )
    },
    soleHolder(unit, role, date) {
      const ids = known.get(keyOf(unit, role, date))?.ids
      return ids?.length === 1 ? ids[0]! : null
    },
    forget: () => known.clear(),
  }
}
