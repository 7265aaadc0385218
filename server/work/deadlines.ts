import {
  dateOf,
  dueAt,
  lateFrom,
  minuteOf,
  minutesBetween,
  parseAllow,
  closeOfDay,
  dayStatus,
  localDate,
  localIso,
  type Calendar,
  type Pause,
} from '#calendar'
import type { PauseRow, Step } from './item.ts'

export interface Appointment {
  due_at: Date
  late_from: Date
}

/** What the procedure promises on one channel. `allow` is a period such as `10wd`. */
export interface Promised {
  allow: string
  same_day: boolean
  /** Local hour, `15:00`, from which a same-day procedure is promised for the next working day. */
  cut_off: string | null
}

/**
 * The appointment, counted from the acceptance, with every pause given back (rules of counting: `#calendar`).
 * A same-day procedure is due at the close of the day it was accepted on, or of the next working day when it came after the cut-off.
 */
export function appointment(
  calendar: Calendar,
  promised: Promised,
  from: Date,
  pauses: readonly PauseRow[],
  now: Date,
): Appointment {
  const start = minuteOf(from)
  const allow = parseAllow(promised.allow)
  const due =
    promised.same_day && pauses.length === 0 && acceptedInTime(calendar, promised.cut_off, start)
      ? closeOfDay(calendar, start)
      : dueAt(
          calendar,
          start,
          promised.same_day ? { amount: 1, unit: 'working_day' } : allow,
          asPauses(pauses),
          minuteOf(now),
        )
  const late = lateFrom(calendar, due, promised.same_day ? 'working_day' : allow.unit)
  return { due_at: dateOf(due), late_from: dateOf(late) }
}

function acceptedInTime(calendar: Calendar, cutOff: string | null, at: number): boolean {
  const local = localIso(calendar, at)
  const clock = local.slice(11, 16)
  const inTime = cutOff === null || clock < cutOff
  return inTime && at < closeOfDay(calendar, at) && dayStatus(calendar, localDate(calendar, at)).working
}

/** When a period that starts at `from` ends, and from when it is late. */
export function dueOf(
  calendar: Calendar,
  from: Date,
  allow: string,
  pauses: readonly PauseRow[],
  now: Date,
): Appointment {
  const period = parseAllow(allow)
  const due = dueAt(calendar, minuteOf(from), period, asPauses(pauses), minuteOf(now))
  return { due_at: dateOf(due), late_from: dateOf(lateFrom(calendar, due, period.unit)) }
}

/** Office minutes a period grants: what the six clears show as allowed time. */
export function allowedMin(calendar: Calendar, from: Date, allow: string): number {
  const due = dueAt(calendar, minuteOf(from), parseAllow(allow))
  return Math.max(1, minutesBetween(calendar, minuteOf(from), due))
}

/** Office minutes somebody had a step in hand: from its opening to `to`, without the pauses. */
export function workedMin(
  calendar: Calendar,
  step: Pick<Step, 'opened_at'>,
  pauses: readonly PauseRow[],
  to: Date,
): number {
  const from = minuteOf(step.opened_at)
  const end = minuteOf(to)
  let worked = minutesBetween(calendar, from, end)
  let covered = from
  for (const pause of pauses.toSorted((a, b) => a.from_at.getTime() - b.from_at.getTime())) {
    const start = Math.max(minuteOf(pause.from_at), covered)
    const stop = Math.min(pause.to_at === null ? end : minuteOf(pause.to_at), end)
    if (stop > start) {
      worked -= minutesBetween(calendar, start, stop)
      covered = stop
    }
  }
  return worked
}

/** Pauses as the calendar counts them. */
export const asPauses = (rows: readonly PauseRow[]): Pause[] =>
  rows.map((row) => ({
    kind: row.kind,
    from: minuteOf(row.from_at),
    to: row.to_at === null ? null : minuteOf(row.to_at),
  }))
