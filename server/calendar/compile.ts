/** Turns packs into a calendar: day → office intervals → prefix sums. Done once per city and unit type. */
import { canonical, sha256 } from '#kernel'
import { BUCKET_SHIFT } from './calendar.ts'
import type { Calendar, DayMark } from './calendar.ts'
import { PackRefused } from './errors.ts'
import { datesOf } from './check.ts'
import { dayText, parseDay, weekdayOf } from './minutes.ts'
import type { Minute } from './minutes.ts'
import { WEEKDAYS } from './pack.ts'
import type { DaysOffPack, OfficeHours, OfficeHoursPack, Opening, Weekday } from './pack.ts'
import { localMinute } from './zone.ts'

type Span = { from: number; to: number }
/** Minutes of the local day. `close` is the promised close of business. */
type DayPlan = { working: boolean; office: Span[]; opening: Span[]; close: number }

export function compile(years: readonly DaysOffPack[], city: OfficeHoursPack, unit_type: string): Calendar {
  const first = years[0]
  const last = years.at(-1)
  if (!first || !last)
    throw new PackRefused(city.pack, 'extends', { vi: 'không có năm nào', en: 'holds no year' })
  const first_civil = parseDay(first.effective_from, 'effective_from')
  const days = parseDay(last.effective_to, 'effective_to') - first_civil + 1
  const marks = marksOf(years, city, first_civil)
  const plans = Array.from({ length: days }, (_, day) =>
    planDay(first_civil + day, years, city, unit_type, marks.get(day)),
  )
  const identity = {
    id: city.pack,
    unit_type,
    name_vi: city.name_vi,
    name_en: city.name_en,
    zone: city.zone,
    pack_hash: sha256(canonical({ days_off: years, city })).toString('hex'),
    first_date: first.effective_from,
    last_date: last.effective_to,
    provisional_years: years
      .filter((y) => y.status === 'provisional')
      .map((y) => Number(y.effective_from.slice(0, 4))),
    late_after: city.counting.late_after,
    after_supplement: city.counting.after_supplement,
    counting: { citation: city.counting.citation, evidence: city.counting.evidence },
    first_civil,
    days,
    marks: new Map([...marks].map(([day, mark]) => [day, mark.mark])),
  }
  return {
    ...identity,
    ...dayTables(plans, first_civil, city.zone),
    ...intervalTables(plans, first_civil, city.zone),
  }
}

type Marked = { mark: DayMark; hours: string[] | undefined }

/** Marks of the country first, then the city's own, which win. */
function marksOf(
  years: readonly DaysOffPack[],
  city: OfficeHoursPack,
  first_civil: number,
): Map<number, Marked> {
  const marks = new Map<number, Marked>()
  for (const pack of [...years, city]) {
    const notices = new Map(pack.notices.map((notice) => [notice.id, notice]))
    for (const day of pack.days) {
      const notice = notices.get(day.notice)
      if (!notice) throw new PackRefused(pack.pack, 'days.notice', { vi: day.notice, en: day.notice })
      const { kind, name_vi, name_en, swapped_with } = day
      const mark: DayMark = { kind, name_vi, name_en, notice, ...(swapped_with ? { swapped_with } : {}) }
      for (const date of datesOf(day, pack.pack))
        marks.set(parseDay(date, 'date') - first_civil, { mark, hours: day.hours })
    }
  }
  return marks
}

