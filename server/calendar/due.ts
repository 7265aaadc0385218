/** When is it due: the one place that turns an event, an allowed time and pauses into the promised minute. */
import { dayIndex, minuteOfOffice, officeMinutesBefore } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { AllowRefused, OutsideCalendar, PauseRefused, RunningPauseNeedsNow } from './errors.ts'
import { addMonths } from './minutes.ts'
import type { Minute } from './minutes.ts'
import type { Allow, Pause } from './period.ts'

const NONE: readonly Pause[] = []

/**
 * The promised minute: for hours and minutes the end of the last office minute, for days and months the close of
 * business of the last day (Civil Code 2015, arts. 147–148).
 *
 * `from` is the event. Pauses may come in any order and overlap; what two of them cover counts once. A pause gives
 * back nothing for the time before the event, and one that begins after expiry gives back nothing at all.
 * A running pause (`to: null`) is reckoned as ending at `now`.
 *
 * Refuses with `AllowRefused`, `PauseRefused`, `RunningPauseNeedsNow`, `BeforeCalendar`, `BeyondCalendar`.
 */
export function dueAt(
  calendar: Calendar,
  from: Minute,
  allow: Allow,
  pauses: readonly Pause[] = NONE,
  now?: Minute,
): Minute {
  const { amount, unit } = allow
  if (!Number.isInteger(amount) || amount < 1) throw new AllowRefused(`${amount} ${unit}`)
  const stops = pauses.length === 0 ? NONE : inOrder(pauses, now)
  switch (unit) {
    case 'minute':
      return dueInOfficeMinutes(calendar, from, amount, stops)
    case 'hour':
      return dueInOfficeMinutes(calendar, from, amount * 60, stops)
    case 'working_day':
      return calendar.close[lastWorkingDay(calendar, from, amount, stops)]!
    case 'calendar_day':
      return calendar.close[lastCalendarDay(calendar, from, dayIndex(calendar, from) + amount, stops)]!
    case 'month': {
      const day = addMonths(calendar.first_civil + dayIndex(calendar, from), amount) - calendar.first_civil
      return calendar.close[lastCalendarDay(calendar, from, day, stops)]!
    }
  }
}

/** Pauses by their beginning, running ones ended at `now`. */
export function inOrder(pauses: readonly Pause[], now?: Minute): readonly Pause[] {
  const closed = pauses.map((pause) => {
    if (pause.to !== null) return pause
    if (now === undefined) throw new RunningPauseNeedsNow()
    return { kind: pause.kind, from: pause.from, to: Math.max(now, pause.from) }
  })
  for (const pause of closed) if (pause.to < pause.from) throw new PauseRefused()
  return closed.sort((a, b) => a.from - b.from)
}

function dueInOfficeMinutes(calendar: Calendar, from: Minute, amount: number, stops: readonly Pause[]): Minute {
  let target = officeMinutesBefore(calendar, from) + amount
  let counted_to = from
  for (const stop of stops) {
    const begin = Math.max(stop.from, counted_to)
    if (stop.to! <= begin) continue
    const worked = officeMinutesBefore(calendar, begin)
    if (worked >= target) break
    target += officeMinutesBefore(calendar, stop.to!) - worked
    counted_to = stop.to!
  }
  return minuteOfOffice(calendar, target)
}

function lastWorkingDay(calendar: Calendar, from: Minute, amount: number, stops: readonly Pause[]): number {
  const { work_before, work_days } = calendar
  // Working days up to and including the day of the event, which is never counted.
  let used = work_before[dayIndex(calendar, from) + 1]! + amount
  let counted_to = from
  for (const stop of stops) {
    const begin = Math.max(stop.from, counted_to)
    if (stop.to! <= begin) continue
    const begin_day = dayIndex(calendar, begin)
    if (used <= work_days.length && begin_day > work_days[used - 1]!) break
    used += work_before[dayIndex(calendar, stop.to!) + 1]! - work_before[begin_day + 1]!
    counted_to = stop.to!
  }
  if (used > work_days.length) throw new OutsideCalendar(calendar, 'after')
  return work_days[used - 1]!
}

function lastCalendarDay(calendar: Calendar, from: Minute, day: number, stops: readonly Pause[]): number {
  let last = day
  let counted_to = from
  for (const stop of stops) {
    const begin = Math.max(stop.from, counted_to)
    if (stop.to! <= begin) continue
    const begin_day = dayIndex(calendar, begin)
    if (last < calendar.days && begin_day > workingDayFrom(calendar, last)) break
    last += dayIndex(calendar, stop.to!) - begin_day
    counted_to = stop.to!
  }
  return workingDayFrom(calendar, last)
}

/** The day itself when it is a working day, else the next one (Civil Code 2015, art. 148). */
export function workingDayFrom(calendar: Calendar, day: number): number {
  const found = day < calendar.days ? calendar.next_work[day]! : -1
  if (found < 0) throw new OutsideCalendar(calendar, 'after')
  return found
}
