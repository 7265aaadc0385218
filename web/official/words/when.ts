import { dayAndTime, dayMonth, localDay, timeOfDay, weekday } from './dates.ts'
import type { Language } from './language.ts'

/** `11:30 hôm nay`, else `13/03 17:00`. */
export function whenShort(iso: string, now: string, today: string): string {
  return localDay(iso) === localDay(now) ? `${timeOfDay(iso)} ${today}` : dayAndTime(iso)
}

/** `thứ Sáu 13/03, 11:30` */
export function whenNamed(iso: string, language: Language): string {
  return `${weekday(iso, language)} ${dayMonth(iso)}, ${timeOfDay(iso)}`
}

const hour_ms = 3_600_000

/** The first and last day off of a break that runs from the close of one working day to the start of the next. */
export function daysOff(from: string, to: string): { first: string; last: string } {
  const after = new Date(Date.parse(from) + 13 * hour_ms).toISOString()
  const before = new Date(Date.parse(to) - 12 * hour_ms).toISOString()
  return { first: dayMonth(after), last: dayMonth(before) }
}
