import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePostgres, type Postgres } from '../kernel/postgres/ensure.ts'
import { ROOT } from '../kernel/testing/server.ts'

const BIN = '/usr/lib/postgresql/15/bin'

/** Debian's PostgreSQL 15 on a cluster of its own for the tests, where that is installed. */
export async function olderPostgres(): Promise<Postgres | undefined> {
  if (!existsSync(join(BIN, 'postgres'))) return undefined
  return ensurePostgres({
    dataDir: join(ROOT, '.cache', 'test-postgres-15'),
    binaries: { postgres: join(BIN, 'postgres'), initdb: join(BIN, 'initdb'), version: '15' },
    settings: ['synchronous_commit = off', 'max_connections = 200', 'shared_buffers = 128MB'],
  })
}
