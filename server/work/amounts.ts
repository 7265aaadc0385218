import { parseAllow, type Unit } from '#calendar'

const words: Record<Unit, string> = {
  minute: 'phút làm việc',
  hour: 'giờ làm việc',
  calendar_day: 'ngày',
  working_day: 'ngày làm việc',
  month: 'tháng',
}

/** An allowed time in words, `10 ngày làm việc`. */
export function amountWords(allow: string): string {
  const { amount, unit } = parseAllow(allow)
  return `${amount} ${words[unit]}`
}
