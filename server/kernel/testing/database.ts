import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { isAlive } from '../postgres/postmaster.ts'
import { testServer } from './server.ts'
import { ensureTemplate } from './template.ts'

export type TestDatabase = {
  /** Connection string of a superuser on this database alone. */
  url: string
  name: string
  /** Drops the database, ending whatever is still connected. */
  close(): Promise<void>
}

/** A fresh, migrated database for one test file; call `close` in `after`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer()
  const urlFor = (database: string): string => withDatabase(server.url, database)
  const name = `sauro_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asAdmin(server.url, async (admin) => {
    await sweep(admin)
    const template = await ensureTemplate(admin, urlFor)
    await admin.query(`create database ${name} template ${template}`)
  })
  const close = (): Promise<void> =>
    asAdmin(server.url, async (admin) => {
      await admin.query(`drop database if exists ${name} with (force)`)
    })
  return { url: urlFor(name), name, close }
}

/** Drops databases of test processes that ended without cleaning up. */
async function sweep(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database d
      where datname like 'sauro\\_test\\_%'
        and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)`,
  )
  for (const { datname } of rows) {
    if (isAlive(Number(datname.split('_')[2]))) continue
    await admin.query(`drop database if exists ${datname} with (force)`)
  }
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url })
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
