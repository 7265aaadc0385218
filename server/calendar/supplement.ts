/** After a supplement the procedure's rule says whether the period goes on (`resume`) or begins again (`restart`). */
import type { Calendar } from './calendar.ts'
import type { Period } from './deadline.ts'
import { dueAt } from './due.ts'
import { lateFrom } from './late.ts'
import type { Minute } from './minutes.ts'

/** Kinds of pauses in which the applicant completes the dossier. */
const SUPPLEMENTS: readonly string[] = ['supplement', 'applicant']

export type AfterSupplement = 'resume' | 'restart'

/**
 * The period as it counts now. With `restart` it begins again at the end of the last supplement that was asked for in
 * time (a running one: at `now`); pauses that ended before then no longer matter. One asked for after expiry
 * restarts nothing: a late item does not become punctual by asking.
 */
export function afterSupplement(
  calendar: Calendar,
  period: Period,
  rule: AfterSupplement,
  now?: Minute,
): Period {
  if (rule === 'resume') return period
  const pauses = [...(period.pauses ?? [])].sort((a, b) => a.from - b.from)
  let current: Period = period
  for (const pause of pauses) {
    const end = pause.to ?? now
    if (!SUPPLEMENTS.includes(pause.kind) || end === undefined || end <= current.from) continue
    const earlier = (current.pauses ?? []).filter((other) => other.from < pause.from)
    const due = dueAt(calendar, current.from, current.allow, earlier, now)
    if (pause.from >= lateFrom(calendar, due, current.allow.unit)) continue
    current = {
      ...current,
      from: end,
      pauses: pauses.filter((other) => other !== pause && (other.to ?? Infinity) > end),
    }
  }
  return current
}
