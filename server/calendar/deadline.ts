/** A period with everything that follows from it: the promise, when it is late, and how much office time it holds. */
import { dayIndex } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { minutesBetween } from './count.ts'
import { dueAt, stopsOf } from './due.ts'
import { lateFrom } from './late.ts'
import { civilDate, dateOf } from './minutes.ts'
import type { Minute } from './minutes.ts'
import { countsDays } from './period.ts'
import type { Allow, Pause } from './period.ts'

/** `from` is the event the period runs from. */
export type Period = { from: Minute; allow: Allow; pauses?: readonly Pause[] }

/**
 * `worked_min`: office minutes from `from` to `due`, less the office minutes of the pauses in between.
 * `running_pause`: a pause is still open, so `due` is the one that holds if it ended at `now`.
 * `provisional`: the period touches a year whose official notice is not out.
 */
export type Deadline = {
  due: Minute
  late_from: Minute
  due_at: Date
  late_from_at: Date
  worked_min: number
  running_pause: boolean
  provisional: boolean
}

/** When a period ends, and the first moment at which it is late by that. Refuses as `dueAt` does. */
export function promiseOf(
  calendar: Calendar,
  { from, allow, pauses = [] }: Period,
  now?: Minute,
): Pick<Deadline, 'due' | 'late_from'> {
  const due = dueAt(calendar, from, allow, pauses, now)
  return { due, late_from: lateFrom(calendar, due, allow.unit) }
}

/** The promise as it stands at `now`, with all that is said of it. */
export function deadline(calendar: Calendar, period: Period, now?: Minute): Deadline {
  const { due, late_from: ordinary } = promiseOf(calendar, period, now)
  const running_pause = (period.pauses ?? []).some((pause) => pause.to === null)
  const late_from = lateFromWhilePaused(calendar, period, ordinary, now)
  return {
    due,
    late_from,
    due_at: dateOf(due),
    late_from_at: dateOf(late_from),
    worked_min: workedMinutes(calendar, period, due, now),
    running_pause,
    provisional: touchesProvisional(calendar, period.from, due),
  }
}

/** Office minutes from the start of the period to `to` that no pause covers; one that still runs is counted until `now`. */
export function workedMinutes(
  calendar: Calendar,
  period: Omit<Period, 'allow'>,
  to: Minute,
  now?: Minute,
): number {
  if (to <= period.from) return 0
  let worked = minutesBetween(calendar, period.from, to)
  for (const stop of stopsOf(period.pauses ?? [], period.from, now)) {
    if (stop.from < to) worked -= minutesBetween(calendar, stop.from, Math.min(stop.to, to))
  }
  return worked
}

/** A period that a pause stopped in time cannot run out while that pause is running. */
function lateFromWhilePaused(
  calendar: Calendar,
  period: Period,
  ordinary: Minute,
  now: Minute | undefined,
): Minute {
  const running = (period.pauses ?? []).filter((pause) => pause.to === null)
  const begun = Math.min(...running.map((pause) => pause.from))
  if (running.length === 0 || now === undefined || begun >= ordinary || now < ordinary) return ordinary
  return countsDays(period.allow.unit) ? calendar.day_start[dayIndex(calendar, now) + 1]! : now + 1
}

function touchesProvisional(calendar: Calendar, from: Minute, due: Minute): boolean {
  const year = (at: Minute): number => civilDate(calendar.first_civil + dayIndex(calendar, at)).year
  return calendar.provisional_years.some((y) => year(from) <= y && y <= year(due))
}
