/** The one place that decides what is late. */
import { dayIndex, indexOfDate } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { civilDate, parseDay, parseInstant } from './minutes.ts'
import type { Minute } from './minutes.ts'
import { countsDays } from './period.ts'
import type { Unit } from './period.ts'

/**
 * The first late minute of a period that is due at `due`. A period in days or months is kept to the end of its last
 * day, so it is late from 00:00 of the following day; one in hours or minutes from the minute after its due time.
 */
export function lateFrom(calendar: Calendar, due: Minute, unit: Unit): Minute {
  const rule = countsDays(unit) ? calendar.late_after.days : calendar.late_after.hours
  return rule === 'due' ? due + 1 : calendar.day_start[dayIndex(calendar, due) + 1]!
}

/** Late or not: the one question every screen, measure and score asks here. */
export function isLate(late_from: Minute, at: Minute): boolean {
  return at >= late_from
}

/**
 * A due time that another system gave. With a time of day it counts to the instant; with a date only it counts the
 * whole day, while the office still promises that day's close of business.
 */
export function importedDue(
  calendar: Calendar,
  text: string,
  field = 'due',
): { due: Minute; late_from: Minute } {
  if (text.includes('T')) {
    const due = parseInstant(text, field)
    return { due, late_from: due + 1 }
  }
  const { year, month, day } = civilDate(parseDay(text, field))
  const index = indexOfDate(calendar, year, month, day)
  return { due: calendar.close[index]!, late_from: calendar.day_start[index + 1]! }
}
