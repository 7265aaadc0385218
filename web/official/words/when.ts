import { dayAndTime, dayMonth, localDay, timeOfDay, weekday } from './dates.ts'
import type { Language } from './language.ts'

/** `11:30 hôm nay`, else `13/03 17:00`. */
export function whenShort(iso: string, now: string, today: string): string {
  return localDay(iso) === localDay(now) ? `${timeOfDay(iso)} ${today}` : dayAndTime(iso)
}

/** `thứ Sáu 13/03, 11:30` */
export function whenNamed(iso: string, language: Language): string {
  return `${weekday(iso, language)} ${dayMonth(iso)}, ${timeOfDay(iso)}`
}
