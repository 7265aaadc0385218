import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, beforeEach, test } from 'node:test'
import pg from 'pg'
import { openDatabase, systemClock } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { sequencerLag, startSequencer, type Sequencer } from './sequencer.ts'
import { insert, insertOne, newStream, someEntries } from './testing/writers.ts'
import { until } from './testing/until.ts'

const place = await testDatabase()
const db = openDatabase(place.url)
const owner = new pg.Pool({ connectionString: place.url, max: 4 })
const started: Sequencer[] = []
const logged: string[] = []

const start = (options: { page?: number; every_ms?: number } = {}): Sequencer => {
  const log = (line: string, error?: unknown): void => void logged.push(`${line} ${String(error)}`)
  const sequencer = startSequencer({ db, log, every_ms: 50, ...options })
  started.push(sequencer)
  return sequencer
}
const stopAll = async (): Promise<void> => {
  await Promise.all(started.splice(0).map((sequencer) => sequencer.stop()))
}
beforeEach(stopAll)
after(async () => {
  await stopAll()
  await owner.end()
  await db.close()
  await place.close()
})

const positionOf = async (stream: string, seq = 1): Promise<number | undefined> => {
  const sql = 'select position::int as position from ledger.positions where stream = $1 and seq = $2'
  return (await owner.query<{ position: number }>(sql, [stream, seq])).rows[0]?.position
}
const numbered = (stream: string, seq = 1): Promise<{ waited_ms: number }> =>
  until(`a position of ${stream}/${seq}`, () => positionOf(stream, seq))

/** Each entry has one position, positions have no gap, and no entry stands before an earlier one of its stream. */
async function assertComplete(): Promise<void> {
  await until('the last position', async () => (await sequencerLag(db, systemClock())).entries === 0)
  const { rows } = await owner.query<{
    entries: number
    positions: number
    highest: number
    disorder: number
  }>(
    `select (select count(*)::int from ledger.entries) as entries, count(*)::int as positions, max(position)::int as highest,
            (select count(*)::int from (select position < lag(position) over (partition by stream order by seq) as bad
                                          from ledger.positions) as x where bad) as disorder
       from ledger.positions p join ledger.entries e using (stream, seq)`,
  )
  const { entries = -1, positions, highest, disorder } = rows[0] ?? {}
  assert.deepEqual({ positions, highest, disorder }, { positions: entries, highest: entries, disorder: 0 })
}

test('writers of every kind are numbered without a gap, each stream in its order', async () => {
  start()
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    const client = await owner.connect()
    for (let round = 0; round < 12; round += 1) {
      const stream = newStream()
      await client.query('begin')
      await insert(client, someEntries(stream, 3))
      if (round % 3 === writer % 3) await sleep(Math.random() * 120)
      await client.query(round % 4 === 3 ? 'rollback' : 'commit')
    }
    client.release()
  })
  await Promise.all(writers)
  await assertComplete()
})

test('an older transaction that holds a later entry of a stream comes after the younger one before it', async () => {
  const stream = newStream()
  const [one, two] = someEntries(stream, 2)
  assert.ok(one && two)
  const client = await owner.connect()
  await client.query('begin')
  await insertOne(client)
  await insert(owner, [one])
  await insert(client, [two])
  await client.query('commit')
  client.release()
  start()
  await numbered(stream, 2)
  await assertComplete()
})

test('a plain sequence skips the entry of a slow transaction; the sequencer does not', async () => {
  start()
  await owner.query('create table public.plain (id bigserial primary key, stream uuid)')
  const slow = await owner.connect()
  await slow.query('begin')
  const late = await insertOne(slow)
  await slow.query('insert into public.plain (stream) values ($1)', [late])
  const early = await insertOne(owner)
  await owner.query('insert into public.plain (stream) values ($1)', [early])

  let cursor = 0
  const seen: string[] = []
  const readPlain = async (): Promise<void> => {
    const sql = 'select id::int as id, stream from public.plain where id > $1 order by id'
    for (const row of (await owner.query<{ id: number; stream: string }>(sql, [cursor])).rows) {
      cursor = row.id
      seen.push(row.stream)
    }
  }
  await readPlain()
  await numbered(early)
  await slow.query('commit')
  slow.release()
  await readPlain()
  await numbered(late)
  assert.deepEqual(seen, [early], 'who reads by a sequence never sees the late one')
  assert.ok(((await positionOf(late)) ?? 0) > ((await positionOf(early)) ?? 0))
  await assertComplete()
})

