import type { Language } from './language.ts'

const numbers = {
  vi: new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
}

/** `1.234,5` in Vietnamese, `1,234.5` in English. */
export function amount(value: number, language: Language): string {
  return numbers[language].format(value)
}

/** `1.500.000 đ`, the same in both languages but for the separators. */
export function dong(value: number, language: Language): string {
  return `${amount(value, language)} đ`
}
