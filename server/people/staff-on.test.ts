import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type KeyRing } from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { readCity } from './city.ts'
import { seedDemoStaff } from './demo/staff.ts'
import { findHolders, findOwnHolders } from './holders.ts'
import { loadUnits } from './load.ts'
import { postRoles } from './posts.ts'
import { loadStaff } from './staff-on.ts'

const keys: KeyRing = {
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32).fill(1)],
  ]),
}
const on = '2026-11-22'
let made: TestDatabase
let db: Database
before(async () => {
  made = await testDatabase()
  db = openDatabase(made.url)
  await seedDemoStaff({ db, keys }, readCity('hcmc'), { seed: 1, size: 'small' })
})
after(async () => {
  await db.close()
  await made.close()
})

test('answers from memory what the database answers place by place', async () => {
  // One official of the commune goes elsewhere for a while, and another stands in for the leader.
  const { rows } = await db.pool.query<{ person: string; post: string; unit: string; role: string }>(
    `select h.person, h.post, p.unit, p.role from people.holdings h join people.posts p on p.id = h.post
      where p.unit like 'H29.26740%' order by p.unit, p.role, h.person`,
  )
  const official = rows.filter((row) => row.role === 'case-official')
  const leader = rows.find((row) => row.role === 'leader')!
  const elsewhere = official.at(-1)!
  await db.pool.query(
    `insert into people.holdings (id, post, person, kind, decision, from_date)
     values (gen_random_uuid(), $1, $2, 'seconded', 'x', $5), (gen_random_uuid(), $3, $4, 'stands-in', 'x', $5)`,
    [elsewhere.post, official[0]!.person, leader.post, official[1]!.person, on],
  )
  const units = (await loadUnits(db)).at(on)
  const staff = await loadStaff(db, units, on)
  for (const unit of ['H29', 'H29.26740', 'H29.26740.1', 'H29.26740.4', 'H29.5', 'H29.5.2', 'nowhere']) {
    for (const role of postRoles) {
      assert.deepEqual(staff.all(unit, role), await findHolders(db, unit, role, on), `${unit} ${role}`)
      assert.deepEqual(staff.own(unit, role), await findOwnHolders(db, unit, role, on), `${unit} ${role}`)
    }
  }
  const somebody = rows.find((row) => row.unit === 'H29.26740.4')!.person
  const places = ['H29.26740', 'H29.26740.1', 'H29.26740.4', 'H29', 'H29.5', 'nowhere']
  assert.deepEqual(
    places.filter((unit) => staff.has(unit, somebody)),
    ['H29.26740', 'H29.26740.1', 'H29.26740.4'],
    'a body and its rooms are one unit',
  )
})
