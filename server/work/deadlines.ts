import {
  dateOf,
  dueAt,
  lateFrom,
  minuteOf,
  minutesBetween,
  parseAllow,
  promiseOf,
  workedMinutes,
  closeOfDay,
  dayStatus,
  localDate,
  localIso,
  type Allow,
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
  if (promised.same_day && pauses.length === 0 && acceptedInTime(calendar, promised.cut_off, start)) {
    const due = closeOfDay(calendar, start)
    return dated({ due, late_from: lateFrom(calendar, due, 'working_day') })
  }
  const allow: Allow = promised.same_day ? { amount: 1, unit: 'working_day' } : parseAllow(promised.allow)
  return dated(promiseOf(calendar, { from: start, allow, pauses: asPauses(pauses) }, minuteOf(now)))
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
  const period = { from: minuteOf(from), allow: parseAllow(allow), pauses: asPauses(pauses) }
  return dated(promiseOf(calendar, period, minuteOf(now)))
}

const dated = ({ due, late_from }: ReturnType<typeof promiseOf>): Appointment => ({
  due_at: dateOf(due),
  late_from: dateOf(late_from),
})

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
  const end = minuteOf(to)
  const inHand = { from: minuteOf(step.opened_at), pauses: asPauses(pauses) }
  return workedMinutes(calendar, inHand, end, end)
}

/** Pauses as the calendar counts them. */
export const asPauses = (rows: readonly PauseRow[]): Pause[] =>
  rows.map((row) => ({
    kind: row.kind,
    from: minuteOf(row.from_at),
    to: row.to_at === null ? null : minuteOf(row.to_at),
  }))
