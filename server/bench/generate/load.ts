import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { Refusal, stopwatch, type Database, type KeyRing } from '#kernel'
import { connectForBulk } from './connect.ts'
import { bringBackIndexes, sizesOf, takeOffIndexes } from './indexes.ts'
import { quieten } from './quiet.ts'
import { targets } from './tables.ts'
import type { Report, Share } from './worker.ts'
import { openWorld } from './world.ts'

/** Changes with every change of what is generated: sets of another version are not reused. */
export const generatorVersion = 4

export interface LoadOptions {
  db: Database
  /** A role that owns the tables. */
  adminUrl: string
  keys: KeyRing
  city: string
  now: Date
  items: number
  seed: number
  workers?: number
  progress: (phase: string, done: number, of: number) => void
}

export interface Loaded {
  items: number
  rows: Record<string, number>
  seconds: { copy: number; vacuum: number; indexes: number; all: number }
  bytes: number
  bytes_per_item: number
  items_per_s: number
}

/** How far back filings go: most of a year, so that open dossiers are a few percent as in a real office. */
const span_days = 280
const tables = Object.values(targets).map((target) => target.table)
/** Two sorts at a time; more workers each would only share the same cores. */
const memory = '-c maintenance_work_mem=512MB -c max_parallel_maintenance_workers=0'

/** Fills an installation that has no items yet. */
export async function load(options: LoadOptions): Promise<Loaded> {
  const took = stopwatch()
  const { db, adminUrl } = options
  await refuseUnlessEmpty(db)
  await refuseChangingStaff(db, new Date(options.now.getTime() - span_days * 86_400_000))
  const world = await openWorld({ ...options, span_days })
  if (world.receivers.length === 0 || world.procedures.commune.length === 0) throw new NobodyToFile()
  const clients = await Promise.all([0, 1].map(() => connectForBulk(adminUrl, memory)))
  const [admin] = clients as [pg.Client]
  try {
    const before = await bytesOf(admin)
    const base = await lastPosition(admin)
    const restless = await quieten(admin, tables)
    const taken = await takeOffIndexes(admin, tables)
    const rows = await copyAll(options, world.seats, base).catch(async (error: unknown) => {
      await undo(admin, base)
      await bringBackIndexes(clients, taken, () => undefined)
      await restless()
      throw error
    })
    const copied = took()
    // Frozen before there are indexes: whoever reads a row first otherwise marks its page, and the log takes each page once more.
    await vacuum(clients, options.progress)
    const vacuumed = took()
    await bringBackIndexes(clients, taken, (done, of) => options.progress('indexes', done, of))
    await fillSequences(admin, base + (rows['positions'] ?? 0))
    await restless()
    const all = took()
    const bytes = (await bytesOf(admin)) - before
    return {
      items: options.items,
      rows,
      seconds: {
        copy: seconds(copied),
        vacuum: seconds(vacuumed - copied),
        indexes: seconds(all - vacuumed),
        all: seconds(all),
      },
      bytes,
      bytes_per_item: Math.round(bytes / options.items),
      items_per_s: Math.round((options.items / all) * 1000),
    }
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10

async function copyAll(
  options: LoadOptions,
  seats: Share['seats'],
  base: number,
): Promise<Record<string, number>> {
  const workers = options.workers ?? Math.min(4, availableParallelism())
  const positions = new Int32Array(new SharedArrayBuffer(4))
  positions[0] = base
  const { adminUrl: url, city, keys, now, seed, items } = options
  const counts: Record<string, number> = {}
  let done = 0
  await Promise.all(
    Array.from({ length: workers }, (_, worker) => {
      const share: Share = { url, city, keys, seats, now, span_days, seed, items, worker, workers, positions }
      return run(share, (report) => {
        if ('done' in report) options.progress('items', (done += report.done), items)
        else
          for (const [name, count] of Object.entries(report.counts))
            counts[name] = (counts[name] ?? 0) + count
      })
    }),
  )
  return counts
}

function run(share: Share, onReport: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share })
    worker.on('message', onReport)
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
  })
}

async function vacuum(clients: readonly pg.Client[], progress: LoadOptions['progress']): Promise<void> {
  const sizes = await sizesOf(clients[0]!)
  const waiting = tables.toSorted((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0))
  let done = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await client.query(`vacuum (freeze, analyze) ${next}`)
        progress('vacuum', (done += 1), tables.length)
      }
    }),
  )
}

/** Subscriptions begin behind the generated entries: what they would have done is not part of the set. */
async function fillSequences(admin: pg.Client, position: number): Promise<void> {
  await admin.query('update ledger.sequencer set position = $1', [position])
  await admin.query('update ledger.cursors set position = $1', [position])
}

async function lastPosition(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ position: number }>(
    'select coalesce(max(position), 0)::int as position from ledger.positions',
  )
  return rows[0]?.position ?? 0
}

/** Takes back what was copied; entries of streams that are no item's were there before. */
async function undo(admin: pg.Client, base: number): Promise<void> {
  await admin.query('truncate work.items, work.parties, work.commands, work.counters cascade')
  await admin.query(
    'delete from ledger.entries e where not exists (select from ledger.heads h where h.stream = e.stream)',
  )
  await admin.query('delete from ledger.positions where position > $1', [base])
}

async function bytesOf(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ bytes: string }>(
    'select sum(pg_total_relation_size(t::regclass))::text as bytes from unnest($1::text[]) t',
    [tables],
  )
  return Number(rows[0]?.bytes ?? 0)
}

const anyItem = { name: 'bench.any-item', text: 'select exists (select from work.items) as there' }
async function refuseUnlessEmpty(db: Database): Promise<void> {
  const [items] = await db.rows<{ there: boolean }>(anyItem, [])
  if (items?.there) throw new NotEmpty()
}

const staffMoves = {
  name: 'bench.staff-moves',
  text: `select exists (select from people.holdings where from_date > $1::date or to_date is not null) as moves`,
}

async function refuseChangingStaff(db: Database, since: Date): Promise<void> {
  const [row] = await db.rows<{ moves: boolean }>(staffMoves, [since])
  if (row?.moves) throw new StaffMoves()
}

export class NotEmpty extends Refusal {
  constructor() {
    super('NotEmpty', {
      vi: 'Cơ sở dữ liệu đã có hồ sơ; chỉ sinh dữ liệu vào cơ sở dữ liệu trống. Hãy đặt SAURO_DATA sang thư mục khác.',
      en: 'The database already holds dossiers; sets are generated into an empty one only. Point SAURO_DATA at another folder.',
    })
  }
}

export class StaffMoves extends Refusal {
  constructor() {
    super('StaffMoves', {
      vi: 'Nhân sự thay đổi trong khoảng thời gian sinh dữ liệu nên không gán việc được.',
      en: 'People change posts within the generated span, so lives cannot be cast by one list of holders.',
    })
  }
}

export class NobodyToFile extends Refusal {
  constructor() {
    super('NobodyToFile', {
      vi: 'Chưa có đơn vị đủ người hoặc thủ tục có hiệu lực suốt khoảng thời gian.',
      en: 'There is no unit with its posts filled, or no procedure in force throughout the span.',
    })
  }
}
