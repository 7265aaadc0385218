import { parentPort, workerData } from 'node:worker_threads'
import type pg from 'pg'
import { openDatabase, type KeyRing } from '#kernel'
import { courseOf, familySize } from './chances.ts'
import { connectForBulk } from './connect.ts'
import { Copier } from './copy.ts'
import { Counters } from './counters.ts'
import { Encoder } from './encode.ts'
import { receiverOf } from './life.ts'
import { siblingsFrom } from './siblings.ts'
import { targets, type TargetName } from './tables.ts'
import { openWorld, type Seats } from './world.ts'

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

/** Makes its share of the families and copies their rows in, ten COPYs side by side. */
async function work(share: Share): Promise<void> {
  const db = openDatabase(share.url, { role: 'none', connections: 2, applicationName: 'sauro generate' })
  const world = await openWorld({ ...share, db }, share.seats)
  await db.close()
  const names = Object.keys(targets) as TargetName[]
  const clients = await Promise.all(names.map(() => connectForBulk(share.url)))
  const tables = new Map(names.map((name, index) => [name, new Table(clients[index]!, name)]))
  const own = new Set(world.receivers.filter((_, index) => index % share.workers === share.worker))
  const counters = new Counters()
  let done = 0
  const size = familySize(share.items)
  for (let family = 0; family * size < share.items; family += 1) {
    if (!own.has(receiverOf(world, courseOf(share.seed, family)))) continue
    for (const made of siblingsFrom(world, share, family * size, counters)) {
      made.place(Atomics.add(share.positions, 0, made.entries) + 1)
      for (const { table, rows, tuples } of made.sections) tables.get(table)!.put(tuples, rows)
      tables.get('parties')!.add(made.applicant)
      done += 1
      if (done % reportEvery === 0) parentPort?.postMessage({ done: reportEvery } satisfies Report)
    }
    for (const table of tables.values()) if (table.copier.isBehind) await table.copier.drained()
  }
  for (const counter of counters.rows()) tables.get('counters')!.add(counter)
  await Promise.all([...tables.values()].map(({ copier }) => copier.end()))
  await Promise.all(clients.map((client) => client.end()))
  const counts = Object.fromEntries([...tables].map(([name, { rows }]) => [name, rows]))
  const bytes = [...tables.values()].reduce((sum, { copier }) => sum + copier.bytes, 0)
  parentPort?.postMessage({ done: done % reportEvery } satisfies Report)
  parentPort?.postMessage({ counts, bytes } satisfies Report)
}
/** A table being filled, and how many rows went in. */
class Table {
  readonly copier: Copier
  readonly #encoder: Encoder
  rows = 0

  constructor(client: pg.Client, name: TargetName) {
    this.copier = new Copier(client, targets[name])
    this.#encoder = new Encoder(targets[name])
  }

  put(tuples: Uint8Array, rows: number): void {
    this.copier.put(tuples)
    this.rows += rows
  }

  add(row: Readonly<Record<string, unknown>>): void {
    this.put(this.#encoder.add(row).take(), 1)
  }
}

await work(workerData as Share)
