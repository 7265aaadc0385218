/** Dates, times, money and periods as people read them. Local dates come from #calendar only. */
import { localIso, minuteOf } from '#calendar'
import type { Allow } from '#calendar'
import type { Language, Say } from './words.ts'

export interface Format {
  /** `16/03/2026` */
  date(at: Date): string
  /** `16/03` */
  day(at: Date): string
  /** `thứ Hai 16/03/2026` */
  weekday(at: Date): string
  /** `10:40, 12/03/2026` */
  moment(at: Date): string
  /** `1.500.000 đ` */
  money(amount: number, currency?: string): string
  count(value: number): string
  /** `10 ngày làm việc` */
  allow(allow: Allow): string
  /** Working minutes in words: `2 ngày 4 giờ 50 phút`. `day_min` is one working day. */
  working(minutes: number, day_min: number): string
  /** `2,4 MB` */
  size(bytes: number): string
}

const weekdays: Record<Language, readonly string[]> = {
  vi: [
    'Chủ\u00a0nhật',
    'thứ\u00a0Hai',
    'thứ\u00a0Ba',
    'thứ\u00a0Tư',
    'thứ\u00a0Năm',
    'thứ\u00a0Sáu',
    'thứ\u00a0Bảy',
  ],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

export function formatIn(language: Language, zone: string, say: Say): Format {
  const local = (at: Date): string => localIso({ zone }, minuteOf(at))
  const date = (at: Date): string => {
    const iso = local(at)
    return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`
  }
  const count = (value: number): string =>
    new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(value)
  return {
    date,
    day: (at) => date(at).slice(0, 5),
    weekday: (at) =>
      `${weekdays[language][new Date(`${local(at).slice(0, 10)}T00:00:00Z`).getUTCDay()]} ${date(at)}`,
    moment: (at) => `${local(at).slice(11, 16)}, ${date(at)}`,
    money: (amount, currency = 'VND') =>
      currency === 'VND' ? `${count(amount)}\u00a0đ` : `${count(amount)}\u00a0${currency}`,
    count,
    allow: ({ amount, unit }) => say(`unit.${amount === 1 ? 'one' : 'many'}.${unit}`, { n: count(amount) }),
    working: (minutes, day_min) => inWords(minutes, day_min, say),
    size: (bytes) =>
      bytes < 1_000_000
        ? `${count(Math.max(1, Math.round(bytes / 1000)))} kB`
        : `${count(Math.round(bytes / 100_000) / 10)} MB`,
  }
}

function inWords(minutes: number, day_min: number, say: Say): string {
  const whole = Math.abs(Math.round(minutes))
  const days = Math.floor(whole / day_min)
  const hours = Math.floor((whole - days * day_min) / 60)
  const rest = whole - days * day_min - hours * 60
  const words: string[] = []
  if (days > 0) words.push(say(days === 1 ? 'length.day' : 'length.days', { n: days }))
  if (hours > 0) words.push(say(hours === 1 ? 'length.hour' : 'length.hours', { n: hours }))
  if (rest > 0 || words.length === 0)
    words.push(say(rest === 1 ? 'length.minute' : 'length.minutes', { n: rest }))
  return words.join(' ')
}
