import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { namedUuid, openDatabase, type Database, type KeyRing } from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { findHolders, postsOf } from './holders.ts'
import { loadUnits } from './load.ts'
import { holdersOf, personNames, sealName } from './names.ts'

let made: TestDatabase
let db: Database
const keys: KeyRing = {
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32).fill(1)],
  ]),
}
const on = '2026-11-22'
const id = (name: string): string => namedUuid(name)

before(async () => {
  made = await testDatabase()
  db = openDatabase(made.url)
  await db.transaction(async (tx) => {
    const unit = (code: string, parent: string | null, kind: string): Promise<unknown> =>
      tx.run(
        `insert into people.units (code, parent, kind, name_vi, name_en, hours, code_evidence, from_date)
         values ($1, $2, $3, $1, $1, 'office', 'unverified', '2025-07-01')`,
        [code, parent, kind],
      )
    await unit('H29', null, 'city')
    await unit('H29.1', 'H29', 'commune')
    await unit('H29.1.2', 'H29.1', 'room')
    await unit('H29.1.4', 'H29.1', 'commune-centre')
    await unit('H29.14', 'H29', 'commune')
    for (const who of ['An', 'Bình', 'Chi', 'Dũng'])
      await tx.run('insert into people.people (id, name) values ($1, $2)', [
        id(who),
        sealName(keys, id(who), who),
      ])
    for (const [post, unitCode, role] of [
      ['p1', 'H29.1.2', 'case-official'],
      ['p2', 'H29.1.4', 'clerk'],
      ['p3', 'H29.14', 'case-official'],
    ])
      await tx.run(
        `insert into people.posts (id, unit, role, name_vi, name_en, from_date) values ($1, $2, $3, $4, $4, '2025-07-01')`,
        [id(post!), unitCode, role, post],
      )
    const hold = (
      post: string,
      who: string,
      kind: string,
      from: string,
      to: string | null,
    ): Promise<unknown> =>
      tx.run(
        `insert into people.holdings (id, post, person, kind, decision, from_date, to_date) values ($1, $2, $3, $4, 'QĐ 1', $5, $6)`,
        [id(`${post}${who}${from}`), id(post), id(who), kind, from, to],
      )
    await hold('p1', 'An', 'holds', '2025-07-01', null)
    await hold('p1', 'Bình', 'stands-in', '2026-11-20', '2026-11-25')
    await hold('p2', 'Chi', 'holds', '2025-07-01', '2026-11-22')
    await hold('p2', 'Dũng', 'holds', '2026-11-22', null)
    await hold('p3', 'Dũng', 'seconded', '2026-12-01', '2027-01-01')
  })
})

after(async () => {
  await db.close()
  await made.close()
})

test('a room’s official is found from the commune, the holder before the stand-in', async () => {
  assert.deepEqual(await findHolders(db, 'H29.1', 'case-official', on), [id('An'), id('Bình')])
  assert.deepEqual(await findHolders(db, 'H29.1.4', 'case-official', on), [id('An'), id('Bình')])
  assert.deepEqual(await findHolders(db, 'H29.1', 'case-official', '2026-11-25'), [id('An')])
})

test('a sibling whose code begins alike lends nobody', async () => {
  assert.deepEqual(await findHolders(db, 'H29.14', 'case-official', on), [])
  assert.deepEqual(await findHolders(db, 'H29.14', 'clerk', on), [])
})

test('the day a post changes hands belongs to the new holder', async () => {
  assert.deepEqual(await findHolders(db, 'H29.1', 'clerk', '2026-11-21'), [id('Chi')])
  assert.deepEqual(await findHolders(db, 'H29.1', 'clerk', '2026-11-22'), [id('Dũng')])
})

test('somebody seconded is not at their own post meanwhile', async () => {
  assert.deepEqual(await findHolders(db, 'H29.1', 'clerk', '2026-12-15'), [])
  assert.deepEqual(await findHolders(db, 'H29.14', 'case-official', '2026-12-15'), [id('Dũng')])
  assert.deepEqual(await postsOf(db, id('Dũng'), '2026-12-15'), [
    { id: id('p3'), unit: 'H29.14', role: 'case-official' },
  ])
})

test('names come unsealed, and the database holds none in clear', async () => {
  const cx = { db, keys }
  assert.deepEqual(await holdersOf(cx, 'H29.1', 'clerk', on), [{ id: id('Dũng'), name: 'Dũng' }])
  assert.equal((await personNames(cx, [id('An'), id('nobody')])).size, 1)
  const rows = await db.rows<{ text: string }>(
    { name: 'test.dump', text: 'select p::text from people.people p' },
    [],
  )
  assert.equal(
    rows.some((row) => JSON.stringify(row).includes('Bình')),
    false,
  )
})

test('the same person cannot hold the same post twice on one day', async () => {
  await assert.rejects(
    db.rows(
      {
        name: 'test.twice',
        text: `insert into people.holdings (id, post, person, kind, decision, from_date) values ($1, $2, $3, 'stands-in', 'QĐ 2', '2026-11-01')`,
      },
      [id('again'), id('p1'), id('An')],
    ),
    /exclusion constraint/,
  )
})

test('the tree loads and refreshes', async () => {
  const units = await loadUnits(db)
  assert.equal(units.at(on).isWithin('H29.1.2', 'H29.1'), true)
  await db.rows(
    { name: 'test.close', text: `update people.units set to_date = '2026-11-22' where code = 'H29.14'` },
    [],
  )
  await units.refresh()
  assert.equal(units.at(on).find('H29.14'), undefined)
  assert.equal(units.at('2026-11-21').get('H29.14').kind, 'commune')
})
