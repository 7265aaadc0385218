/** Reads what a person typed on one page of the filing. Pure: `(typed, …) → value or the errors to show`, nothing is dropped silently. */
import type { NoticeChannel, SubjectKind, Through } from '../ports.ts'
import type { Draft } from './draft.ts'

/** One thing to put right: which field, and the words (with values) that say how. */
export interface Fault {
  field: string
  words: string
  /** What the words name, such as a paper. */
  values?: Record<string, string>
}

export type Typed = Record<string, string>
export type Checked<T> = { value: T; faults?: undefined } | { faults: Fault[]; value?: undefined }

const fault = (field: string, words: string): Fault => ({ field, words })
const result = <T>(faults: Fault[], value: () => T): Checked<T> =>
  faults.length > 0 ? { faults } : { value: value() }
const text = (typed: Typed, field: string): string =>
  (typed[field] ?? '').normalize('NFC').trim().replace(/\s+/g, ' ')
const digits = (value: string): string => value.replace(/[\s.-]/g, '')

export function checkWho(typed: Typed): Checked<'self' | 'through'> {
  const who = typed['who']
  return who === 'self' || who === 'through' ? { value: who } : { faults: [fault('who', 'fault.who')] }
}

type ApplicantTyped = NonNullable<Draft['applicant']>

export function checkApplicant(
  typed: Typed,
  subjects: readonly SubjectKind[],
  today: string,
): Checked<ApplicantTyped> {
  const faults: Fault[] = []
  const kind =
    subjects.find((one) => one === typed['kind']) ?? (subjects.length === 1 ? subjects[0] : undefined)
  if (!kind) faults.push(fault('kind', 'fault.kind'))
  const name = text(typed, 'name')
  if (name.length < 2 || name.length > 200) faults.push(fault('name', 'fault.name'))
  const number = digits(typed['number'] ?? '').toUpperCase()
  if (kind && !isNumberOf(kind, number)) {
    faults.push(fault('number', kind === 'citizen' ? 'fault.number-person' : 'fault.number-business'))
  }
  const birthDate = kind === 'citizen' ? readDate(typed, 'birth', today) : null
  if (kind === 'citizen' && birthDate === null) faults.push(fault('birth-day', 'fault.birth'))
  return result(faults, () => ({ kind: kind!, name, number, birthDate }))
}

/** 12 digits or a passport for a person; a tax code of 10 or 13 digits for a business; a household business may have either. */
export function isNumberOf(kind: SubjectKind, number: string): boolean {
  const person = /^\d{12}$/.test(number) || /^[A-Z]\d{7,8}$/.test(number)
  const tax = /^\d{10}$/.test(number) || /^\d{13}$/.test(number)
  switch (kind) {
    case 'citizen':
      return person
    case 'household-business':
      return tax || /^\d{12}$/.test(number)
    case 'business':
    case 'organisation':
      return tax
  }
}

/** A real date that is not in the future, from its three fields; null for anything else. */
function readDate(typed: Typed, name: string, today: string): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((one) => Number(text(typed, `${name}-${one}`)))
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const parsed = new Date(`${date}T00:00:00Z`)
  const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === date
  return real && year! >= 1900 && date <= today ? date : null
}

export function checkContact(typed: Typed): Checked<NonNullable<Draft['contact']>> {
  const faults: Fault[] = []
  const phone = phoneOf(typed['phone'] ?? '')
  const email = text(typed, 'email')
  const address = text(typed, 'address')
  if (!isPhone(phone)) faults.push(fault('phone', 'fault.phone'))
  if (email !== '' && !isEmail(email)) faults.push(fault('email', 'fault.email'))
  if (address.length < 5 || address.length > 300) faults.push(fault('address', 'fault.address'))
  return result(faults, () => ({ phone, email, address }))
}

const phoneOf = (typed: string): string => digits(typed).replace(/^\+?84(?=\d{9}$)/, '0')
const isPhone = (phone: string): boolean => /^0\d{9,10}$/.test(phone)
const isEmail = (email: string): boolean => email.length <= 200 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)

export function checkThrough(typed: Typed, today: string): Checked<Through> {
  const faults: Fault[] = []
  const as = typed['as']
  const name = text(typed, 'name')
  const number = digits(typed['number'] ?? '').toUpperCase()
  const authority = text(typed, 'authority')
  if (as !== 'authorised' && as !== 'guardian') faults.push(fault('as', 'fault.as'))
  if (name.length < 2 || name.length > 200) faults.push(fault('name', 'fault.name'))
  if (!isNumberOf('citizen', number)) faults.push(fault('number', 'fault.number-person'))
  if (authority.length < 5 || authority.length > 200) faults.push(fault('authority', 'fault.authority'))
  const dated = as === 'authorised' ? readDate(typed, 'authority', today) : null
  if (as === 'authorised' && dated === null) faults.push(fault('authority-day', 'fault.authority-date'))
  return result(faults, () => ({
    as: as === 'guardian' ? 'guardian' : 'authorised',
    name,
    number,
    authority,
    authorityDate: dated,
  }))
}

export function checkOffice(
  typed: Typed,
  known: readonly { code: string }[],
  words: string,
): Checked<string> {
  const office = known.find((one) => one.code === typed['office'])
  return office ? { value: office.code } : { faults: [fault('office', words)] }
}

export function checkNotify(typed: Typed): Checked<NonNullable<Draft['notify']>> {
  const channels: readonly NoticeChannel[] = ['sms', 'email', 'app', 'none']
  const channel = channels.find((one) => one === typed['channel'])
  if (!channel) return { faults: [fault('channel', 'fault.channel')] }
  if (channel === 'sms') {
    const to = phoneOf(typed['sms'] ?? '')
    return isPhone(to) ? { value: { channel, to } } : { faults: [fault('sms', 'fault.phone')] }
  }
  if (channel === 'email') {
    const to = text(typed, 'email')
    return isEmail(to) ? { value: { channel, to } } : { faults: [fault('email', 'fault.email')] }
  }
  return { value: { channel, to: null } }
}
