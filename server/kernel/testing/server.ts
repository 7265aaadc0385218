import { join } from 'node:path'
import { ensurePostgres, type Postgres } from '../postgres/ensure.ts'

/** The clone's own directory. */
export const ROOT = join(import.meta.dirname, '..', '..', '..')

/**
 * The PostgreSQL all tests share: `SAURO_TEST_POSTGRES` (any PostgreSQL ≥ 15, as a superuser) or an embedded one in
 * `.cache/test-postgres`, which a single test file started by hand leaves running for the next one.
 */
export async function testServer(stays = true): Promise<Pick<Postgres, 'url' | 'stop'>> {
  const url = process.env.SAURO_TEST_POSTGRES
  if (url) return { url, stop: () => Promise.resolve() }
  return ensurePostgres({
    dataDir: join(ROOT, '.cache', 'test-postgres'),
    stays,
    // Test data may be lost with the power; everything else is as in the product.
    settings: ['synchronous_commit = off', 'max_connections = 200', 'shared_buffers = 128MB'],
  })
}
