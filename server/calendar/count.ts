/** How long did it take, and what kind of time is it: look-ups in a compiled calendar. */
import { dayIndex, minuteOfOffice, officeMinutesBefore } from './calendar.ts'
import type { Calendar, DayMark } from './calendar.ts'
import { workingDayFrom } from './due.ts'
import { civilDate, dayText, parseDay, weekdayOf } from './minutes.ts'
import type { Minute } from './minutes.ts'
import { OutsideCalendar } from './errors.ts'
import { zoneShift } from './zone.ts'

/** Office minutes in `[from, to)`; negative when `to` lies before `from`. */
export function minutesBetween(calendar: Calendar, from: Minute, to: Minute): number {
  return officeMinutesBefore(calendar, to) - officeMinutesBefore(calendar, from)
}

/** Working days after the local day of `from`, up to and including the local day of `to`. */
export function workingDaysBetween(calendar: Calendar, from: Minute, to: Minute): number {
  const { work_before } = calendar
  return work_before[dayIndex(calendar, to) + 1]! - work_before[dayIndex(calendar, from) + 1]!
}

/** Whether that minute is an office minute. A Saturday opening that is no working time is not. */
export function isOfficeMinute(calendar: Calendar, at: Minute): boolean {
  return officeMinutesBefore(calendar, at + 1) > officeMinutesBefore(calendar, at)
}

/** `at` itself when the office works, else the beginning of the next office minute. */
export function nextWorkingMinute(calendar: Calendar, at: Minute): Minute {
  return minuteOfOffice(calendar, officeMinutesBefore(calendar, at) + 1) - 1
}

/** The close of business promised on the local day of `at`, or on the next working day when that day is off. */
export function closeOfDay(calendar: Calendar, at: Minute): Minute {
  return calendar.close[workingDayFrom(calendar, dayIndex(calendar, at))]!
}

export function isWorkingDay(calendar: Calendar, day: number): boolean {
  return calendar.work_before[day + 1]! > calendar.work_before[day]!
}

export type DayStatus = {
  date: string
  weekday: number
  working: boolean
  provisional: boolean
  mark?: DayMark
}

/** What kind of day a local date (`YYYY-MM-DD`) is, and by which notice. `weekday` 0 is Monday. */
export function dayStatus(calendar: Calendar, date: string): DayStatus {
  const civil = parseDay(date, 'date')
  const day = civil - calendar.first_civil
  if (day < 0) throw new OutsideCalendar(calendar, 'before')
  if (day >= calendar.days) throw new OutsideCalendar(calendar, 'after')
  const mark = calendar.marks.get(day)
  return {
    date,
    weekday: weekdayOf(civil),
    working: isWorkingDay(calendar, day),
    provisional: calendar.provisional_years.includes(civilDate(civil).year),
    ...(mark ? { mark } : {}),
  }
}

export type Segment = { from: Minute; to: Minute; kind: 'working' | 'outside' }

/** `[from, to)` cut at every opening and closing of the office. The segments touch, so their sum is `to - from`. */
export function splitByOffice(calendar: Calendar, from: Minute, to: Minute): Segment[] {
  const segments: Segment[] = []
  const { day_interval, starts, ends } = calendar
  let at = from
  let i = from < to ? day_interval[dayIndex(calendar, from)]! : 0
  if (from < to) dayIndex(calendar, to - 1)
  const until = (end: Minute, kind: Segment['kind']): void => {
    if (end > at) segments.push({ from: at, to: end, kind })
    at = Math.max(at, end)
  }
  while (at < to) {
    if (i >= starts.length) {
      until(to, 'outside')
      break
    }
    until(Math.min(starts[i]!, to), 'outside')
    until(Math.min(ends[i]!, to), 'working')
    i++
  }
  return segments
}

/** Local date `YYYY-MM-DD` of an instant in the calendar's zone, for any year. */
export function localDate(calendar: { zone: string }, at: Minute): string {
  return localIso(calendar, at).slice(0, 10)
}

/** `YYYY-MM-DDTHH:MM:00+07:00` in the calendar's zone. */
export function localIso(calendar: { zone: string }, at: Minute): string {
  const shift = zoneShift(calendar.zone, at)
  const local = at + shift
  const day = Math.floor(local / 1440)
  const two = (n: number): string => String(n).padStart(2, '0')
  const time = `${two(Math.floor((local - day * 1440) / 60))}:${two((local - day * 1440) % 60)}`
  const ahead = Math.abs(shift)
  return `${dayText(day)}T${time}:00${shift < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
}
