import type { Language } from './language.ts'

/** Every date on screen is a date in Ho Chi Minh City, whatever zone the desk is in. */
const zone = 'Asia/Ho_Chi_Minh'

const clockFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

interface LocalParts {
  day: string
  month: string
  year: string
  hour: string
  minute: string
}

function localParts(iso: string): LocalParts {
  const found = { day: '', month: '', year: '', hour: '', minute: '' }
  for (const part of clockFormat.formatToParts(new Date(iso))) {
    if (part.type in found) found[part.type as keyof LocalParts] = part.value
  }
  return found
}

/** `12/03/2026` */
export function fullDate(iso: string): string {
  const { day, month, year } = localParts(iso)
  return `${day}/${month}/${year}`
}

/** `12/03` */
export function dayMonth(iso: string): string {
  const { day, month } = localParts(iso)
  return `${day}/${month}`
}

/** `10:40` */
export function timeOfDay(iso: string): string {
  const { hour, minute } = localParts(iso)
  return `${hour}:${minute}`
}

/** `12/03 10:40` */
export function dayAndTime(iso: string): string {
  return `${dayMonth(iso)} ${timeOfDay(iso)}`
}

/** `12/03/2026 10:40` */
export function fullDateAndTime(iso: string): string {
  return `${fullDate(iso)} ${timeOfDay(iso)}`
}

/** `2026-03-12`: the local day, to compare days with. */
export function localDay(iso: string): string {
  const { day, month, year } = localParts(iso)
  return `${year}-${month}-${day}`
}

/** `thứ Năm` / `Thursday` */
export function weekday(iso: string, language: Language): string {
  const name = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: zone,
    weekday: 'long',
  }).format(new Date(iso))
  return language === 'vi' ? name.replace(/^Thứ/, 'thứ').replace(/^Chủ Nhật/, 'Chủ nhật') : name
}

/** `12/03/2026` of a local date that came as `2026-03-12` */
export function writtenDate(localDate: string): string {
  const [year = '', month = '', day = ''] = localDate.slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}
