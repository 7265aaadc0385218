import { invalid, type Texts } from '#kernel'
import { birthYear, judgePersonal, judgeTaxCode, tidyNumber, tidyPhone, type Judgement } from './numbers.ts'
import { partyRules, type PartyRules } from './party-rules.ts'
import { tidy } from './spelling.ts'

export type PartyKind = 'citizen' | 'household-business' | 'business' | 'organisation'

/** Who applies, as typed or as an identity provider told. */
export interface PartyInput {
  kind: PartyKind
  name: string
  number?: string
  phone?: string
  email?: string
  address?: string
  birthDate?: string
}

/** Who files for them: with dated written authority, or as guardian of a child. */
export interface ThroughInput {
  name: string
  number?: string
  phone?: string
  as: 'authorised' | 'guardian'
  authority?: string
  authorityDate?: string
}

export interface Warning {
  field: string
  code: Judgement
  texts: Texts
}

export interface CheckedParty<P extends PartyInput, T extends ThroughInput> {
  applicant: P
  through: T | undefined
  /** For the clerk to look at again; they stop nothing. */
  warnings: Warning[]
}

/**
 * Brings an applicant and whoever files for them into one form and checks them on the date `on`. Refuses by field name what cannot be:
 * a number of the wrong form, an authority without a date, a child without a guardian. What is merely odd is a warning.
 */
export function checkParty<P extends PartyInput, T extends ThroughInput>(
  applicant: P,
  through: T | undefined,
  on: string,
): CheckedParty<P, T> {
  const rules = partyRules(on)
  const warnings: Warning[] = []
  const cleaned = tidied(applicant, 'applicant')
  if (cleaned.birthDate !== undefined && cleaned.birthDate > on) {
    throw invalid('applicant.birthDate', {
      vi: 'Ngày sinh ở tương lai.',
      en: 'The birth date lies in the future.',
    })
  }
  checkNumber('applicant.number', cleaned, on, rules, warnings)
  const other = through === undefined ? undefined : tidied(through, 'through')
  if (other) {
    checkNumber('through.number', { ...other, kind: 'citizen' }, on, rules, warnings)
    checkAuthority(other, on)
  }
  if (isChild(cleaned, on, rules) && other?.as !== 'guardian') {
    throw invalid(
      'through',
      {
        vi: `Người dưới ${rules.child.under_years} tuổi nộp hồ sơ qua cha mẹ hoặc người giám hộ.`,
        en: `For somebody under ${rules.child.under_years} a parent or guardian files.`,
      },
      'GuardianNeeded',
    )
  }
  return { applicant: cleaned, through: other, warnings }
}

function tidied<One extends { name: string; number?: string; phone?: string; address?: string }>(
  one: One,
  field: string,
): One {
  const name = tidy(one.name)
  if (!/\p{L}/u.test(name)) throw invalid(`${field}.name`, { vi: 'Hãy ghi họ tên.', en: 'Give the name.' })
  const made: One = { ...one, name }
  if (one.address !== undefined) made.address = tidy(one.address)
  if (one.number !== undefined) made.number = tidyNumber(one.number)
  if (one.phone !== undefined) {
    const phone = tidyPhone(one.phone)
    if (phone === undefined) {
      throw invalid(`${field}.phone`, {
        vi: 'Số điện thoại gồm 10 hoặc 11 số, bắt đầu bằng 0 hoặc +84.',
        en: 'A phone number has 10 or 11 digits and begins with 0 or +84.',
      })
    }
    made.phone = phone
  }
  return made
}

const says: Record<Exclude<Judgement, 'ok'>, Texts> = {
  'wrong-form': { vi: '', en: '' },
  future: {
    vi: 'Số định danh này ghi năm sinh ở tương lai.',
    en: 'This personal number tells a birth year in the future.',
  },
  place: {
    vi: 'Ba số đầu không phải mã nơi đăng ký đã biết.',
    en: 'The first three digits are no known place.',
  },
  birth: {
    vi: 'Số định danh và ngày sinh không khớp.',
    en: 'The personal number and the birth date differ.',
  },
  'check-digit': {
    vi: 'Số kiểm tra của mã số thuế không khớp.',
    en: 'The check digit of the tax code does not fit.',
  },
}
const forms: Record<'personal' | 'tax' | 'either', Texts> = {
  personal: {
    vi: 'Ghi số định danh 12 số hoặc số hộ chiếu.',
    en: 'Give the personal number of 12 digits or a passport.',
  },
  tax: { vi: 'Mã số thuế gồm 10 hoặc 13 số.', en: 'A tax code has 10 or 13 digits.' },
  either: {
    vi: 'Ghi mã số thuế 10 hoặc 13 số, hoặc số định danh 12 số của chủ hộ.',
    en: 'Give the tax code of 10 or 13 digits, or the owner’s personal number of 12.',
  },
}

function checkNumber(
  field: string,
  party: PartyInput,
  on: string,
  rules: PartyRules,
  warnings: Warning[],
): void {
  if (party.number === undefined) return
  const { form, judgement } = judge(party.kind, party.number, party.birthDate, on, rules)
  if (judgement === 'ok') return
  if (judgement === 'wrong-form') throw invalid(field, forms[form], 'WrongNumber')
  if (judgement === 'future') throw invalid(field, says.future, 'WrongNumber')
  warnings.push({ field, code: judgement, texts: says[judgement] })
}

function judge(
  kind: PartyKind,
  number: string,
  birthDate: string | undefined,
  on: string,
  rules: PartyRules,
): { form: keyof typeof forms; judgement: Judgement } {
  switch (kind) {
    case 'citizen':
      return { form: 'personal', judgement: judgePersonal(number, birthDate, on, rules) }
    case 'household-business':
      return {
        form: 'either',
        judgement: /^\d{12}$/.test(number)
          ? judgePersonal(number, undefined, on, rules)
          : judgeTaxCode(number, rules),
      }
    case 'business':
    case 'organisation':
      return { form: 'tax', judgement: judgeTaxCode(number, rules) }
  }
}

function checkAuthority(through: ThroughInput, on: string): void {
  if (through.as === 'guardian') return
  if (through.authority === undefined || tidy(through.authority) === '') {
    throw invalid(
      'through.authority',
      { vi: 'Ghi giấy ủy quyền.', en: 'Name the written authority.' },
      'AuthorityNeeded',
    )
  }
  if (through.authorityDate === undefined || through.authorityDate > on) {
    throw invalid(
      'through.authorityDate',
      {
        vi: 'Ghi ngày của giấy ủy quyền, không sau hôm nay.',
        en: 'Give the date of the authority, today at the latest.',
      },
      'AuthorityNeeded',
    )
  }
}

/** By the birth date; without one by the personal number, which tells only the year, so for the last year in doubt it is no child. */
function isChild(party: PartyInput, on: string, rules: PartyRules): boolean {
  if (party.kind !== 'citizen') return false
  const year = Number(on.slice(0, 4)) - rules.child.under_years
  if (party.birthDate !== undefined) return party.birthDate > `${year}${on.slice(4)}`
  return party.number !== undefined && /^\d{12}$/.test(party.number) && birthYear(party.number) > year
}
