import type { PartyRules } from './party-rules.ts'

/** Personal numbers, passports, tax codes and phones: always text, never numbers, because they begin with 0. */

export type Judgement = 'ok' | 'wrong-form' | 'future' | 'place' | 'birth' | 'check-digit'

const bare = (number: string): string => number.normalize('NFKC').replace(/[\s.]/g, '').toUpperCase()

/** As it is stored and hashed, so that one number has one form: `079190012345`, `C1234567`, `0312345678-001`. */
export function tidyNumber(number: string): string {
  const text = bare(number)
  const branch = /^(\d{10})-?(\d{3})$/.exec(text)
  return branch ? `${branch[1]}-${branch[2]}` : text
}

/** A personal number of 12 digits, or a passport. What does not fit only warns, except a birth in the future. */
export function judgePersonal(
  number: string,
  birthDate: string | undefined,
  on: string,
  rules: PartyRules,
): Judgement {
  if (/^[A-Z]{1,2}\d{6,8}$/.test(number)) return 'ok'
  if (!/^\d{12}$/.test(number)) return 'wrong-form'
  const year = birthYear(number)
  if (year > Number(on.slice(0, 4))) return 'future'
  const place = Number(number.slice(0, 3))
  if (place < rules.personal_number.places.from || place > rules.personal_number.places.to) return 'place'
  return birthDate !== undefined && Number(birthDate.slice(0, 4)) !== year ? 'birth' : 'ok'
}

/** The fourth digit tells century and sex, the next two the year. */
export const birthYear = (number: string): number =>
  1900 + Math.floor(Number(number[3]) / 2) * 100 + Number(number.slice(4, 6))

/** A tax code of 10 digits, or of 13 for a dependent unit, `0312345678-001`. */
export function judgeTaxCode(number: string, rules: PartyRules): Judgement {
  if (!/^\d{10}(-(?!000)\d{3})?$/.test(number)) return 'wrong-form'
  const sum = rules.tax_code.weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  const digits = rules.tax_code.weights.length + 1
  return digits - (sum % (digits + 1)) === Number(number[digits - 1]) ? 'ok' : 'check-digit'
}

/** `+84 90 123 45 67` and `090.123.4567` are one phone: `0901234567`. Undefined when it is none. */
export function tidyPhone(phone: string): string | undefined {
  const digits = phone
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)84/, '0')
  return /^0\d{9,10}$/.test(digits) ? digits : undefined
}

/** `0790******12`: enough to recognise one's own, too little to use. */
export function masked(number: string): string {
  const shown = number.length >= 10 ? 4 : 2
  const end = 2
  if (number.length <= shown + end) return '*'.repeat(number.length)
  return number.slice(0, shown) + '*'.repeat(number.length - shown - end) + number.slice(-end)
}
