import assert from 'node:assert/strict'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openDatabase, systemClock, type Session } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import type { ReadEntry } from './entry.ts'
import { startListener, type Listener } from './listener.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { runSubscriptions, subscriptionLag, type Subscription } from './subscriptions.ts'
import { insert, insertOne, newStream, someEntries } from './testing/writers.ts'
import { until } from './testing/until.ts'

const place = await testDatabase()
const db = openDatabase(place.url)
const owner = new pg.Pool({ connectionString: place.url, max: 3 })
const logged: string[] = []
const log = (line: string, error?: unknown): void => void logged.push(`${line} ${String(error)}`)
let sequencer: Sequencer
let listener: Listener

const children: ChildProcessByStdio<null, Readable, null>[] = []
const startSubscriber = (): ChildProcessByStdio<null, Readable, null> => {
  const program = new URL('./testing/subscriber.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, place.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.resume()
  children.push(child)
  return child
}

before(async () => {
  await owner.query(
    `create table public.seen (n bigserial, subscription text, position bigint);
     grant select, insert on public.seen to sauro_app;
     grant usage on sequence public.seen_n_seq to sauro_app`,
  )
  sequencer = startSequencer({ db, log, every_ms: 50 })
  listener = startListener({ db, log })
})
after(async () => {
  await Promise.all(started.map((running) => running.stop()))
  for (const child of children) child.kill('SIGKILL')
  await listener.stop()
  await sequencer.stop()
  await owner.end()
  await db.close()
  await place.close()
})

const note = async (tx: Session, name: string, entries: readonly ReadEntry[]): Promise<void> => {
  const sql = 'insert into public.seen (subscription, position) select $1, unnest($2::bigint[])'
  await tx.run(sql, [name, entries.map((entry) => entry.position)])
}
const noting = (name: string, more: Partial<Subscription> = {}): Subscription => ({
  name,
  onEntries: (tx, entries) => note(tx, name, entries),
  ...more,
})
const started: { stop(): Promise<void> }[] = []
const run = (...subscriptions: Subscription[]): { stop(): Promise<void> } => {
  const running = runSubscriptions({ db, listener, log, subscriptions, poll_ms: 5_000 })
  started.push(running)
  return running
}

async function seenBy(name: string): Promise<number[]> {
  const sql = 'select position::int as position from public.seen where subscription = $1 order by n'
  return (await owner.query<{ position: number }>(sql, [name])).rows.map((row) => row.position)
}
/** Waits until everything written so far has a position and the subscription has handled it; gives what it saw, in its order. */
async function allSeenBy(name: string): Promise<{ seen: number[]; waited_ms: number }> {
  const { value, waited_ms } = await until(`${name} to catch up`, async () => {
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from ledger.entries')
    const seen = await seenBy(name)
    return seen.at(-1) === rows[0]?.n && seen
  })
  return { seen: value, waited_ms }
}
const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i)

test('every entry is seen once and in order, soon, beside slow writers', async () => {
  const running = run(noting('steady'))
  const slow = await owner.connect()
  await slow.query('begin; create temp table scratch (n int) on commit drop')
  await insertOne(slow)
  for (let n = 0; n < 20; n += 1) {
    await insert(owner, someEntries(newStream(), 3))
    await sleep(10)
  }
  const written = systemClock().getTime()
  await until('all but the slow one', async () => (await seenBy('steady')).length === 60)
  assert.ok(systemClock().getTime() - written < 1_000)
  await slow.query('commit')
  slow.release()
  const { seen, waited_ms } = await allSeenBy('steady')
  assert.deepEqual(seen, upTo(61))
  assert.ok(waited_ms < 1_000, `waited ${waited_ms} ms`)
  await running.stop()
})

test('one that fails stops no other, is logged, and goes on once it can', async () => {
  let broken = true
  const poison = 65
  await insert(owner, someEntries(newStream(), 10))
  const failing = noting('failing', {
    onEntries: async (tx, entries) => {
      await note(tx, 'failing', entries)
      if (broken && entries.some((entry) => entry.position === poison)) throw new Error('cannot digest this')
    },
  })
  const running = run(failing, noting('healthy'))
  await allSeenBy('healthy')
  await until('the entries before the bad one', async () => (await seenBy('failing')).at(-1) === poison - 1)
  assert.match(logged.join('\n'), /"failing" failed and is tried again in 250 ms Error: cannot digest this/)
  broken = false
  const { seen } = await allSeenBy('failing')
  assert.deepEqual(seen, upTo(71))
  assert.deepEqual(await seenBy('healthy'), upTo(71))
  await running.stop()
})

test('two processes share a subscription without seeing anything twice', async () => {
  const running = [run(noting('shared', { batch: 7 })), run(noting('shared', { batch: 7 }))]
  for (let n = 0; n < 30; n += 1) await insert(owner, someEntries(newStream(), 2))
  const { seen } = await allSeenBy('shared')
  assert.deepEqual(seen, upTo(131))
  await Promise.all(running.map((one) => one.stop()))
})

test('a new subscription begins where it is told to', async () => {
  const running = run(noting('young', { from: 100 }))
  const { seen } = await allSeenBy('young')
  assert.deepEqual(seen, upTo(131, 101))
  await running.stop()
})

test('the lag of a subscription is known', async () => {
  await owner.query(`insert into ledger.cursors (subscription, position) values ('idle', 100)`)
  const lag = (await subscriptionLag(db, systemClock())).find((one) => one.subscription === 'idle')
  assert.equal(lag?.entries, 31)
  assert.ok(lag.lag_ms > 0)
})

test('killed in the middle of a batch, again and again, each entry takes effect exactly once', async () => {
  await insert(owner, someEntries(newStream(), 120))
  for (let kill = 0; kill < 4; kill += 1) {
    const child = startSubscriber()
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    assert.equal(child.exitCode, null, 'it was at work when it was killed')
    child.kill('SIGKILL')
  }
  startSubscriber()
  const { seen } = await allSeenBy('killed')
  assert.deepEqual(seen, upTo(251))
})

test('a lost listening connection is made again and nothing is missed', async () => {
  const running = run(noting('wakeful'))
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sauro listener' and datname = current_database()`,
  )
  await insertOne(owner)
  await allSeenBy('wakeful')
  assert.match(logged.join('\n'), /the connection that listens to the ledger was lost/)
  const heard = new Promise<number>((resolve) => listener.onPosition(resolve))
  await insertOne(owner)
  assert.ok((await heard) >= 252)
  await running.stop()
})

test('twenty notices a second at the most', async () => {
  const notices: number[] = []
  const remove = listener.onPosition((position) => notices.push(position))
  for (let n = 0; n < 60; n += 1) {
    await insertOne(owner)
    await sleep(15)
  }
  await sleep(200)
  remove()
  assert.ok(notices.length > 5 && notices.length <= 32, `${notices.length} notices`)
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from ledger.entries')
  assert.equal(notices.at(-1), rows[0]?.n)
})
