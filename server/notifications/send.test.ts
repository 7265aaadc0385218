import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  installJobs,
  namedUuid,
  openDatabase,
  startJobs,
  type Database,
  type Job,
  type KeyRing,
} from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { NotDelivered, outboxOnly, type Adapters, type Outgoing } from './adapters.ts'
import type { NoticeFacts } from './facts.ts'
import { noticesOnWork, sendTask } from './on-work.ts'
import { sending } from './send.ts'
import { messagesOfItem } from './store.ts'
import { entryOf, factsFor, item } from './testing/examples.ts'

const keys: KeyRing = { current: 't', keys: new Map(['t', 'lookup'].map((id) => [id, Buffer.alloc(32, id)])) }
const start = new Date('2026-11-23T02:00:05Z')
const once: Job = { id: '1', attempt: 1, maxAttempts: 1, signal: new AbortController().signal }

let base: TestDatabase
let db: Database
let now = start
let facts: NoticeFacts | undefined

before(async () => {
  base = await testDatabase()
  await installJobs(base.url)
  db = openDatabase(base.url, { connections: 4 })
})
beforeEach(async () => {
  now = start
  facts = factsFor()
  await run(`delete from notifications.messages`)
})
after(async () => {
  await db.close()
  await base.close()
})

/** As the owner: the application itself may not delete a message. */
async function run(sql: string): Promise<void> {
  const owner = openDatabase(base.url, { connections: 1, role: 'none' })
  await owner.pool.query(sql)
  await owner.close()
}

const subscription = () =>
  noticesOnWork({
    keys,
    clock: () => now,
    zone: 'Asia/Ho_Chi_Minh',
    factsOf: async (_tx, entries) => entries.map(() => facts),
  })

const take = (...entries: Parameters<typeof entryOf>[0][]) =>
  db.transaction((tx) =>
    subscription().onEntries(
      tx,
      entries.map((one) => entryOf(one)),
    ),
  )

const adaptersOf = (send: (message: Outgoing) => Promise<void>): Adapters => {
  const adapter = { name: 'test', send }
  return { sms: adapter, email: adapter, app: adapter }
}

interface Told {
  message: string
  item: string
  seq: number
}

async function send(
  adapters: Adapters,
  supplementSent: (sent: Told) => Promise<void> = async () => undefined,
): Promise<void> {
  await sending({ db, keys, clock: () => now, adapters, supplementSent })({}, once)
}

const states = async () =>
  (await messagesOfItem(db, item)).map((one) => `${one.template} ${one.status} ${one.state}`)

test('Each change of status is told once, steps inside a status are not', async () => {
  await take(
    { type: 'dossier.submitted', position: 1, at: new Date('2026-11-23T01:00:00Z') },
    { type: 'step.assigned', position: 2, at: new Date('2026-11-23T01:10:00Z') },
    { type: 'dossier.accepted', position: 3 },
    { type: 'step.taken', position: 4 },
    { type: 'step.completed', position: 5 },
  )
  await take(
    { type: 'step.completed', position: 6 },
    { type: 'duty.required', position: 7 },
    { type: 'duty.paid', position: 8 },
  )
  await take(
    { type: 'step.completed', position: 9 },
    { type: 'appointment.extended', position: 10 },
    { type: 'step.completed', position: 11 },
  )
  await take(
    { type: 'dossier.finished', position: 12 },
    { type: 'result.returned', position: 13 },
    { type: 'session.opened', position: 14 },
  )
  assert.deepEqual(await states(), [
    'dossier.submitted 1 queued',
    'dossier.accepted 2 queued',
    'in-progress 4 queued',
    'duty.required 6 queued',
    'duty.paid 4 queued',
    'appointment.extended null queued',
    'dossier.finished 9 queued',
    'result.returned 10 queued',
  ])
})

test('Entries read twice are told once; who chose not to be told is not', async () => {
  await take({ type: 'dossier.accepted', position: 3 })
  await take({ type: 'dossier.accepted', position: 3 })
  assert.equal((await messagesOfItem(db, item)).length, 1)
  facts = undefined
  await take({ type: 'dossier.finished', position: 4 })
  assert.equal((await messagesOfItem(db, item)).length, 1)
})

test('Neither address nor words stand in clear in the database', async () => {
  await take({ type: 'supplement.requested', position: 5 })
  const dump = JSON.stringify((await db.pool.query('select m::text from notifications.messages m')).rows)
  for (const secret of ['0903000111', 'Ranh giới', 'Bến Thành']) {
    assert.ok(!dump.includes(secret) && !dump.includes(Buffer.from(secret).toString('hex')), secret)
  }
})

