import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { ROOT } from './server.ts'

// Any fixed number: the tests of every clone on one server queue on it while a template is made.
const LOCK = 7_205_759

/** Name of the migrated database that test databases are cloned from; made by the first who needs it. */
export async function ensureTemplate(
  admin: pg.Client,
  urlFor: (database: string) => string,
): Promise<string> {
  const name = `sauro_template_${hashOfMigrations()}`
  await admin.query('select pg_advisory_lock($1)', [LOCK])
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await make(admin, name, urlFor)
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK])
  }
  return name
}

async function make(admin: pg.Client, name: string, urlFor: (database: string) => string): Promise<void> {
  const half = `${name}_half`
  await admin.query(`drop database if exists ${half} with (force)`)
  await admin.query(`create database ${half} template template0 encoding 'UTF8' ${await localeClause(admin)}`)
  const { migrate } = (await import(migrateModule)) as { migrate: (url: string) => Promise<void> }
  await migrate(urlFor(half))
  await admin.query(`alter database ${half} rename to ${name}`)
  await dropOldTemplates(admin)
}

/** A few are kept: a run on an earlier state of the migrations may be about to clone its own. */
async function dropOldTemplates(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'sauro\\_template\\_%' order by oid desc offset 6`,
  )
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname}`)
}

/** The same letters as the embedded server's: Unicode by code point, whatever the outside server was made with. */
async function localeClause(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  )
  if ((rows[0]?.version ?? 0) >= 170_000) return "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'"
  return "locale 'C.UTF-8'"
}

const migrateModule = new URL('../migrate.ts', import.meta.url).href

/** Migrations and the code that applies them: another content is another template. */
function hashOfMigrations(): string {
  const hash = createHash('sha256')
  const directory = join(ROOT, 'migrations')
  for (const name of readdirSync(directory).toSorted()) {
    if (name.endsWith('.sql')) hash.update(`${name}\0`).update(readFileSync(join(directory, name)))
  }
  const code = new URL(migrateModule)
  if (existsSync(code)) hash.update(readFileSync(code))
  return hash.digest('hex').slice(0, 16)
}
