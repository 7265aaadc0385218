import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#identity'
import { Refusal, uuidv7 } from '#kernel'
import { readStream, verify } from '#ledger'
import { erasePerson, type Erased } from './erase-person.ts'
import { erasurePlan } from './erasure-plan.ts'
import { openParty } from './party.ts'
import type { Standing } from './person-traces.ts'
import { disguises, everything } from '../kernel/testing/dump.ts'
import { getItem, historyOf } from './history.ts'
import { itemView } from './item-view.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)
const heads = [{ name: 'work.items', sql: 'select id as stream, seq, head from work.items' }]

const distinctive = {
  name: 'Nguyễn Thị Sao Băng',
  number: '079085991237',
  phone: '0987654321',
  address: '17 hẻm Bằng Lăng Tím',
  email: 'saobang@vidu.example',
  reason: 'Thiếu dấu giáp lai trang mười bảy',
  guidance: 'Mang bản chính đến quầy số chín mươi chín',
  question: 'Thửa ấy có vướng lộ giới đường sắt không',
  words: 'Xin nhận kết quả vào sáng sớm',
  helper: 'Đoàn viên Lê Thị Hạc Giấy',
  receipt: 'BIENLAI-77-XYZ',
} as const

async function handled(): Promise<string> {
  const { id } = await city.file(morning, {
    applicant: {
      kind: 'citizen',
      name: distinctive.name,
      number: distinctive.number,
      phone: distinctive.phone,
      address: distinctive.address,
      email: distinctive.email,
    },
    words: distinctive.words,
    tag: { channel: 'youth-union', helper: distinctive.helper },
  })
  const { clerk, official } = city
  const ask = { missing: ['to-khai'], reason: distinctive.reason, guidance: distinctive.guidance }
  await city.act(clerk, 'request-supplement', id, later(5), ask)
  await city.act(clerk, 'supplement', id, later(10), { parts: [] })
  const { lead } = await city.act(clerk, 'accept', id, later(15))
  const consultation = { unit: city.commune, question: distinctive.question, allow: '1wd' }
  await city.act(official, 'take', id, later(16), {}, { no: lead! })
  await city.act(official, 'consult', id, later(20), consultation)
  await city.act(official, 'financial-duty', id, later(25), { kind: 'fee', reason: distinctive.reason })
  await city.act(clerk, 'pay', id, later(30), { receipt: distinctive.receipt })
  return id
}

test('no name, number, phone, address or typed word lies readable in any column of any table', async () => {
  await handled()
  const all = await everything(city.db)
  assert.ok(
    all.some((one) => one.place === 'ledger.entries.body' && one.text.includes('supplement.requested')),
  )
  for (const [what, text] of Object.entries(distinctive)) {
    const seen = all.filter((one) =>
      disguises(text).some((form) => one.text.toLowerCase().includes(form.toLowerCase())),
    )
    assert.deepEqual([...new Set(seen.map((one) => one.place))], [], `${what} is readable`)
  }
})

const actor = (role: Actor['posts'][number]['role'], unit: string): Actor => ({
  kind: 'staff',
  id: uuidv7(morning),
  name: role,
  posts: [{ id: uuidv7(morning), unit, role }],
  session: null,
})

const officer = actor('city-office', 'H29')

const erase = (
  item: string,
  minutes: number,
  { by = officer, key, person }: { by?: Actor; key?: string; person?: Standing } = {},
): Promise<Erased> =>
  erasePerson(city.office, {
    actor: by,
    now: later(minutes),
    key: key ?? uuidv7(later(minutes)),
    item,
    ...(person ? { person } : {}),
    reason: 'Đơn yêu cầu xóa dữ liệu',
  })

const code = (expected: string) => (error: unknown) => error instanceof Refusal && error.code === expected

const rowsOf = (text: string, item: string): Promise<Record<string, unknown>[]> =>
  city.db.rows({ name: `test.${text.length}.${text.slice(7, 30)}`, text }, [item])

