import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { masked, tidyNumber, tidyPhone } from './numbers.ts'
import { checkParty, type PartyInput, type PartyKind, type ThroughInput } from './party.ts'

const on = '2026-11-22'
const citizen = (more: Partial<PartyInput> = {}): PartyInput => ({
  kind: 'citizen',
  name: 'Võ Ngọc Lan',
  ...more,
})
const answers: Record<string, string> = {
  birth: 'warns: number and birth date differ',
  place: 'warns: unknown place',
  'check-digit': 'warns: check digit',
}

function answerOf(party: PartyInput): string {
  try {
    const [warning] = checkParty(party, undefined, on).warnings
    return warning ? answers[warning.code]! : 'ok'
  } catch (error) {
    const { texts, field } = error as { texts: { en: string }; field: string }
    assert.equal(field, 'applicant.number')
    if (texts.en.includes('future')) return 'refused: born in the future'
    return texts.en.includes('passport')
      ? 'refused: neither 12 digits nor a passport'
      : 'refused: neither 10 nor 13 digits'
  }
}

test('the signed examples', () => {
  const lines = readFileSync(
    new URL('../../rules/identity/parties.2025-07-01.cases.md', import.meta.url),
    'utf8',
  )
    .split('\n')
    .filter((line) => /^\| (citizen|business|household|organisation)/.test(line))
  assert.equal(lines.length, 16)
  for (const line of lines) {
    const [kind, number, birth, answer] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const party: PartyInput = { kind: kind as PartyKind, name: 'Tên' }
    if (number !== '–') party.number = number!
    if (birth !== '–') party.birthDate = birth!
    assert.equal(answerOf(party), answer, line)
  }
})

test('everything is brought into one form', () => {
  const { applicant } = checkParty(
    citizen({
      name: ' Ðặng  Văn\u202eTùng ',
      number: '079 190 012 345',
      phone: '+84 90.012-3456',
      address: 'Phường\tSài Gòn',
    }),
    undefined,
    on,
  )
  assert.deepEqual(applicant, {
    kind: 'citizen',
    name: 'Đặng VănTùng',
    number: '079190012345',
    phone: '0900123456',
    address: 'Phường Sài Gòn',
  })
  assert.equal(tidyNumber('0100233488001'), '0100233488-001')
  assert.equal(tidyNumber('０７９190012345'), '079190012345')
  assert.equal(tidyPhone('12345'), undefined)
})

test('what is missing or odd is refused by field', () => {
  const field = (name: string) => (error: { field?: string }) => error.field === name
  assert.throws(() => checkParty(citizen({ name: ' \u200b ' }), undefined, on), field('applicant.name'))
  assert.throws(() => checkParty(citizen({ phone: '113' }), undefined, on), field('applicant.phone'))
  assert.throws(
    () => checkParty(citizen({ birthDate: '2027-01-01' }), undefined, on),
    field('applicant.birthDate'),
  )
})

test('a child applies through a guardian', () => {
  const guardian: ThroughInput = { name: 'Võ Văn Ba', as: 'guardian' }
  const authorised: ThroughInput = {
    name: 'Võ Văn Ba',
    as: 'authorised',
    authority: 'UQ 12',
    authorityDate: '2026-11-01',
  }
  const needed = { code: 'GuardianNeeded', field: 'through' }
  assert.throws(() => checkParty(citizen({ birthDate: '2011-11-23' }), undefined, on), needed)
  assert.throws(() => checkParty(citizen({ birthDate: '2011-11-23' }), authorised, on), needed)
  assert.throws(() => checkParty(citizen({ number: '079220012345' }), undefined, on), needed)
  assert.doesNotThrow(() => checkParty(citizen({ birthDate: '2011-11-23' }), guardian, on))
  assert.doesNotThrow(() => checkParty(citizen({ birthDate: '2011-11-22' }), undefined, on))
})

test('written authority needs a text and a date that has come', () => {
  const base: ThroughInput = { name: 'Ba', as: 'authorised' }
  const cases: [ThroughInput, string][] = [
    [base, 'through.authority'],
    [{ ...base, authority: ' ' }, 'through.authority'],
    [{ ...base, authority: 'UQ' }, 'through.authorityDate'],
    [{ ...base, authority: 'UQ', authorityDate: '2026-11-23' }, 'through.authorityDate'],
    [{ ...base, authority: 'UQ', authorityDate: on, number: '12' }, 'through.number'],
  ]
  for (const [through, field] of cases) assert.throws(() => checkParty(citizen(), through, on), { field })
  assert.equal(checkParty(citizen(), { ...base, authority: 'UQ', authorityDate: on }, on).through?.name, 'Ba')
})

test('numbers are masked so that nobody can use them', () => {
  assert.equal(masked('079012345612'), '0790******12')
  assert.equal(masked('0312345678-001'), '0312********01')
  assert.equal(masked('C1234567'), 'C1****67')
  assert.equal(masked('1234'), '****')
})
