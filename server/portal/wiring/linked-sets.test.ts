import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { seedProcedures } from '#catalogue'
import { openDatabase, type Context, type Database, type KeyRing } from '#kernel'
import { installCity, loadUnits, readCity } from '#people'
import { getItem, openOffice, type Office } from '#work'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import type { Applicant } from '../ports.ts'
import type { LinkedPart, SetFiling } from '../ports-linked.ts'
import { cataloguePart } from './catalogue.ts'
import { linkedPart } from './linked-sets.ts'

const now = new Date('2026-03-04T08:00:00+07:00')
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', new Uint8Array(32).fill(1)],
    ['lookup', new Uint8Array(32).fill(2)],
  ]),
}

let database: TestDatabase
let db: Database
let office: Office
let linked: LinkedPart
let commune: string
let cx: Context
before(async () => {
  database = await testDatabase()
  db = openDatabase(database.url)
  cx = { db, now, keys, requestId: 'test' }
  await installCity(db, readCity('hcmc'))
  await seedProcedures(cx)
  const tree = await loadUnits(db)
  office = await openOffice({ db, keys, tree, config: { city: 'hcmc', publicUrl: 'http://localhost' } })
  const units = tree.at('2026-03-04').all()
  commune = units.find((unit) => unit.kind === 'commune')!.code
  linked = linkedPart(office, cataloguePart(db))
})
after(async () => {
  await db.close()
  await database.close()
})

const code = 'khai-sinh-thuong-tru'
const citizen: Applicant = {
  id: '0198c0de-0000-7000-9000-0000000000a1',
  name: 'Trần Văn Bảy',
  kind: 'citizen',
  number: '079085001234',
  phone: '0903123871',
  email: null,
  birthDate: '1985-03-27',
  address: null,
}

const filing = (): SetFiling => ({
  set: code,
  channel: 'online',
  receivedAt: commune,
  applicant: {
    kind: 'citizen',
    name: citizen.name,
    number: '079085001234',
    birthDate: '1985-03-27',
    phone: '0903123871',
    email: null,
    address: null,
  },
  through: null,
  // A page sends every paper of its procedure, also those that the city already has.
  members: Object.entries({
    '1.001193': ['to-khai', 'giay-chung-sinh', 'giay-to-tuy-than'],
    '1.004222': ['to-khai', 'cho-o-hop-phap'],
  }).map(([procedure, keys]) => ({
    procedure,
    competent: procedure === '1.001193' ? commune : null,
    parts: keys.map((key) => ({ key, originals: 0, copies: key === 'to-khai' ? 1 : 0, files: [] })),
  })),
  notify: { channel: 'none', to: null },
  words: null,
  lang: 'vi',
})

test('a set is known with its procedures, agencies and order, on the dates it is in force', async () => {
  assert.ok(linked.heads(now).some((one) => one.code === code && one.procedures.includes('1.004222')))
  const set = (await linked.set(code, now))!
  assert.deepEqual(
    set.members.map((one) => [one.procedure.code, one.agency?.vi ?? null, one.after]),
    [
      ['1.001193', null, []],
      ['1.004222', 'Công an thành phố', ['1.001193']],
    ],
  )
  assert.equal(await linked.set('khong-co', now), undefined)
  assert.equal(await linked.set(code, new Date('2025-12-31T08:00:00+07:00')), undefined)
})

test('one filing of a signed-in citizen, once for a key; nobody files without signing in', async () => {
  const key = '0198c0de-0000-7000-9000-0000000000b1'
  await assert.rejects(linked.file(cx, undefined, filing(), key), { code: 'SignInNeeded' })
  const filed = await linked.file(cx, citizen, filing(), key)
  assert.equal(filed.linked, true)
  assert.match(filed.code, /\.LT-260304-0001$/)
  assert.ok(filed.answerBy > now)
  const rows = await counted()
  assert.deepEqual(await linked.file(cx, citizen, filing(), key), filed)
  assert.deepEqual(await counted(), rows)
  const items = await db.rows<{ id: string }>(
    { name: 'test.items', text: 'select id from work.items where parent = $1' },
    [filed.item],
  )
  assert.equal(items.length, 1, 'the second begins when the first is granted')
  assert.equal((await getItem(office, items[0]!.id)).account, citizen.id)
})

const counted = (): Promise<object[]> =>
  db.rows(
    {
      name: 'test.counted',
      text: `select (select count(*) from work.items) as items, (select count(*) from work.linked) as linked,
                    (select count(*) from ledger.entries) as entries`,
    },
    [],
  )