test('only the city office erases, and only when nothing of the person is open', async () => {
  const id = await handled()
  for (const by of [city.clerk, city.official, city.head, actor('leader', 'H29'), actor('it', 'H29')])
    await assert.rejects(erase(id, 60, { by }), code('NotPermitted'))
  await assert.rejects(erase(id, 60), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'DossiersOpen')
    const { code: own } = error.facts as unknown as { code?: string; codes: string[] }
    assert.equal(own, undefined)
    assert.equal((error.facts as { codes: string[] }).codes.length, 2, 'the open one of the test before too')
    return true
  })
  assert.equal((await itemView(city.office, city.clerk, id, later(61))).applicant.name, distinctive.name)
})

test('an erased applicant is gone from all their dossiers and from screens, and the chain stands', async () => {
  const other = await city.file(morning)
  const open = await rowsOf('select id from work.items where closed_at is null and id <> $1', other.id)
  for (const { id } of open) await city.act(city.clerk, 'withdraw', String(id), later(50), {})
  const id = String(open[0]!['id'])
  const key = uuidv7(later(60))
  const erased = await erase(id, 60, { key })
  assert.equal(erased.codes.length, open.length)
  const item = await getItem(city.office, id)
  assert.equal(erased.version, item.version)
  const view = await itemView(city.office, city.clerk, id, later(61))
  assert.equal(view.applicant.name, '(đã xóa)')
  assert.equal(view.applicant.number, null)
  const lines = await historyOf(city.office, item)
  assert.deepEqual(
    [lines[0]!.type, lines[0]!.words],
    ['person.erased', { reason: 'Đơn yêu cầu xóa dữ liệu' }],
  )
  const spoken = lines.slice(1).flatMap((line) => Object.values(line.words))
  assert.ok(spoken.length >= 5)
  assert.ok(spoken.every((word) => word === '(đã xóa)'))
  assert.deepEqual((await verify(city.db, { heads, thorough: true })).broken, [])
  for (const one of open) {
    const [row] = await rowsOf(
      'select p.* from work.parties p join work.items i on i.party = p.id where i.id = $1',
      String(one['id']),
    )
    const left = [row!['sealed'], row!['number_hash'], row!['phone_hash'], row!['name_hashes']]
    assert.deepEqual(left, [null, null, null, []])
    assert.deepEqual(row!['erased_at'], later(60))
    assert.equal((await readStream(city.db, String(one['id']))).at(-1)!.type, 'person.erased')
  }
  // Nobody else is touched.
  assert.equal((await itemView(city.office, city.clerk, other.id, later(61))).applicant.name, 'Trần Văn Bảy')
  // The same key answers the same; another one finds nothing left to erase and writes nothing.
  assert.deepEqual(await erase(id, 99, { key }), erased)
  assert.deepEqual((await erase(id, 99)).codes, [])
  assert.equal((await getItem(city.office, id)).seq, item.seq)
})

test('no hash of what was sent is left by which the person could be guessed', async () => {
  const { id } = await city.file(morning, {
    applicant: { kind: 'citizen', name: 'Lý Thị Một', number: '079085004321' },
  })
  await city.act(city.clerk, 'withdraw', id, later(5), {})
  const hashes = 'select octet_length(body_hash) as bytes from work.commands where item = $1 order by 1'
  assert.deepEqual(
    (await rowsOf(hashes, id)).map((row) => row['bytes']),
    [32, 32],
  )
  await erase(id, 10)
  assert.deepEqual(
    (await rowsOf(hashes, id)).map((row) => row['bytes']),
    [0, 0, 32],
  )
})

const representative = {
  name: 'Phạm Thị Mây Ngàn',
  number: '079190007771',
  phone: '0911222333',
  as: 'authorised',
  authority: 'Giấy ủy quyền số 61 của văn phòng Hoa Gạo',
  authorityDate: '2026-02-20',
} as const

/** Closed dossiers of two people, filed by the same representative; the second tells the applicant, not the representative. */
async function filedByAnother(): Promise<string[]> {
  const first = await city.file(morning, {
    applicant: { kind: 'citizen', name: 'Lê Văn Tám', number: '079085008881', phone: '0901000001' },
    through: representative,
    notify: { channel: 'sms', to: representative.phone },
  })
  const second = await city.file(morning, {
    applicant: { kind: 'citizen', name: 'Bùi Thị Chín', number: '079185008882', phone: '0901000002' },
    through: { ...representative, phone: '0911222334' },
    notify: { channel: 'sms', to: '0901000002' },
  })
  for (const { id } of [first, second]) await city.act(city.clerk, 'withdraw', id, later(5), {})
  return [first.id, second.id]
}

