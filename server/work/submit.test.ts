import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStream } from '#ledger'
import type { Actor } from '#identity'
import { isCode } from './code.ts'
import { submit } from './submit.ts'
import { procedureOfTests, morning, testCity, type TestCity } from './testing/city.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

const on = (day: string, hour = '08:00'): Date => new Date(`${day}T${hour}:00+07:00`)
const refusedAs =
  (code: string, field?: string) =>
  (error: { code?: string; field?: string }): boolean =>
    error.code === code && (field === undefined || error.field === field)
const key = (n: number): string => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const numbersOf = (codes: readonly string[]): number[] =>
  codes.map((code) => Number(code.split('-').at(-1))).toSorted((a, b) => a - b)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

test('forty filings at once get forty codes without a gap', async () => {
  const filed = await Promise.all(upTo(40).map(() => city.file(on('2026-03-04'))))
  assert.deepEqual(numbersOf(filed.map((one) => one.code)), upTo(40))
  assert.ok(filed.every((one) => isCode(one.code) && one.code.includes('-260304-')))
})

test('a refused filing takes no number', async () => {
  await city.file(on('2026-03-05'))
  await assert.rejects(
    city.file(on('2026-03-05'), { receivedAt: 'X1' }),
    refusedAs('UnknownUnit', 'receivedAt'),
  )
  await assert.rejects(
    city.file(on('2026-03-05'), { parts: [{ key: 'khong-co' }] }),
    refusedAs('UnknownPart', 'parts.0.key'),
  )
  assert.deepEqual(numbersOf([(await city.file(on('2026-03-05'))).code]), [2])
})

test('the day is the local day: it turns at 17:00 UTC', async () => {
  const before = await city.file(new Date('2026-03-06T16:59:59Z'))
  const after = await city.file(new Date('2026-03-06T17:00:00Z'))
  assert.match(before.code, /-260306-0001$/)
  assert.match(after.code, /-260307-0001$/)
})

test('after 9999 the template says: five digits, or refuse', async () => {
  await city.db.rows(
    {
      name: 'test.counter',
      text: `insert into work.counters (unit, day, last) values ($1, '2026-03-09', 9999) on conflict (unit, day) do update set last = 9999`,
    },
    [city.commune],
  )
  const five = await city.file(on('2026-03-09'))
  assert.match(five.code, /-260309-10000$/)
  assert.ok(isCode(five.code))
  city.office.codes.after_9999 = 'refuse'
  try {
    await assert.rejects(city.file(on('2026-03-09')), refusedAs('CodesUsedUp'))
  } finally {
    city.office.codes.after_9999 = 'five-digits'
  }
})

test('the same key gives the same dossier; with another content it is refused', async () => {
  const first = await city.file(on('2026-03-10'), {}, key(1))
  const again = await city.file(on('2026-03-10', '09:00'), {}, key(1))
  assert.deepEqual(again, first)
  await assert.rejects(
    city.file(on('2026-03-10'), { words: 'khác' }, key(1)),
    refusedAs('IdempotencyKeyReused'),
  )
})

test('twenty sends of one key at once file one dossier', async () => {
  const sent = await Promise.all(upTo(20).map(() => city.file(on('2026-03-11'), {}, key(2))))
  assert.equal(new Set(sent.map((one) => one.id)).size, 1)
  const [next] = numbersOf([(await city.file(on('2026-03-11'))).code])
  assert.equal(next, 2)
})

test('both forms of a code are codes, and nothing else is', () => {
  for (const code of [
    '000.00.01.H29-250701-0001',
    'H29.1-250701-0001',
    'H29-250701-12345',
    'H29.26734-261122-0001',
  ])
    assert.ok(isCode(code), code)
  for (const text of ['', 'H29-250701-1', '00.00.H29-250701-0001', 'H29.1-2507-0001', `H29.1-250701-0001'--`])
    assert.ok(!isCode(text), text)
})

const brought = (code: string, n: number, now = on('2026-03-12')) =>
  submit(city.office, {
    actor: city.clerk,
    now,
    key: key(n),
    filing: {
      procedure: procedureOfTests,
      channel: 'direct',
      receivedAt: city.commune,
      applicant: { kind: 'citizen', name: 'Trần Văn Bảy' },
      parts: [],
      notify: { channel: 'none' },
    },
    coded: { origin: 'national', code },
  })

test('a code that was brought is kept; brought again it is the same dossier; for another it is taken', async () => {
  const code = '000.00.01.H29-260312-0001'
  const sent = await Promise.all(upTo(5).map(() => brought(code, 10)))
  assert.equal(new Set(sent.map((one) => one.id)).size, 1)
  assert.equal(sent[0]!.code, code)
  await assert.rejects(brought(code, 11), refusedAs('CodeTaken', 'code'))
  await assert.rejects(brought('so 5', 12), refusedAs('NotACode', 'code'))
  const [entry] = await readStream(city.db, sent[0]!.id)
  assert.equal((entry!.data as { code: string }).code, code)
})

test('a brought code in the way of the unit’s numbers is stepped over, by twenty at once, without a gap', async () => {
  await brought(`${city.commune}-260313-0001`, 20, on('2026-03-13'))
  await brought(`${city.commune}-260313-0004`, 21, on('2026-03-13'))
  const filed = await Promise.all(upTo(20).map(() => city.file(on('2026-03-13'))))
  assert.deepEqual(
    numbersOf(filed.map((one) => one.code)),
    upTo(22).filter((one) => one !== 1 && one !== 4),
  )
})

test('who may not file here, and a procedure that is not in force, are refused', async () => {
  const stranger: Actor = { ...city.official, id: key(99) }
  const filing = {
    procedure: procedureOfTests,
    channel: 'direct' as const,
    receivedAt: city.commune,
    parts: [],
  }
  const rest = {
    applicant: { kind: 'citizen' as const, name: 'Lê Thị Tư' },
    notify: { channel: 'none' as const },
  }
  await assert.rejects(
    submit(city.office, { actor: stranger, now: morning, key: key(30), filing: { ...filing, ...rest } }),
    refusedAs('NotPermitted'),
  )
  const applicant: Actor = { ...stranger, kind: 'applicant', posts: [] }
  await assert.rejects(
    submit(city.office, { actor: applicant, now: morning, key: key(31), filing: { ...filing, ...rest } }),
    refusedAs('ChannelNotOffered', 'channel'),
    'what is handed in at a desk, a desk records',
  )
  await assert.rejects(
    city.file(morning, { procedure: '0.000000' }),
    refusedAs('ProcedureNotInForce', 'procedure'),
  )
})

test('online filing of what a central system takes is refused with where to go; the counter takes it', async () => {
  const [list] = city.office.central
  city.office.central = [{ ...list!, procedures: [procedureOfTests] }]
  try {
    await assert.rejects(
      city.file(on('2026-08-03'), { channel: 'online' }),
      refusedAs('FiledElsewhere', 'procedure'),
    )
    assert.ok((await city.file(on('2026-08-03'))).code)
  } finally {
    city.office.central = [list!]
  }
})