test('A committed entry is sent through the queue of jobs, at once', async () => {
  const sent: Outgoing[] = []
  const adapters = adaptersOf(async (message) => void sent.push(message))
  const parts = { db, keys, clock: () => now, adapters, supplementSent: async () => undefined }
  const jobs = await startJobs({ url: base.url, tasks: { [sendTask]: sending(parts) } })
  await take({ type: 'dossier.accepted', position: 3 })
  for (let turn = 0; turn < 100 && sent.length === 0; turn++) await pause(50)
  await jobs.stop()
  assert.deepEqual([sent[0]?.to, sent[0]?.lang], ['0903000111', 'vi'])
  assert.match(sent[0]!.text, /đã tiếp nhận hồ sơ/)
  assert.deepEqual(await states(), ['dossier.accepted 2 sent'])
})

test('A failure keeps its reason, is tried again later and later, and in the end is kept as failed', async () => {
  await take({ type: 'dossier.accepted', position: 3 })
  const down = adaptersOf(async () => {
    throw new NotDelivered('the gateway answered 503')
  })
  const waits: number[] = []
  for (let attempt = 1; attempt <= 8; attempt++) {
    await send(down)
    const [message] = await messagesOfItem(db, item)
    assert.equal(message!.attempts, attempt)
    assert.equal(message!.failure, 'the gateway answered 503')
    const [row] = (
      await db.pool.query<{ next_try_at: Date | null }>('select next_try_at from notifications.messages')
    ).rows
    if (row!.next_try_at) waits.push((row!.next_try_at.getTime() - now.getTime()) / 1000)
    now = row!.next_try_at ?? now
  }
  assert.deepEqual(waits, [30, 60, 120, 240, 480, 960, 1920])
  assert.deepEqual(await states(), ['dossier.accepted 2 failed'])
})

test('A wrong address is not tried again, and an unforeseen error leaves no trace of the address', async () => {
  await take({ type: 'dossier.accepted', position: 3 }, { type: 'dossier.finished', position: 4 })
  let calls = 0
  await send(
    adaptersOf(async (message) => {
      calls++
      if (message.text.includes('giải quyết xong')) throw new Error(`cannot route ${message.to}`)
      throw new NotDelivered('the gateway answered 422', { final: true })
    }),
  )
  assert.equal(calls, 2)
  const rows = await messagesOfItem(db, item)
  assert.deepEqual(
    rows.map((one) => `${one.state}: ${one.failure}`),
    ['failed: the gateway answered 422', 'queued: unexpected error, see the log'],
  )
})

test('A message left by a process that died goes out once its lease has ended, not before', async () => {
  await take({ type: 'dossier.accepted', position: 3 })
  await db.pool.query(`update notifications.messages set attempts = 1, next_try_at = $1`, [
    new Date(now.getTime() + 120_000),
  ])
  await send(outboxOnly)
  assert.deepEqual(await states(), ['dossier.accepted 2 queued'])
  now = new Date(now.getTime() + 120_000)
  await send(outboxOnly)
  assert.deepEqual(await states(), ['dossier.accepted 2 sent'])
})

test('The pause of a supplement is told when its notice went out, again when telling failed, and not when it was only drafted', async () => {
  await take({ type: 'supplement.requested', position: 5, stream: namedUuid('another item') })
  const told: Told[] = []
  const down = adaptersOf(() => Promise.reject(new NotDelivered('the gateway answered 503')))
  await send(down, async (one) => void told.push(one))
  assert.equal(told.length, 0)
  now = new Date(now.getTime() + 30_000)
  await send(outboxOnly, () => Promise.reject(new Error('work is busy')))
  await send(outboxOnly, async (one) => void told.push(one))
  await send(outboxOnly, async (one) => void told.push(one))
  assert.deepEqual(
    told.map((one) => [one.item, one.seq]),
    [[namedUuid('another item'), 5]],
  )
})

test('Two processes that send at once send each message once', async () => {
  const entries = Array.from({ length: 300 }, (_, at) => ({
    type: 'dossier.accepted',
    position: at + 1,
    stream: namedUuid(`item ${at}`),
  }))
  await take(...entries)
  const sent: string[] = []
  const adapters = adaptersOf(async (message) => {
    await pause(1)
    sent.push(message.id)
  })
  await Promise.all([send(adapters), send(adapters), send(adapters)])
  assert.equal(sent.length, 300)
  assert.equal(new Set(sent).size, 300)
})
