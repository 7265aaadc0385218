import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkApplicant,
  checkContact,
  checkNotify,
  checkThrough,
  checkWho,
  isNumberOf,
  type Checked,
} from './check.ts'
import type { SubjectKind } from '../ports.ts'

const today = '2026-03-12'
const faultsOf = (checked: Checked<unknown>): string[] => (checked.faults ?? []).map((one) => one.field)

test('identity numbers, passports and tax codes by kind of applicant', () => {
  const table: [SubjectKind, string, boolean][] = [
    ['citizen', '079085001234', true],
    ['citizen', 'C1234567', true],
    ['citizen', '0312345678', false],
    ['citizen', '07908500123', false],
    ['business', '0312345678', true],
    ['business', '0312345678001', true],
    ['business', '079085001234', false],
    ['organisation', '0312345678', true],
    ['household-business', '079085001234', true],
    ['household-business', '0312345678', true],
  ]
  for (const [kind, number, right] of table)
    assert.equal(isNumberOf(kind, number), right, `${kind} ${number}`)
})

test('a person: name tidied, number without its spaces, a real birth date in the past', () => {
  const typed = {
    kind: 'citizen',
    name: '  Nguyễn   Thị Lan ',
    number: '079 185 001111',
    'birth-day': '1',
    'birth-month': '2',
    'birth-year': '1990',
  }
  assert.deepEqual(checkApplicant(typed, ['citizen', 'business'], today).value, {
    kind: 'citizen',
    name: 'Nguyễn Thị Lan',
    number: '079185001111',
    birthDate: '1990-02-01',
  })
  for (const wrong of [
    ['31', '2', '1990'],
    ['1', '13', '1990'],
    ['13', '3', '2026'],
    ['', '', ''],
    ['1', '1', '1890'],
  ]) {
    const [day, month, year] = wrong
    const faults = faultsOf(
      checkApplicant(
        { ...typed, 'birth-day': day!, 'birth-month': month!, 'birth-year': year! },
        ['citizen'],
        today,
      ),
    )
    assert.deepEqual(faults, ['birth-day'], wrong.join('/'))
  }
})

test('a business has no birth date, and a kind the procedure does not know is refused', () => {
  const typed = { kind: 'business', name: 'Công ty An Hòa', number: '0312345678' }
  assert.equal(checkApplicant(typed, ['business'], today).value?.birthDate, null)
  assert.deepEqual(faultsOf(checkApplicant({ ...typed, kind: 'robot' }, ['citizen', 'business'], today)), [
    'kind',
  ])
})

test('all faults of a page are told together', () => {
  assert.deepEqual(faultsOf(checkApplicant({}, ['citizen'], today)), ['name', 'number', 'birth-day'])
  assert.deepEqual(faultsOf(checkContact({ phone: '12', email: 'a@b', address: 'x' })), [
    'phone',
    'email',
    'address',
  ])
  assert.deepEqual(faultsOf(checkThrough({}, today)), ['as', 'name', 'number', 'authority'])
  assert.deepEqual(faultsOf(checkWho({})), ['who'])
})

test('phones are understood as people write them', () => {
  for (const phone of ['0903 123 871', '0903.123.871', '+84 903 123 871', '84903123871']) {
    assert.equal(checkContact({ phone, address: '12 Phan Đăng Lưu' }).value?.phone, '0903123871', phone)
  }
})

test('a channel of notices needs its address', () => {
  assert.deepEqual(checkNotify({ channel: 'sms', sms: '0903123871' }).value, {
    channel: 'sms',
    to: '0903123871',
  })
  assert.deepEqual(faultsOf(checkNotify({ channel: 'sms' })), ['sms'])
  assert.deepEqual(faultsOf(checkNotify({ channel: 'email', email: 'nobody' })), ['email'])
  assert.deepEqual(checkNotify({ channel: 'none' }).value, { channel: 'none', to: null })
  assert.deepEqual(faultsOf(checkNotify({ channel: 'pigeon' })), ['channel'])
})

test('an authority is dated, a guardian needs none', () => {
  const typed = { name: 'Trần Văn Bảy', number: '079085001234', authority: 'Giấy ủy quyền số 118' }
  const dated = { 'authority-day': '5', 'authority-month': '3', 'authority-year': '2026' }
  assert.equal(
    checkThrough({ ...typed, ...dated, as: 'authorised' }, today).value?.authorityDate,
    '2026-03-05',
  )
  assert.deepEqual(faultsOf(checkThrough({ ...typed, as: 'authorised' }, today)), ['authority-day'])
  assert.deepEqual(
    faultsOf(checkThrough({ ...typed, ...dated, 'authority-year': '2027', as: 'authorised' }, today)),
    ['authority-day'],
  )
  assert.equal(checkThrough({ ...typed, as: 'guardian' }, today).value?.authorityDate, null)
})
