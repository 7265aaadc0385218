import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Context, type Database, type KeyRing } from '#kernel'
import { link, genesis, readStream, streamOf } from '#ledger'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { addPerson, addPost, erasePerson, holdPost, leavePost } from './hold-post.ts'
import { findHolders, postsOf } from './holders.ts'
import { membersOf, searchStaff } from './members.ts'
import { personNames } from './names.ts'

let made: TestDatabase
let db: Database
const keys: KeyRing = {
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32).fill(1)],
  ]),
}
const now = new Date('2026-11-22T03:00:00Z')
const on = '2026-11-22'
let cx: Context
let post: string
let mai: string

before(async () => {
  made = await testDatabase()
  db = openDatabase(made.url)
  cx = { db, keys, now, requestId: 'test' }
  await db.pool.query(
    `insert into people.units (code, kind, name_vi, name_en, hours, code_evidence, from_date)
     values ('H29.1', 'commune', 'A', 'A', 'office', 'unverified', '2025-07-01')`,
  )
  post = await addPost(cx, {
    unit: 'H29.1',
    role: 'clerk',
    name: { vi: 'Một cửa', en: 'Clerk' },
    from: '2025-07-01',
  })
  mai = await addPerson(cx, { name: 'Nguyễn  Thị Mai', phone: '0900000001' }, 'system')
})
after(async () => {
  await db.close()
  await made.close()
})

const hold = (person: string, from: string, more: object = {}): Promise<string> =>
  holdPost(cx, { post, person, kind: 'holds', decision: 'QĐ 12/2026', from, ...more }, 'admin')

test('somebody takes a post, a stand-in helps, the holder leaves', async () => {
  const first = await hold(mai, '2026-01-01')
  const hoa = await addPerson(cx, { name: 'Trần Văn Hòa' }, 'system')
  await hold(hoa, '2026-11-20', { kind: 'stands-in', insteadOf: mai, to: '2026-11-25' })
  assert.deepEqual(await findHolders(db, 'H29.1', 'clerk', on), [mai, hoa])
  assert.equal(await leavePost(cx, first, '2026-11-22', 'admin'), true)
  assert.deepEqual(await findHolders(db, 'H29.1', 'clerk', on), [hoa])
  assert.equal(await leavePost(cx, first, '2026-11-22', 'admin'), false)
  assert.deepEqual(await postsOf(db, mai, on), [])
  await hold(mai, '2026-11-22')
})

test('the same post twice on one day, and an end before the beginning, are refused', async () => {
  await assert.rejects(hold(mai, '2026-12-01'), { code: 'AlreadyHolds', field: 'from' })
  await assert.rejects(hold(mai, '2027-01-01', { to: '2027-01-01' }), { field: 'to' })
})

test('officials are found by name, without marks, and listed by given name', async () => {
  assert.deepEqual(
    (await searchStaff(cx, 'nguyen thi ma', on)).map((one) => [one.id, one.name, one.posts[0]?.role]),
    [[mai, 'Nguyễn Thị Mai', 'clerk']],
  )
  assert.deepEqual(await searchStaff(cx, 'n', on), [])
  assert.deepEqual(await searchStaff(cx, 'mai nguyen khong', on), [])
  assert.deepEqual(
    (await membersOf(cx, ['H29.1'], on)).map((one) => one.name),
    ['Trần Văn Hòa', 'Nguyễn Thị Mai'],
  )
})

test('every change asks other processes to look again', async () => {
  const [row] = await db.rows<{ posts: number }>(
    { name: 'test.changes', text: 'select posts from people.changes' },
    [],
  )
  assert.ok(row!.posts >= 4)
})

test('an erased person leaves an id, no name, and a chain that is whole', async () => {
  assert.equal(await erasePerson(cx, mai, 'admin'), true)
  assert.equal(await erasePerson(cx, mai, 'admin'), false)
  assert.equal((await personNames(cx, [mai])).get(mai), '(đã xóa)')
  assert.deepEqual(await searchStaff(cx, 'nguyen thi mai', on), [])
  const entries = await readStream(db, streamOf(`people/${mai}`))
  assert.deepEqual(
    entries.map((entry) => entry.type),
    [
      'people.person-added',
      'people.post-held',
      'people.post-left',
      'people.post-held',
      'people.person-erased',
    ],
  )
  const rows = await db.rows<{ body: string; hash: Buffer }>(
    {
      name: 'test.bodies',
      text: 'select body::text as body, hash from ledger.entries where stream = $1 order by seq',
    },
    [streamOf(`people/${mai}`)],
  )
  let before: Buffer = genesis
  for (const row of rows) {
    assert.ok(link(before, row.body).equals(row.hash))
    assert.ok(!row.body.includes('Mai') && !row.body.includes('0900000001'))
    before = row.hash
  }
})