function planDay(
  civil: number,
  years: readonly DaysOffPack[],
  city: OfficeHoursPack,
  unit_type: string,
  marked: Marked | undefined,
): DayPlan {
  const date = dayText(civil)
  const weekday = WEEKDAYS[weekdayOf(civil)]!
  const rule = inForce(city.office_hours, date, unit_type)
  if (!rule)
    throw new PackRefused(city.pack, 'office_hours', {
      vi: `thiếu giờ làm việc ngày ${date}`,
      en: `no hours on ${date}`,
    })
  const close = minuteOfDay(rule.promised_close)
  const off: DayPlan = { working: false, office: [], opening: [], close }
  if (marked?.mark.kind === 'off') return off
  if (marked?.hours) return shortDay(spans(marked.hours))
  if (marked?.mark.kind === 'work') {
    return { ...off, working: true, office: spans(hoursOn(rule, marked.mark.swapped_with ?? date)) }
  }
  const weekend =
    years.find((pack) => pack.effective_from <= date && date <= pack.effective_to)?.weekend ?? []
  if (!weekend.includes(weekday)) return { ...off, working: true, office: spans(hoursOn(rule, date)) }
  const opening = inForce(
    city.openings.filter((o) => o.weekday === weekday),
    date,
    unit_type,
  )
  if (!opening) return off
  return opening.counts_as_working_day
    ? shortDay(spans(opening.hours))
    : { ...off, opening: spans(opening.hours) }
}

const shortDay = (office: Span[]): DayPlan => ({
  working: true,
  office,
  opening: [],
  close: office.at(-1)?.to ?? 0,
})

/** The rule of the unit type on that date, else that of `default`. */
function inForce<T extends OfficeHours | Opening>(
  rules: readonly T[],
  date: string,
  unit_type: string,
): T | undefined {
  const now = rules.filter(
    (r) => r.effective_from <= date && (r.effective_to === undefined || date <= r.effective_to),
  )
  return (
    now.find((r) => r.unit_types.includes(unit_type)) ?? now.find((r) => r.unit_types.includes('default'))
  )
}

/** Hours of the weekday; a make-up day takes those of the day it makes up for. */
function hoursOn(rule: OfficeHours, date: string): string[] {
  const weekday: Weekday = WEEKDAYS[weekdayOf(parseDay(date, 'date'))]!
  return weekday === 'sat' || weekday === 'sun' ? rule.hours.mon : rule.hours[weekday]
}

function spans(hours: readonly string[]): Span[] {
  return hours.map((text) => ({ from: minuteOfDay(text.slice(0, 5)), to: minuteOfDay(text.slice(6)) }))
}

function minuteOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

function dayTables(plans: readonly DayPlan[], first_civil: number, zone: string) {
  const days = plans.length
  const day_start = new Int32Array(days + 1)
  const work_before = new Int32Array(days + 1)
  const next_work = new Int32Array(days).fill(-1)
  const close = new Int32Array(days)
  const work_days: number[] = []
  plans.forEach((plan, day) => {
    day_start[day] = localMinute(zone, first_civil + day, 0)
    close[day] = localMinute(zone, first_civil + day, plan.close)
    work_before[day] = work_days.length
    if (plan.working) work_days.push(day)
  })
  day_start[days] = localMinute(zone, first_civil + days, 0)
  work_before[days] = work_days.length
  for (let day = days - 1; day >= 0; day--) {
    next_work[day] = plans[day]!.working ? day : (next_work[day + 1] ?? -1)
  }
  return { day_start, work_before, work_days: Int32Array.from(work_days), next_work, close }
}

function intervalTables(plans: readonly DayPlan[], first_civil: number, zone: string) {
  const starts: number[] = []
  const ends: number[] = []
  const before = [0]
  const openings: { from: Minute; to: Minute }[] = []
  const day_interval = new Int32Array(plans.length + 1)
  plans.forEach((plan, day) => {
    const at = (minute: number): Minute => localMinute(zone, first_civil + day, minute)
    day_interval[day] = starts.length
    for (const span of plan.office) {
      starts.push(at(span.from))
      ends.push(at(span.to))
      before.push(before.at(-1)! + ends.at(-1)! - starts.at(-1)!)
    }
    for (const span of plan.opening) openings.push({ from: at(span.from), to: at(span.to) })
  })
  day_interval[plans.length] = starts.length
  const buckets = new Int32Array((before.at(-1)! >> BUCKET_SHIFT) + 1)
  let interval = 0
  buckets.forEach((_, bucket) => {
    while (interval < starts.length - 1 && before[interval + 1]! <= bucket << BUCKET_SHIFT) interval++
    buckets[bucket] = interval
  })
  const tables = {
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    before: Int32Array.from(before),
  }
  return { ...tables, buckets, day_interval, openings }
}