test('no stall beside a slow transaction, a temporary table or a writer in another database', async () => {
  start()
  const other = new pg.Client({ connectionString: place.url.replace(place.name, 'postgres') })
  await other.connect()
  const slow = await owner.connect()
  const temporary = await owner.connect()
  await slow.query('begin')
  const held = await insertOne(slow)
  await temporary.query(
    'begin; create temp table scratch (n int) on commit drop; insert into scratch values (1)',
  )
  await other.query('begin; select pg_current_xact_id()')
  for (let n = 0; n < 5; n += 1) {
    const { waited_ms } = await numbered(await insertOne(owner))
    assert.ok(waited_ms < 1_000, `waited ${waited_ms} ms`)
  }
  assert.equal(await positionOf(held), undefined)
  await Promise.all([slow.query('commit'), temporary.query('commit'), other.query('commit')])
  const { waited_ms } = await numbered(held)
  assert.ok(waited_ms < 1_000, `the held entry waited ${waited_ms} ms after its commit`)
  slow.release()
  temporary.release()
  await other.end()
  await assertComplete()
})

test('one leads, another takes over when its connection dies, and nothing is numbered twice', async () => {
  const both = [start(), start()]
  await until('a leader', async () => both.some((sequencer) => sequencer.leading()))
  await sleep(100)
  assert.equal(both.filter((sequencer) => sequencer.leading()).length, 1)
  for (let round = 0; round < 3; round += 1) {
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity a join pg_locks l using (pid)
        where l.locktype = 'advisory' and l.granted and a.application_name = 'sauro sequencer' and a.datname = current_database()`,
    )
    await numbered(await insertOne(owner))
  }
  assert.match(logged.join('\n'), /the sequencer stopped and starts again/)
  await assertComplete()
})

test('a bulk import goes in pages and survives a failure in the middle', async () => {
  const { position } = await sequencerLag(db, systemClock())
  for (let n = 0; n < 10; n += 1) await insert(owner, someEntries(newStream(), 50))
  await owner.query(
    `create function public.fail() returns trigger language plpgsql as $$ begin raise 'disk full, they say'; end $$;
     create trigger fail before insert on ledger.positions for each row when (new.position = ${position + 255}) execute function public.fail()`,
  )
  start({ page: 100 })
  await until('two pages', async () => (await sequencerLag(db, systemClock())).position === position + 200)
  await until('the failure', async () => logged.some((line) => line.includes('disk full')))
  await owner.query('drop trigger fail on ledger.positions')
  await assertComplete()
})

test('after a restore into a younger cluster whatever has no position is numbered, once', async () => {
  await insert(owner, someEntries(newStream(), 5))
  await owner.query(`update ledger.sequencer set cluster = 'another', snapshot = '90000000:90000000:'`)
  await owner.query(`update ledger.entries set xid = '90000001'`)
  const sequencer = start()
  await until('a leader', async () => sequencer.leading())
  await assertComplete()
  const after = await insertOne(owner)
  await numbered(after)
  await assertComplete()
})

test('the lag says how many entries wait and for how long', async () => {
  await insert(owner, someEntries(newStream(), 2, undefined, new Date(systemClock().getTime() - 5_000)))
  const lag = await sequencerLag(db, systemClock())
  assert.equal(lag.entries, 2)
  assert.ok(lag.lag_ms >= 5_000 && lag.lag_ms < 60_000)
  start()
  await assertComplete()
  assert.equal((await sequencerLag(db, systemClock())).lag_ms, 0)
})
