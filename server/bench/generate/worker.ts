import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { openDatabase, type KeyRing } from '#kernel'
import { diceOf } from './chances.ts'
import { Copier } from './copy.ts'
import { receiverOf } from './life.ts'
import { targets, type TargetName } from './tables.ts'
import { openWorld, type Seats } from './world.ts'
import { emitLife, rehearse } from './write-life.ts'

export interface Share {
  url: string
  city: string
  keys: KeyRing
  seats: Seats
  now: Date
  span_days: number
  seed: number
  items: number
  /** This worker's number, and how many there are: each takes the units whose number is its own. */
  worker: number
  workers: number
  /** One shared counter: the last position given. */
  positions: Int32Array
}

export type Report = { done: number } | { counts: Record<string, number>; bytes: number }

const reportEvery = 500

/** Lives its share of the items and copies their rows in, ten COPYs side by side. */
async function work(share: Share): Promise<void> {
  const db = openDatabase(share.url, { role: 'none', connections: 2, applicationName: 'sauro generate' })
  const world = await openWorld({ ...share, db }, share.seats)
  await db.close()
  const names = Object.keys(targets) as TargetName[]
  const clients = await Promise.all(names.map(() => connect(share.url)))
  const copiers = new Map(names.map((name, index) => [name, new Copier(clients[index]!, targets[name])]))
  const counts: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]))
  const emit = (name: TargetName, row: Record<string, unknown>): void => {
    counts[name]! += 1
    copiers.get(name)!.add(row)
  }
  const counters = new Map<string, { unit: string; day: string; last: number }>()
  const take = (unit: string, day: string): number => {
    const key = `${unit}/${day}`
    const counter = counters.get(key) ?? { unit, day, last: 0 }
    counters.set(key, counter)
    return (counter.last += 1)
  }
  const place = (count: number): number => Atomics.add(share.positions, 0, count) + 1
  const own = new Set(world.receivers.filter((_, index) => index % share.workers === share.worker))
  let done = 0
  for (let no = 0; no < share.items; no += 1) {
    const dice = diceOf(share.seed, no)
    const at = receiverOf(world, dice)
    if (!own.has(at)) continue
    emitLife(rehearse(world, dice, at, { no, of: share.items }, take), share.keys, emit, place)
    done += 1
    if (done % 20 === 0) for (const copier of copiers.values()) await copier.drained()
    if (done % reportEvery === 0) parentPort?.postMessage({ done: reportEvery } satisfies Report)
  }
  for (const counter of counters.values()) emit('counters', { ...counter })
  await Promise.all([...copiers.values()].map((copier) => copier.end()))
  await Promise.all(clients.map((client) => client.end()))
  const bytes = [...copiers.values()].reduce((sum, copier) => sum + copier.bytes, 0)
  parentPort?.postMessage({ done: done % reportEvery } satisfies Report)
  parentPort?.postMessage({ counts, bytes } satisfies Report)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sauro generate',
    options: '-c synchronous_commit=off -c timezone=UTC',
  })
  await client.connect()
  return client
}

await work(workerData as Share)
