/** How the calendar speaks: dates, weekdays, units and kinds of pauses, in Vietnamese and English. */
import type { Evidence } from './calendar.ts'
import { civilDate, weekdayOf } from './minutes.ts'
import type { Unit } from './period.ts'

export type Words = { vi: string; en: string }

const WEEKDAYS_VI = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

const two = (n: number): string => String(n).padStart(2, '0')

/** `13/02`. */
export function shortDay(civil: number): string {
  const { month, day } = civilDate(civil)
  return `${two(day)}/${two(month)}`
}

/** `13/02/2026`. */
export function longDay(civil: number): string {
  return `${shortDay(civil)}/${civilDate(civil).year}`
}

/** `thứ Sáu 13/02/2026`. */
export function namedDay(civil: number): Words {
  const weekday = weekdayOf(civil)
  return { vi: `${WEEKDAYS_VI[weekday]} ${longDay(civil)}`, en: `${WEEKDAYS_EN[weekday]} ${longDay(civil)}` }
}

/** `14/02 đến 22/02/2026`, or one date. */
export function daysFromTo(first: number, last: number): Words {
  if (first === last) return { vi: longDay(first), en: longDay(first) }
  const from = civilDate(first).year === civilDate(last).year ? shortDay(first) : longDay(first)
  return { vi: `${from} đến ${longDay(last)}`, en: `${from} to ${longDay(last)}` }
}

/** `13, 23, 24/02` for days in order; months are named where they change. */
export function dayList(days: readonly number[]): string {
  const last = days.length - 1
  const same = (a: number, b: number): boolean => civilDate(a).month === civilDate(b).month
  return days
    .map((day, i) => (i < last && same(day, days[i + 1]!) ? two(civilDate(day).day) : shortDay(day)))
    .join(', ')
}

const UNIT_VI: Record<Unit, string> = {
  minute: 'phút làm việc',
  hour: 'giờ làm việc',
  calendar_day: 'ngày',
  working_day: 'ngày làm việc',
  month: 'tháng',
}
const UNIT_EN: Record<Unit, string> = {
  minute: 'office minute',
  hour: 'office hour',
  calendar_day: 'calendar day',
  working_day: 'working day',
  month: 'month',
}

/** `8 giờ làm việc` / `8 office hours`. */
export function amountOf(amount: number, unit: Unit): Words {
  return { vi: `${amount} ${UNIT_VI[unit]}`, en: `${amount} ${UNIT_EN[unit]}${amount === 1 ? '' : 's'}` }
}

const PAUSES: ReadonlyMap<string, Words> = new Map([
  ['supplement', { vi: 'chờ bổ sung', en: 'waiting for the supplement' }],
  ['applicant', { vi: 'chờ người nộp bổ sung', en: 'waiting for the applicant' }],
  ['financial_duty', { vi: 'chờ nộp thuế, phí', en: 'waiting for tax or fee' }],
  ['fee', { vi: 'chờ nộp phí', en: 'waiting for the fee' }],
  ['tax', { vi: 'chờ nộp thuế', en: 'waiting for the tax' }],
  ['consultation', { vi: 'chờ ý kiến cơ quan khác', en: 'waiting for another agency' }],
])

/** A kind of pause in words; a kind without words of its own is told as a plain pause. */
export function pauseWords(kind: string): Words {
  return PAUSES.get(kind) ?? { vi: 'tạm dừng', en: 'paused' }
}

/** What a reader must know about the source; nothing is added to what was verified. */
export function evidenceWords(evidence: Evidence): Words {
  switch (evidence) {
    case 'verified':
      return { vi: '', en: '' }
    case 'secondary':
      return { vi: ' [nguồn thứ cấp]', en: ' [secondary source]' }
    case 'unverified':
      return { vi: ' [chưa kiểm chứng]', en: ' [unverified]' }
  }
}
