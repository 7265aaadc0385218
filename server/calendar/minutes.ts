/**
 * Instants are whole minutes since 1970-01-01T00:00Z, so that sums are exact and the hot path has no Date.
 * Seconds are cut off: an event at 15:40:59 belongs to minute 15:40.
 */
import { InstantRefused } from './errors.ts'

/** Whole minutes since 1970-01-01T00:00Z. */
export type Minute = number

export const MINUTES_PER_DAY = 1440

/** The minute an instant belongs to. */
export function minuteOf(at: Date): Minute {
  return Math.floor(at.getTime() / 60_000)
}

/** The instant at which a minute begins. */
export function dateOf(minute: Minute): Date {
  return new Date(minute * 60_000)
}

/** Days since 1970-01-01 of a proleptic Gregorian date (month 1–12). */
export function civilDay(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const year_of_era = shifted - era * 400
  const day_of_year = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const day_of_era =
    year_of_era * 365 + Math.floor(year_of_era / 4) - Math.floor(year_of_era / 100) + day_of_year
  return era * 146_097 + day_of_era - 719_468
}

/** Year, month (1–12) and day of a day number; the inverse of `civilDay`. */
export function civilDate(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const day_of_era = shifted - era * 146_097
  const year_of_era = Math.floor(
    (day_of_era -
      Math.floor(day_of_era / 1460) +
      Math.floor(day_of_era / 36_524) -
      Math.floor(day_of_era / 146_096)) /
      365,
  )
  const day_of_year =
    day_of_era - (365 * year_of_era + Math.floor(year_of_era / 4) - Math.floor(year_of_era / 100))
  const month_from_march = Math.floor((5 * day_of_year + 2) / 153)
  const month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9
  return {
    year: year_of_era + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: day_of_year - Math.floor((153 * month_from_march + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  return month === 12 ? 31 : civilDay(year, month + 1, 1) - civilDay(year, month, 1)
}

/** Same day number `months` later, or that month's last day where there is none (Civil Code 2015, art. 148). */
export function addMonths(day: number, months: number): number {
  const start = civilDate(day)
  const count = start.month - 1 + months
  const year = start.year + Math.floor(count / 12)
  const month = (((count % 12) + 12) % 12) + 1
  return civilDay(year, month, Math.min(start.day, daysInMonth(year, month)))
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  const { year, month, day: of_month } = civilDate(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(of_month)}`
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Day number of `YYYY-MM-DD`; refuses a date that does not exist (2026-02-30). */
export function parseDay(text: string, field: string): number {
  const found = DATE.exec(text)
  if (!found) throw new InstantRefused(field, text)
  const day = civilDay(Number(found[1]), Number(found[2]), Number(found[3]))
  if (dayText(day) !== text) throw new InstantRefused(field, text)
  return day
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** Minute of an ISO 8601 instant. The zone is required: a local time without one would mean a guess. */
export function parseInstant(text: string, field: string): Minute {
  const found = INSTANT.exec(text)
  if (!found) throw new InstantRefused(field, text)
  const [, date = '', hour = '', minute = '', second = '0', zone = ''] = found
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw new InstantRefused(field, text)
  const day = parseDay(date, field)
  return day * MINUTES_PER_DAY + Number(hour) * 60 + Number(minute) - zoneOffset(zone, field, text)
}

function zoneOffset(zone: string, field: string, text: string): number {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 14 || minutes > 59) throw new InstantRefused(field, text)
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