const erasable = (reach: { dossiers: string[]; represented: string[]; open: string[] } | null): number[] =>
  reach === null ? [] : [reach.dossiers.length, reach.represented.length, reach.open.length]

test('a representative without a dossier of their own is found in those of others and erased there alone', async () => {
  const [first, second] = (await filedByAnother()) as [string, string]
  const plan = await erasurePlan(city.office, officer, first, later(6))
  assert.deepEqual(
    [erasable(plan.applicant), erasable(plan.representative)],
    [
      [1, 0, 0],
      [0, 2, 0],
    ],
  )
  const erased = await erase(first, 10, { person: 'representative' })
  assert.deepEqual([erased.codes, erased.represented.length], [[], 2])
  const told: unknown[] = []
  for (const id of [first, second]) {
    const item = await getItem(city.office, id)
    const [row] = await rowsOf(
      'select sealed, through_hash, erased_at from work.parties where id = $1',
      item.party,
    )
    assert.deepEqual([row!['through_hash'], row!['erased_at']], [null, null])
    const party = openParty(city.keys, item.party, row!['sealed'] as Buffer)!
    assert.deepEqual(party.through, { name: '(đã xóa)', as: 'authorised' })
    assert.ok(party.applicant.number, 'the applicant stays')
    const last = (await readStream(city.db, id)).at(-1)!
    assert.equal(last.type, 'representative.erased')
    told.push([party.notifyTo, (last.data as { told: boolean }).told])
  }
  assert.deepEqual(told, [
    [undefined, true],
    ['0901000002', false],
  ])
  const lines = await historyOf(city.office, await getItem(city.office, first))
  assert.deepEqual(lines[0]!.words, { reason: 'Đơn yêu cầu xóa dữ liệu' })
  assert.deepEqual((await verify(city.db, { heads, thorough: true })).broken, [])
  assert.equal((await erasurePlan(city.office, officer, first, later(11))).representative, null)
  assert.deepEqual((await erase(first, 12, { person: 'representative' })).represented, [])
})

test('whoever is erased as applicant is erased as representative of others too, and open dossiers of either kind are in the way', async () => {
  const own = await city.file(morning, {
    applicant: { kind: 'citizen', name: representative.name, number: representative.number },
  })
  const [other] = (await filedByAnother()) as [string, string]
  await assert.rejects(erase(other, 10, { person: 'representative' }), code('DossiersOpen'))
  await city.act(city.clerk, 'withdraw', own.id, later(11), {})
  const open = await city.file(morning, {
    applicant: { kind: 'citizen', name: 'Bùi Thị Chín', number: '079185008882' },
    through: representative,
  })
  await assert.rejects(erase(own.id, 12), code('DossiersOpen'))
  await city.act(city.clerk, 'withdraw', open.id, later(13), {})
  await assert.rejects(erase(own.id, 14, { person: 'representative' }), code('NoRepresentative'))
  const erased = await erase(own.id, 14)
  assert.deepEqual([erased.codes.length, erased.represented.length], [1, 3])
  assert.equal((await readStream(city.db, own.id)).at(-1)!.type, 'person.erased')
  assert.equal((await readStream(city.db, other)).at(-1)!.type, 'representative.erased')
  for (const by of [city.clerk, actor('leader', 'H29')])
    await assert.rejects(erasurePlan(city.office, by, own.id, later(15)), code('NotPermitted'))
})

test('a representative who gave no number is erased where they stand', async () => {
  const { number: _number, ...nameOnly } = representative
  const { id } = await city.file(morning, {
    applicant: { kind: 'citizen', name: 'Đỗ Văn Mười', number: '079085008883' },
    through: nameOnly,
  })
  await city.act(city.clerk, 'withdraw', id, later(5), {})
  assert.equal((await erase(id, 10, { person: 'representative' })).represented.length, 1)
})
