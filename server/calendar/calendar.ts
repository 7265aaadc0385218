/** The compiled calendar: what the rule packs say, as integers that can be looked up. Made by `compile.ts` only. */
import { OutsideCalendar } from './errors.ts'
import { civilDay, MINUTES_PER_DAY } from './minutes.ts'
import type { Minute } from './minutes.ts'

export type Evidence = 'verified' | 'secondary' | 'unverified'

/** The instrument that ordered a day off, a make-up day or hours. */
export type Notice = {
  id: string
  title_vi: string
  title_en: string
  issued_on?: string
  status: 'issued' | 'proposed'
  evidence: Evidence
  source: string
}

/** Why a day is not an ordinary one. Absent for ordinary weekdays and weekends. */
export type DayMark = {
  kind: 'off' | 'work' | 'hours'
  name_vi: string
  name_en: string
  notice: Notice
  /** For a swap: the date on the other side of it. */
  swapped_with?: string
}

/** Until when a period is kept: the promised moment itself, or the end of its last day (Civil Code, art. 148). */
export type LateAfter = { hours: 'due' | 'end_of_day'; days: 'due' | 'end_of_day' }

/**
 * Day `d` counts from the first compiled date. All minutes are minutes of the epoch, all intervals half-open.
 * Office interval `i` is `[starts[i], ends[i])`; `before[i]` office minutes lie before it.
 */
export type Calendar = {
  id: string
  unit_type: string
  name_vi: string
  name_en: string
  zone: string
  /** sha256 of the packs it was compiled from. */
  pack_hash: string
  first_date: string
  last_date: string
  /** Years whose official notice is not out yet: a due time in them may still move. */
  provisional_years: readonly number[]
  late_after: LateAfter
  after_supplement: 'resume' | 'restart'
  counting: { citation: string; evidence: Evidence }
  first_civil: number
  days: number
  /** Start of local day `d`; one more entry for the end of the last day. */
  day_start: Int32Array
  /** Working days before day `d`; one more entry for the total. */
  work_before: Int32Array
  /** Day of the k-th working day. */
  work_days: Int32Array
  /** First working day on or after `d`, or -1 where the compiled years hold none. */
  next_work: Int32Array
  /** The close of business promised on day `d`; on a day off, of no meaning. */
  close: Int32Array
  /** First office interval of day `d`; one more entry. */
  day_interval: Int32Array
  starts: Int32Array
  ends: Int32Array
  before: Int32Array
  /** Office interval that holds office minute `b << BUCKET_SHIFT`. */
  buckets: Int32Array
  marks: ReadonlyMap<number, DayMark>
  /** Opening intervals that are no working time, such as a Saturday morning. */
  openings: readonly { from: Minute; to: Minute }[]
}

export const BUCKET_SHIFT = 7

/** Local day that holds a minute. Refuses minutes outside the compiled years. */
export function dayIndex(calendar: Calendar, at: Minute): number {
  const { day_start } = calendar
  const origin = day_start[0]!
  if (at < origin) throw new OutsideCalendar(calendar, 'before')
  // A day of 24 hours is guessed; where the zone shifts its clock the guess is off by one at most.
  let day = Math.floor((at - origin) / MINUTES_PER_DAY)
  if (day >= calendar.days) {
    if (at >= day_start[calendar.days]!) throw new OutsideCalendar(calendar, 'after')
    day = calendar.days - 1
  }
  if (at < day_start[day]!) return day - 1
  if (at >= day_start[day + 1]!) return day + 1
  return day
}

/** Index of a local date inside the compiled years. */
export function indexOfDate(calendar: Calendar, year: number, month: number, day: number): number {
  const index = civilDay(year, month, day) - calendar.first_civil
  if (index < 0) throw new OutsideCalendar(calendar, 'before')
  if (index >= calendar.days) throw new OutsideCalendar(calendar, 'after')
  return index
}

/** Office minutes from the first compiled day to `at`. */
export function officeMinutesBefore(calendar: Calendar, at: Minute): number {
  const { day_interval, starts, ends, before } = calendar
  const day = at === calendar.day_start[calendar.days] ? calendar.days - 1 : dayIndex(calendar, at)
  const last = day_interval[day + 1]!
  let i = day_interval[day]!
  while (i < last && at >= ends[i]!) i++
  if (i < last && at > starts[i]!) return before[i]! + at - starts[i]!
  return before[i]!
}

/** The first minute by which `count` office minutes have passed since the first compiled day. `count` ≥ 1. */
export function minuteOfOffice(calendar: Calendar, count: number): Minute {
  const { before, buckets, starts } = calendar
  const intervals = starts.length
  if (count > before[intervals]!) throw new OutsideCalendar(calendar, 'after')
  let i = buckets[(count - 1) >> BUCKET_SHIFT]!
  while (before[i + 1]! < count) i++
  return starts[i]! + count - before[i]!
}
