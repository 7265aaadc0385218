import { personName } from '#people'
import type { Filing } from '#work'
import type { Dice, Lot } from './chances.ts'

type Applicant = Filing['applicant']

/** Who files, and at which moment of the minute: the first things an item draws for itself. */
export interface OwnStart {
  /** Between 1 and 59,999, never a whole minute: so a moment of this life is never taken for a date of the calendar. */
  second_ms: number
  applicant: Applicant
}

/** Siblings file one after the other within their minute. */
export function ownStart({ own, turn, size }: Lot, kind: Applicant['kind']): OwnStart {
  const second_ms = 1 + Math.floor(((turn + own.next()) / size) * 59_999)
  return { second_ms, applicant: applicantOf(own, kind) }
}

function applicantOf(own: Dice, kind: Applicant['kind']): Applicant {
  const name = personName(() => own.next())
  const isPerson = kind === 'citizen'
  return {
    kind,
    name: isPerson ? name : `Công ty TNHH ${name}`,
    number: isPerson || kind === 'household-business' ? personalNumber(own) : `0${digits(own, 9)}`,
    phone: `09${digits(own, 8)}`,
    address: `Số ${1 + own.below(400)} đường số ${1 + own.below(60)}`,
  }
}

/** Twelve digits as registered in the city, of somebody born in the last half of the last century. */
const personalNumber = (own: Dice): string => `079${own.below(2)}${50 + own.below(50)}${digits(own, 6)}`

const digits = (own: Dice, count: number): string => String(own.below(10 ** count)).padStart(count, '0')
