import type { Language } from './language.ts'

/** Minutes of one working day of an office. The server's calendar decides; this is only how a long time is said. */
export const workingDay_min = 480

function counted(amount: number, language: Language, vi: string, one: string, many: string): string {
  return `${amount} ${language === 'vi' ? vi : amount === 1 ? one : many}`
}

/**
 * Says working minutes in days, hours and minutes: `2 ngày 4 giờ 50 phút`, `1 day 50 minutes`.
 * Parts that are nought are left out; nought itself is `0 phút`. The sign is dropped: the words around say late or left.
 */
export function workingTime(minutes: number, language: Language, day_min: number = workingDay_min): string {
  const whole = Math.abs(Math.round(minutes))
  const days = Math.floor(whole / day_min)
  const hours = Math.floor((whole % day_min) / 60)
  const rest = (whole % day_min) % 60
  const said: string[] = []
  if (days > 0) said.push(counted(days, language, 'ngày', 'day', 'days'))
  if (hours > 0) said.push(counted(hours, language, 'giờ', 'hour', 'hours'))
  if (rest > 0 || said.length === 0) said.push(counted(rest, language, 'phút', 'minute', 'minutes'))
  return said.join(' ')
}

/** The same in hours and minutes only: `59 giờ 10 phút`. For totals that stand beside an allowance in hours. */
export function workingHours(minutes: number, language: Language): string {
  return workingTime(minutes, language, Number.POSITIVE_INFINITY)
}

/** Days with a decimal, as an allowance is spoken of: `1,5 ngày`, `4 giờ` when it is at most half a day. */
export function allowance(minutes: number, language: Language, day_min: number = workingDay_min): string {
  const days = minutes / day_min
  if (days <= 0.5) return workingHours(minutes, language)
  const rounded = Math.round(days * 10) / 10
  const text = language === 'vi' ? String(rounded).replace('.', ',') : String(rounded)
  if (language === 'vi') return `${text} ngày`
  return `${text} ${rounded === 1 ? 'day' : 'days'}`
}

/** `còn 50 phút`, or `trễ 1 giờ` once the time has run out. */
export function remaining(minutes: number, language: Language): string {
  const said = workingTime(minutes, language)
  if (minutes < 0) return language === 'vi' ? `trễ ${said}` : `${said} late`
  return language === 'vi' ? `còn ${said}` : `${said} left`
}
