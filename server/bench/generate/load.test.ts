import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#identity'
import { openDatabase, unseal, type Database, type KeyRing } from '#kernel'
import { loadUnits, postsOf } from '#people'
import { getItem, itemVerbs, openOffice, openParty, perform, submit, type Item, type Office } from '#work'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { prepareCity } from '../prepare.ts'
import { lotOf } from './chances.ts'
import { lifeOf, type Deed } from './life.ts'
import { load, NotEmpty } from './load.ts'
import { openWorld } from './world.ts'

const now = new Date('2026-11-20T09:00:00+07:00')
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', new Uint8Array(32).fill(1)],
    ['lookup', new Uint8Array(32).fill(2)],
  ]),
}
/** Families of three. */
const items = 120
/** With this seed every course is there: refused, withdrawn, supplemented, paid for, and not at an end. */
const seed = 3

interface Place {
  made: TestDatabase
  db: Database
}
const places: Place[] = []
before(async () => {
  for (let count = 0; count < 2; count += 1) {
    const made = await testDatabase()
    const db = openDatabase(made.url)
    places.push({ made, db })
    await prepareCity({ db, keys, now }, 'hcmc', 'small')
  }
})
after(async () => {
  for (const { db, made } of places) {
    await db.close()
    await made.close()
  }
})

const options = (place: Place, workers: number) => ({
  db: place.db,
  adminUrl: place.made.url,
  keys,
  city: 'hcmc',
  now,
  items,
  seed,
  workers,
  progress: () => undefined,
})

test('what is generated is, row by row, what the application would have written', async () => {
  const [generated, replayed] = places as [Place, Place]
  const loaded = await load(options(generated, 2))
  assert.equal(loaded.rows['items'], items)
  assert.deepEqual([...(await replay(replayed.db))].toSorted(), everyVerb)
  for (const table of await tablesOf(generated.db)) {
    const rows = await rowsOf(generated.db, table)
    assert.deepEqual(rows, await rowsOf(replayed.db, table), table)
  }
  const open = await generated.db.pool.query('select from work.items where closed_at is null')
  assert.notEqual(open.rowCount, 0)
  const entries = await entriesOf(generated.db)
  assert.equal(entries.length, loaded.rows['entries'])
  assert.deepEqual(entries, await entriesOf(replayed.db))
})

test('indexes, keys and storage options are all back, positions have no gap, each stream is numbered in its order', async () => {
  const [generated, replayed] = places as [Place, Place]
  assert.deepEqual(await indexesOf(generated.db), await indexesOf(replayed.db))
  const { rows } = await generated.db.pool.query<{ count: number; last: number; inOrder: boolean }>(`
    select count(*)::int as count, max(position)::int as last, bool_and(ordered) as "inOrder" from (
      select position, seq = row_number() over (partition by stream order by position) as ordered from ledger.positions) p`)
  assert.equal(rows[0]?.count, rows[0]?.last)
  assert.equal(rows[0]?.inOrder, true)
})

test('a database that has dossiers is refused', async () => {
  await assert.rejects(load(options(places[0]!, 1)), NotEmpty)
})

const everyVerb =
  'accept complete-step financial-duty finish notice-sent pay refuse request-supplement return submit supplement take withdraw'.split(
    ' ',
  )

/** The same lives again, through `submit` and `perform`: same ids, keys, clock and salts. */
async function replay(db: Database): Promise<Set<string>> {
  const seen = new Set<string>()
  const world = await openWorld({ db, keys, city: 'hcmc', now, span_days: 280 })
  const real = await openOffice({
    db,
    keys,
    tree: await loadUnits(db),
    config: { city: 'hcmc', publicUrl: 'http://localhost' },
  })
  for (let no = 0; no < items; no += 1) {
    const lot = lotOf(seed, no, items)
    const office = Object.assign(Object.create(real) as Office, {
      chance: (count: number) => lot.own.bytes(count),
    })
    const life = lifeOf(world, lot)
    for (let next = life.next(); !next.done;) {
      seen.add(next.value.do === 'act' ? next.value.verb : 'submit')
      next = life.next(await done(office, next.value))
    }
  }
  return seen
}

async function done(office: Office, deed: Deed): Promise<Item> {
  if (deed.do === 'submit') {
    const { submission } = deed
    const filed = await submit(office, {
      ...submission,
      actor: await withPosts(office.db, submission.actor, submission.now),
    })
    return getItem(office, filed.id)
  }
  const { call } = deed
  const verb = itemVerbs.find((one) => one.verb === deed.verb)!
  await perform(office, verb, { ...call, actor: await withPosts(office.db, call.actor, call.now) })
  return getItem(office, call.item)
}

const withPosts = async (db: Database, actor: Actor, at: Date): Promise<Actor> =>
  actor.kind === 'staff'
    ? { ...actor, posts: await postsOf(db, actor.id, at.toISOString().slice(0, 10)) }
    : actor

async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'work' order by 1`,
  )
  return rows.map((row) => row.name)
}

async function rowsOf(db: Database, table: string): Promise<unknown[]> {
  const { rows } = await db.pool.query<Record<string, unknown>>(
    `select * from work.${table} t order by t::text`,
  )
  const opened = rows.map((row) => {
    if (table === 'parties')
      return { ...row, sealed: openParty(keys, row['id'] as string, row['sealed'] as Buffer) }
    if (table !== 'words') return row
    const about = `work.words/${String(row['item'])}/${String(row['seq'])}/${String(row['field'])}`
    return { ...row, sealed: unseal(keys, row['sealed'] as Buffer, about) }
  })
  // Sealed values differ by their nonce, so the order by text is not the order by what they say.
  return opened.map((row) => JSON.stringify(row)).sort()
}

async function entriesOf(db: Database): Promise<unknown[]> {
  const { rows } = await db.pool.query(`
    select e.stream, e.seq, e.body::text as body, encode(e.hash, 'hex') as hash from ledger.entries e
      join work.items i on i.id = e.stream order by e.stream, e.seq`)
  return rows
}

async function indexesOf(db: Database): Promise<unknown[]> {
  const { rows } = await db.pool.query(`
    select indexdef as def from pg_indexes where schemaname in ('work', 'ledger')
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
     where connamespace in ('work'::regnamespace, 'ledger'::regnamespace)
    union all
    select oid::regclass || ' ' || coalesce(reloptions::text, '') from pg_class
     where relkind = 'r' and relnamespace in ('work'::regnamespace, 'ledger'::regnamespace) order by 1`)
  return rows
}
