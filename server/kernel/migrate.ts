import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('../../migrations/', import.meta.url)
const lockKey = 6_606_001

export interface Migration {
  name: string
  sql: string
  sha256: string
}

/** All migrations in order. Their names say number and context: `0002-ledger.sql`. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings the database up to date, forward only, each migration in its own transaction. A migration that was run and has changed
 * since is refused: history is not edited. Gives the names that were run now.
 */
export async function migrate(url: string, log: (line: string) => void = () => undefined): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sauro migrate',
    options: '-c timezone=UTC',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(`create schema if not exists kernel`)
    await client.query(
      `create table if not exists kernel.migrations (name text primary key, sha256 text not null, run_at timestamptz not null default now())`,
    )
    const done = new Map(
      (
        await client.query<{ name: string; sha256: string }>('select name, sha256 from kernel.migrations')
      ).rows.map((row) => [row.name, row.sha256]),
    )
    const run: string[] = []
    for (const migration of await readMigrations()) {
      const known = done.get(migration.name)
      if (known === migration.sha256) continue
      if (known !== undefined) throw new ChangedMigration(migration.name)
      await runOne(client, migration)
      run.push(migration.name)
      log(migration.name)
    }
    return run
  } finally {
    await client.end()
  }
}

export class ChangedMigration extends Error {
  constructor(name: string) {
    super(
      `migrations/${name} was already run on this database and has changed since. Put it back as it was and write a new migration instead.`,
    )
    this.name = 'ChangedMigration'
  }
}

async function runOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into kernel.migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migrations/${migration.name} failed: ${(error as Error).message}`, { cause: error })
  }
}
