/** Working time: when is it due, how long did it take. Pure; instants are whole minutes (`minuteOf(date)`). */
export { minuteOf, dateOf, parseInstant } from './minutes.ts'
export type { Minute } from './minutes.ts'
export { parseAllow, UNITS } from './period.ts'
export type { Allow, Pause, Unit } from './period.ts'
export type { Calendar, DayMark, Evidence, Notice } from './calendar.ts'
export { dueAt } from './due.ts'
export { lateFrom, isLate, importedDue } from './late.ts'
export {
  minutesBetween,
  workingDaysBetween,
  isOfficeMinute,
  nextWorkingMinute,
  closeOfDay,
  dayStatus,
  splitByOffice,
  localDate,
  localIso,
} from './count.ts'
export type { DayStatus, Segment } from './count.ts'
export { loadPacks } from './load.ts'
export type { Packs } from './pack.ts'
export { openCalendars } from './open.ts'
export type { Calendars } from './open.ts'
