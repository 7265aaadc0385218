import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { installJobs, loadKeys, migrate, openDatabase, systemClock, type Config, type KeyRing } from '#kernel'
import { startSealer, startSequencer } from '#ledger'
import { ensurePostgres } from '../kernel/postgres/ensure.ts'
import { refuseUnlessFits } from './disk.ts'
import { generatorVersion, load, type Loaded } from './generate/load.ts'
import { prepareCity } from './prepare.ts'

/** A PostgreSQL for measuring, apart from any installation, and the generated sets it keeps as template databases. */
export interface Sets {
  folder: string
  keys: KeyRing
  /** Connection string of its owner, of no clone. */
  url: string
  /** Process of the server; undefined when it is not ours. */
  postmaster: number | undefined
  /** A database cloned from the set of that size, which is generated first when it is not there. */
  clone(items: number): Promise<{ url: string; generated: Loaded | undefined }>
  close(): Promise<void>
}

/** The bench's server is told apart in docs/performance.md from the demonstration's: more memory, longer between checkpoints. */
const settings = [
  'shared_buffers = 1GB',
  'max_wal_size = 16GB',
  'checkpoint_timeout = 30min',
  'max_connections = 120',
]
const cloneOf = (items: number): string => `sauro_bench_run_${items}`
export type Progress = (phase: string, done: number, of: number) => void

export async function openSets(
  config: Config,
  say: (line: string) => void,
  progress: Progress,
): Promise<Sets> {
  const folder = join(config.dataDir, 'bench')
  await mkdir(join(folder, 'run'), { recursive: true })
  const server =
    config.databaseUrl === '' ? await ensurePostgres({ dataDir: folder, log: say, settings }) : undefined
  const url = config.databaseUrl || server!.url
  const keys = await loadKeys(join(folder, 'keys.json'))
  const own = server !== undefined
  const cloned = new Set<string>()
  return {
    folder,
    keys,
    url,
    postmaster: server?.pid,
    async clone(items) {
      const name = `sauro_set_${items}_v${generatorVersion}_${hashOfSchema()}`
      const there = await asAdmin(url, (admin) => exists(admin, name))
      if (own) await refuseUnlessFits(folder, items, there ? 1 : 2)
      const generated = there
        ? undefined
        : await makeSet({ url, own, name, items, config, keys, say, progress })
      say(`cloning the set of ${items} items`)
      const cloneName = cloneOf(items)
      cloned.add(cloneName)
      await asAdmin(url, async (admin) => {
        await admin.query(`drop database if exists ${cloneName} with (force)`)
        await admin.query(`create database ${cloneName} template ${name} strategy file_copy`)
        await admin.query('checkpoint')
      })
      return { url: withDatabase(url, cloneName), generated }
    },
    async close() {
      for (const name of cloned)
        await asAdmin(url, (admin) => admin.query(`drop database if exists ${name} with (force)`))
      await server?.stop()
    },
  }
}

interface MakeSet {
  url: string
  own: boolean
  name: string
  items: number
  config: Config
  keys: KeyRing
  say: (line: string) => void
  progress: Progress
}

async function makeSet({ url, own, name, items, config, keys, say, progress }: MakeSet): Promise<Loaded> {
  const half = `${name}_half`
  const halfUrl = withDatabase(url, half)
  say(`generating a set of ${items} items; it is kept for the next time`)
  await asAdmin(url, async (admin) => {
    await admin.query(`drop database if exists ${half} with (force)`)
    await dropOutdated(admin, items)
    await admin.query(`create database ${half} template template0 encoding 'UTF8'`)
    if (own)
      for (const [setting, value] of careless) await admin.query(`alter system set ${setting} = ${value}`)
    await admin.query('select pg_reload_conf()')
  })
  try {
    await migrate(halfUrl)
    await installJobs(halfUrl)
    const db = openDatabase(halfUrl)
    const now = systemClock()
    await prepareCity({ db, keys, now }, config.city)
    const loaded = await load({
      db,
      adminUrl: halfUrl,
      keys,
      city: config.city,
      now,
      items,
      seed: 1,
      progress,
    })
    await settle(db, say)
    await db.close()
    await asAdmin(url, (admin) => admin.query(`alter database ${half} rename to ${name}`))
    return loaded
  } finally {
    await asAdmin(url, async (admin) => {
      if (own) for (const [setting] of careless) await admin.query(`alter system reset ${setting}`)
      await admin.query('select pg_reload_conf()')
      await admin.query('checkpoint')
    })
  }
}

/** Sets of that size for other tables or of another generator: nothing would read them again. */
async function dropOutdated(admin: pg.Client, items: number): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [`sauro_set_${items}_`],
  )
  for (const { name } of rows) await admin.query(`drop database ${name} with (force)`)
}

/** While a set is made, nothing would be lost in a crash but the set; a checkpoint with fsync on follows. */
const careless = [
  ['fsync', 'off'],
  ['full_page_writes', 'off'],
] as const

/** Numbers and seals what was generated, as the server would do it after its start. */
async function settle(db: ReturnType<typeof openDatabase>, say: (line: string) => void): Promise<void> {
  say('numbering and sealing the set')
  const log = (line: string, error?: unknown): void =>
    say(error instanceof Error ? `${line}: ${error.message}` : line)
  const sequencer = startSequencer({ db, log })
  const sealer = startSealer({ db, log, clock: systemClock, every_ms: 200, anchors: undefined })
  const rest = `select (select count(*) from ledger.entries) - (select coalesce(max(to_position), 0) from ledger.blocks) as rest`
  for (;;) {
    await sleep(1_000)
    const { rows } = await db.pool.query<{ rest: number }>(rest)
    if (rows[0]?.rest === 0) break
  }
  await sealer.stop()
  await sequencer.stop()
  await db.pool.query('select 1')
}

/** The environment of a server on a clone. */
export const settingsFor = (env: NodeJS.ProcessEnv, sets: Sets, url: string): NodeJS.ProcessEnv => ({
  ...env,
  ...settingsOn(url, sets.keys, join(sets.folder, 'run')),
})

/** Everything a measured server is told; `folder` takes its files and its anchors. */
export function settingsOn(url: string, keys: KeyRing, folder: string): NodeJS.ProcessEnv {
  const ring = Object.fromEntries(
    [...keys.keys].map(([id, key]) => [id, Buffer.from(key).toString('base64')]),
  )
  return {
    DATABASE_URL: url,
    SAURO_DATA: folder,
    SAURO_KEYS: JSON.stringify({ current: keys.current, keys: ring }),
    SAURO_ANCHORS: join(folder, `anchors-${process.pid}.jsonl`),
    SAURO_PORT: '0',
    SAURO_PUBLIC_URL: 'http://localhost',
    SAURO_LOG: 'error',
  }
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query('select from pg_database where datname = $1', [name])).rowCount === 1
}

/** A set made for other tables is another set. */
function hashOfSchema(): string {
  const folder = new URL('../../migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).toSorted()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(new URL(file, folder)))
  }
  return hash.digest('hex').slice(0, 8)
}

export async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url, application_name: 'sauro bench' })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
