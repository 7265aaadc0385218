/** Whether a pack or a notice holds what it must: first against the schema, then against itself. */
import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import { parse } from 'yaml'
import { PackRefused } from './errors.ts'
import { dayText, parseDay } from './minutes.ts'
import type { DaysOffPack, OfficeHoursPack, PackDay } from './pack.ts'
import { daysOffSchema, officeHoursSchema, orderSchema } from './schemas.ts'

const ajv = new Ajv({ allErrors: false })
const isDaysOff = ajv.compile<DaysOffPack>(daysOffSchema)
const isOfficeHours = ajv.compile<OfficeHoursPack>(officeHoursSchema)
const isOrder = ajv.compile(orderSchema)

/** One pack from its YAML text. Refuses with `PackRefused`, the field named. */
export function readPack(file: string, source: string): DaysOffPack | OfficeHoursPack {
  const value: unknown = parse(source)
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  if (kind === 'days-off') {
    if (!isDaysOff(value)) return refuseBySchema(file, isDaysOff)
    checkDays(file, value)
    return value
  }
  if (kind === 'office-hours') {
    if (!isOfficeHours(value)) return refuseBySchema(file, isOfficeHours)
    checkDays(file, value)
    checkHours(file, value)
    return value
  }
  return refuse(file, 'kind', 'phải là days-off hoặc office-hours', 'must be days-off or office-hours')
}

/** A notice handed in to change a pack: unknown fields are refused by name. */
export function checkOrder(name: string, order: unknown): void {
  if (!isOrder(order)) refuseBySchema(name, isOrder)
}

/** Dates exist, lie in the pack's time, appear once, name a known notice, and the two sides of a swap name each other. */
export function checkDays(file: string, pack: DaysOffPack | OfficeHoursPack): void {
  const notices = new Set(pack.notices.map((notice) => notice.id))
  const last = pack.kind === 'days-off' ? pack.effective_to : '9999-12-31'
  const seen = new Map<string, PackDay>()
  pack.days.forEach((day, i) => {
    const field = `days.${i}`
    if (!notices.has(day.notice)) {
      refuse(
        file,
        `${field}.notice`,
        `không có văn bản "${day.notice}"`,
        `there is no notice "${day.notice}"`,
      )
    }
    checkKind(file, field, day)
    for (const date of datesOf(day, `${file} ${field}`)) {
      if (seen.has(date)) refuse(file, `${field}.date`, `${date} có hai lần`, `${date} appears twice`)
      seen.set(date, day)
      if (date < pack.effective_from || date > last) {
        refuse(file, `${field}.date`, `${date} ngoài hiệu lực`, `${date} is outside the time of the pack`)
      }
    }
  })
  pack.days.forEach((day, i) => {
    const other = day.swapped_with
    if (other === undefined || other < pack.effective_from || other > last) return
    const partner = seen.get(other)
    if (!partner || partner.swapped_with !== day.date || partner.kind === day.kind) {
      refuse(
        file,
        `days.${i}.swapped_with`,
        `${day.date} và ${other} không khớp nhau`,
        `${day.date} and ${other} do not match`,
      )
    }
  })
}

function checkKind(file: string, field: string, day: PackDay): void {
  if ((day.kind === 'hours') !== (day.hours !== undefined)) {
    refuse(
      file,
      `${field}.hours`,
      'chỉ và luôn đi với kind: hours',
      'goes with kind: hours, and only with it',
    )
  }
  if (day.kind === 'work' && !day.swapped_with) {
    refuse(
      file,
      `${field}.swapped_with`,
      'ngày làm bù phải nêu ngày được nghỉ',
      'a make-up day names the day it makes up for',
    )
  }
  if (day.to !== undefined && day.to < day.date)
    refuse(file, `${field}.to`, 'trước ngày đầu', 'lies before the first day')
  if (day.to !== undefined && day.swapped_with) {
    refuse(file, `${field}.to`, 'ngày hoán đổi là một ngày', 'a swap is one day for one day')
  }
  if (day.hours) checkSpans(file, `${field}.hours`, day.hours)
}

function checkHours(file: string, city: OfficeHoursPack): void {
  city.office_hours.forEach((rule, i) => {
    for (const [weekday, hours] of Object.entries(rule.hours))
      checkSpans(file, `office_hours.${i}.hours.${weekday}`, hours)
  })
  city.openings.forEach((opening, i) => checkSpans(file, `openings.${i}.hours`, opening.hours))
}

/** Intervals run forwards and do not touch each other's time. */
function checkSpans(file: string, field: string, hours: readonly string[]): void {
  let end = ''
  for (const span of hours) {
    const [from = '', to = ''] = span.split('-')
    if (from >= to || from < end)
      refuse(file, field, `${span} chồng hoặc ngược giờ`, `${span} overlaps or runs backwards`)
    end = to
  }
}

/** Every date from `date` to `to`. */
export function datesOf(day: PackDay, field: string): string[] {
  const first = parseDay(day.date, field)
  const last = day.to === undefined ? first : parseDay(day.to, field)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => dayText(first + i))
}

function refuseBySchema(file: string, check: ValidateFunction): never {
  const error = check.errors?.[0]
  const extra: unknown = error?.params['additionalProperty'] ?? error?.params['missingProperty']
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.')
  const field =
    [path, typeof extra === 'string' ? extra : ''].filter((part) => part !== '').join('.') || 'pack'
  const said = error?.message ?? 'is not valid'
  if (error?.keyword === 'additionalProperties')
    return refuse(file, field, 'không có trong mẫu', 'is not known')
  if (error?.keyword === 'required') return refuse(file, field, 'còn thiếu', 'is missing')
  return refuse(file, field, `không hợp lệ (${said})`, said)
}

export function refuse(file: string, field: string, vi: string, en: string): never {
  throw new PackRefused(file, field, { vi, en })
}
