/** Reads `rules/calendars/*.yaml`; a pack that does not hold what the schema asks for is refused with the field named. */
import { Ajv } from 'ajv'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PackRefused } from './errors.ts'
import { civilDay, dayText, parseDay } from './minutes.ts'
import type { DaysOffPack, OfficeHoursPack, PackDay, Packs } from './pack.ts'
import { daysOffSchema, officeHoursSchema } from './schemas.ts'

const ajv = new Ajv({ allErrors: false })
const isDaysOff = ajv.compile<DaysOffPack>(daysOffSchema)
const isOfficeHours = ajv.compile<OfficeHoursPack>(officeHoursSchema)

/** The packs this repository carries. */
export const PACK_FOLDER = join(import.meta.dirname, '../../rules/calendars')

/** All packs of a folder, checked. Refuses with `PackRefused`. */
export function loadPacks(folder: string = PACK_FOLDER): Packs {
  const days_off = new Map<string, DaysOffPack[]>()
  const cities = new Map<string, OfficeHoursPack>()
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const pack = readPack(file, readFileSync(join(folder, file), 'utf8'))
    if (pack.kind === 'office-hours') cities.set(pack.pack, pack)
    else days_off.set(pack.pack, [...(days_off.get(pack.pack) ?? []), pack])
  }
  for (const [name, years] of days_off) {
    years.sort((a, b) => a.effective_from.localeCompare(b.effective_from))
    refuseGaps(name, years)
  }
  for (const city of cities.values()) {
    if (!days_off.has(city.extends))
      refuse(city.pack, 'extends', `không có gói "${city.extends}"`, `there is no pack "${city.extends}"`)
  }
  return { days_off, cities }
}

/** One pack from its YAML text, checked against its schema and against itself. */
export function readPack(file: string, source: string): DaysOffPack | OfficeHoursPack {
  const value: unknown = parse(source)
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  const check = kind === 'days-off' ? isDaysOff : kind === 'office-hours' ? isOfficeHours : undefined
  if (!check)
    return refuse(file, 'kind', 'phải là days-off hoặc office-hours', 'must be days-off or office-hours')
  if (!check(value)) {
    const error = check.errors?.[0]
    const extra: unknown = error?.params['additionalProperty']
    const path = `${error?.instancePath.slice(1).replaceAll('/', '.') ?? ''}${typeof extra === 'string' ? `.${extra}` : ''}`
    const said = extra === undefined ? (error?.message ?? 'is not valid') : 'is not known'
    return refuse(
      file,
      path.replace(/^\./, '') || 'pack',
      extra === undefined ? `sai (${said})` : 'không có trong mẫu',
      said,
    )
  }
  checkDays(file, value)
  return value
}

/** Dates exist, lie in the pack's time, appear once, name a known notice, and the two sides of a swap name each other. */
export function checkDays(file: string, pack: DaysOffPack | OfficeHoursPack): void {
  const notices = new Set(pack.notices.map((notice) => notice.id))
  const seen = new Map<string, PackDay>()
  pack.days.forEach((day, i) => {
    const field = `days.${i}`
    if (!notices.has(day.notice))
      refuse(file, `${field}.notice`, `không có văn bản "${day.notice}"`, `no notice "${day.notice}"`)
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
    for (const date of datesOf(day, `${file} ${field}`)) {
      if (seen.has(date)) refuse(file, `${field}.date`, `${date} có hai lần`, `${date} appears twice`)
      seen.set(date, day)
      if (date < pack.effective_from || (pack.kind === 'days-off' && date > pack.effective_to)) {
        refuse(file, `${field}.date`, `${date} ngoài hiệu lực`, `${date} is outside the time of the pack`)
      }
    }
  })
  pack.days.forEach((day, i) => {
    const other = day.swapped_with === undefined ? undefined : seen.get(day.swapped_with)
    if (other && (other.swapped_with !== day.date || other.kind === day.kind)) {
      refuse(
        file,
        `days.${i}.swapped_with`,
        'hai ngày hoán đổi không khớp nhau',
        'the two days of the swap do not match',
      )
    }
  })
}

/** Every date from `date` to `to`. */
export function datesOf(day: PackDay, field: string): string[] {
  const first = parseDay(day.date, field)
  const last = day.to === undefined ? first : parseDay(day.to, field)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => dayText(first + i))
}

function refuseGaps(name: string, years: readonly DaysOffPack[]): void {
  years.forEach((pack, i) => {
    const previous = years[i - 1]
    if (
      previous &&
      parseDay(previous.effective_to, 'effective_to') + 1 !== parseDay(pack.effective_from, 'effective_from')
    ) {
      refuse(
        name,
        'effective_from',
        `${pack.effective_from} không nối tiếp năm trước`,
        `${pack.effective_from} does not follow the year before`,
      )
    }
    const year = Number(pack.effective_from.slice(0, 4))
    if (
      parseDay(pack.effective_from, 'effective_from') !== civilDay(year, 1, 1) ||
      pack.effective_to !== `${year}-12-31`
    ) {
      refuse(name, 'effective_to', 'mỗi gói là một năm dương lịch', 'a pack is one calendar year')
    }
  })
}

function refuse(file: string, field: string, vi: string, en: string): never {
  throw new PackRefused(file, field, { vi, en })
}
