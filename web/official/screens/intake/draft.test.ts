import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProcedureView } from '../../api/procedure-types.ts'
import { byMember, emptyDraft, filingOf, missingParts, numberLooksWrong, openFields } from './draft.ts'

const named = (vi: string) => ({ vi, en: vi })

const procedure: ProcedureView = {
  code: '1.012753',
  version: 1,
  name: named('Cấp Giấy chứng nhận'),
  field: 'dat-dai',
  levels: ['commune'],
  onlineLevel: 'full',
  sameDay: false,
  channels: [{ channel: 'direct', allow: { amount: 10, unit: 'wd' }, fees: [] }],
  parts: [
    { key: 'don', name: named('Đơn'), originals: 1, copies: 0, required: true, form: null },
    { key: 'ban-sao', name: named('Bản sao'), originals: 0, copies: 2, required: true, form: null },
    { key: 'them', name: named('Thêm'), originals: 1, copies: 0, required: false, form: null },
  ],
  subjects: ['citizen'],
  result: named('Giấy'),
  financialDuty: 'none',
  competent: { level: 'commune' },
  process: { steps: [] },
}

const draft = {
  ...emptyDraft,
  name: ' Nguyễn Hữu Phước ',
  number: '079 123 456 345',
  phone: '0903 000 218',
  competent: 'H29.15',
}

test('a filing holds what was typed, trimmed, and nothing that was left empty', () => {
  const papers = {
    don: { here: true, files: [] },
    'ban-sao': { here: false, files: [{ id: 'f1', name: 'a.pdf' }] },
  }
  assert.deepEqual(filingOf({ ...draft, papers }, procedure, 'H29.14'), {
    procedure: '1.012753',
    channel: 'direct',
    receivedAt: 'H29.14',
    competent: 'H29.15',
    applicant: { kind: 'citizen', name: 'Nguyễn Hữu Phước', number: '079123456345', phone: '0903000218' },
    parts: [
      { key: 'don', originals: 1, copies: 0 },
      { key: 'ban-sao', originals: 0, copies: 2, files: ['f1'] },
    ],
    notify: { channel: 'sms', to: '0903000218' },
  })
})

test('without a phone nobody can be told by text message', () => {
  const filing = filingOf({ ...draft, phone: '' }, procedure, 'H29.14')
  assert.deepEqual(filing['notify'], { channel: 'none' })
})

test('required papers that are not here are missing, optional ones never', () => {
  assert.deepEqual(missingParts(draft, procedure), ['don', 'ban-sao'])
  assert.deepEqual(missingParts({ ...draft, papers: { don: { here: true, files: [] } } }, procedure), [
    'ban-sao',
  ])
})

test('a name and a procedure are needed before anything is sent', () => {
  assert.deepEqual(openFields(emptyDraft, undefined), ['name', 'procedure'])
  assert.deepEqual(openFields({ ...draft, through: true }, procedure), ['throughName'])
  assert.deepEqual(openFields(draft, procedure), [])
})

test('numbers of the wrong length are questioned, passports are not', () => {
  assert.equal(numberLooksWrong({ ...draft, number: '0791234' }), true)
  assert.equal(numberLooksWrong({ ...draft, number: '079123456345' }), false)
  assert.equal(numberLooksWrong({ ...draft, number: 'C1234567' }), false)
  assert.equal(numberLooksWrong({ ...draft, kind: 'business', number: '0312345678' }), false)
  assert.equal(numberLooksWrong({ ...draft, number: '' }), false)
})

test('papers of a linked set stand under the procedure that asks for each, and are counted through', () => {
  const [don, copy, more] = procedure.parts
  assert.deepEqual(byMember(procedure.parts), [{ of: undefined, from: 0, parts: procedure.parts }])
  const [first, second] = [named('A'), named('B')]
  const linked = [
    { ...don!, of: first },
    { ...copy!, of: first },
    { ...more!, of: second },
  ]
  assert.deepEqual(
    byMember(linked).map(({ of, from, parts }) => [of, from, parts.length]),
    [
      [first, 0, 2],
      [second, 2, 1],
    ],
  )
})
