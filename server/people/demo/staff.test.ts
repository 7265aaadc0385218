import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type KeyRing } from '#kernel'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { readCity } from '../city.ts'
import { findHolders } from '../holders.ts'
import { loadUnits } from '../load.ts'
import { holdersOf, personNames } from '../names.ts'
import { folded } from '../spelling.ts'
import { demoPerson, seedDemoStaff } from './staff.ts'

let made: TestDatabase
let db: Database
const keys: KeyRing = {
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32).fill(1)],
  ]),
}
const pack = readCity('hcmc')
const on = '2026-11-22'

before(async () => {
  made = await testDatabase()
  db = openDatabase(made.url)
})
after(async () => {
  await db.close()
  await made.close()
})

test('a whole city is staffed, twice changes nothing', async () => {
  const first = await seedDemoStaff({ db, keys }, pack, { seed: 1, size: 'whole' })
  assert.ok(first.people >= 3000 && first.people <= 4000, String(first.people))
  assert.deepEqual(await seedDemoStaff({ db, keys }, pack, { seed: 1, size: 'whole' }), first)
  const [counts] = await db.rows<{ people: number; units: number }>(
    {
      name: 'test.counts',
      text: 'select (select count(*) from people.people)::int as people, (select count(*) from people.units)::int as units',
    },
    [],
  )
  assert.deepEqual(counts, { people: first.people, units: first.units })
})

test('every commune can receive, handle and approve', async () => {
  const units = (await loadUnits(db)).at(on)
  const communes = units.all().filter((unit) => unit.kind === 'commune')
  assert.equal(communes.length, 168)
  for (const { code } of [communes[0]!, communes[90]!, communes[167]!])
    for (const role of ['clerk', 'case-official', 'unit-head', 'leader'] as const)
      assert.ok((await findHolders(db, code, role, on)).length > 0, `${code} ${role}`)
})

test('names are Vietnamese words, and the same for the same seed', async () => {
  const clerk = demoPerson('H29.26740.4', 'clerk')
  const name = (await personNames({ db, keys }, [clerk])).get(clerk)!
  assert.match(name, /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}*$/u)
  const [leader] = await holdersOf({ db, keys }, 'H29.26740', 'leader', on)
  assert.notEqual(leader?.name, name)
})

test('the whole database holds no name of them, with or without marks', async () => {
  const { rows: ids } = await db.pool.query<{ id: string }>('select id from people.people')
  const names = await personNames(
    { db, keys },
    ids.map((row) => row.id),
  )
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('people', 'identity', 'ledger')`,
  )
  assert.ok(tables.length > 10)
  const wanted = new Set([...names.values()].flatMap((name) => [name, folded(name)]))
  const given = new RegExp([...wanted].slice(0, 400).join('|'), 'iu')
  for (const { name } of tables) {
    const { rows } = await db.pool.query<{ text: string }>(`select t::text as text from ${name} t`)
    for (const { text } of rows) assert.doesNotMatch(text, given, name)
  }
})
