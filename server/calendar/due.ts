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
  const stops = areStops(pauses, from) ? pauses : stopsOf(pauses, from, now)
  switch (unit) {
    case 'minute':
      return dueInOfficeMinutes(calendar, from, amount, stops)
    case 'hour':
      return dueInOfficeMinutes(calendar, from, amount * 60, stops)
    case 'working_day':
      return calendar.close[lastWorkingDay(calendar, from, amount, stops)]!
    case 'calendar_day':
      return calendar.close[lastCalendarDay(calendar, dayIndex(calendar, from) + amount, stops)]!
    case 'month': {
      const day = addMonths(calendar.first_civil + dayIndex(calendar, from), amount) - calendar.first_civil
      return calendar.close[lastCalendarDay(calendar, day, stops)]!
    }
  }
}

/** Stretches of time in which the clock stood still: clipped to the event, merged where they meet, in order. */
export type Stop = { from: Minute; to: Minute }

/** True when the pauses already are what `stopsOf` would make of them, which is the ordinary case and costs nothing. */
function areStops(pauses: readonly Pause[], from: Minute): pauses is readonly (Pause & { to: Minute })[] {
  let end = from - 1
  for (const pause of pauses) {
    if (pause.to === null || pause.from <= end || pause.to <= pause.from) return false
    end = pause.to
  }
  return true
}

/** The union of the pauses after `from`; running ones end at `now`. */
export function stopsOf(pauses: readonly Pause[], from: Minute, now?: Minute): Stop[] {
  const clipped: Stop[] = []
  for (const pause of pauses) {
    const to = pause.to ?? runningUntil(pause, now)
    if (to < pause.from) throw new PauseRefused()
    if (to > from && to > pause.from) clipped.push({ from: Math.max(pause.from, from), to })
  }
  if (clipped.length < 2) return clipped
  clipped.sort((a, b) => a.from - b.from)
  const merged: Stop[] = []
  for (const stop of clipped) {
    const last = merged.at(-1)
    if (last && stop.from <= last.to) last.to = Math.max(last.to, stop.to)
    else merged.push(stop)
  }
  return merged
}

function runningUntil(pause: Pause, now: Minute | undefined): Minute {
  if (now === undefined) throw new RunningPauseNeedsNow()
  return Math.max(now, pause.from)
}

function dueInOfficeMinutes(
  calendar: Calendar,
  from: Minute,
  amount: number,
  stops: readonly Stop[],
): Minute {
  let target = officeMinutesBefore(calendar, from) + amount
  for (const stop of stops) {
    const worked = officeMinutesBefore(calendar, stop.from)
    if (worked >= target) break
    target += officeMinutesBefore(calendar, stop.to) - worked
  }
  return minuteOfOffice(calendar, target)
}

function lastWorkingDay(calendar: Calendar, from: Minute, amount: number, stops: readonly Stop[]): number {
  const { work_before, work_days } = calendar
  // Working days up to and including the day of the event, which is never counted.
  let used = work_before[dayIndex(calendar, from) + 1]! + amount
  for (const stop of stops) {
    const begin_day = dayIndex(calendar, stop.from)
    if (used <= work_days.length && begin_day > work_days[used - 1]!) break
    used += work_before[dayIndex(calendar, stop.to) + 1]! - work_before[begin_day + 1]!
  }
  if (used > work_days.length) throw new OutsideCalendar(calendar, 'after')
  return work_days[used - 1]!
}

function lastCalendarDay(calendar: Calendar, day: number, stops: readonly Stop[]): number {
  let last = day
  for (const stop of stops) {
    const begin_day = dayIndex(calendar, stop.from)
    if (last < calendar.days && begin_day > workingDayFrom(calendar, last)) break
    last += dayIndex(calendar, stop.to) - begin_day
  }
  return workingDayFrom(calendar, last)
}

/** The day itself when it is a working day, else the next one (Civil Code 2015, art. 148). */
export function workingDayFrom(calendar: Calendar, day: number): number {
  const found = day < calendar.days ? calendar.next_work[day]! : -1
  if (found < 0) throw new OutsideCalendar(calendar, 'after')
  return found
}
