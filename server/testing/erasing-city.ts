import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedProcedures } from '#catalogue'
import { makeToken, verbs } from '#identity'
import { installJobs, openDatabase, parseKeys, systemClock, uuidv7, type Context } from '#kernel'
import { addPerson, addPost, holdPost, installCity, loadUnits, readCity, today, type PostRole } from '#people'
import { testDatabase } from '../kernel/testing/database.ts'
import { disguises, everything } from '../kernel/testing/dump.ts'
import { servedCity, until, type Served } from './served.ts'

export interface Caller {
  headers: Record<string, string>
}

/** A served city as it is run (a process with every subscription and job, its log, its database, its folder of files) and who acts in it. */
export interface ErasingCity {
  city: Served
  cx: Context
  folder: string
  commune: string
  select<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  official(role: PostRole, unit: string): Promise<Caller>
  act(by: Caller, path: string, body: object): Promise<Record<string, unknown>>
  /** Waits until every subscription has followed every entry. */
  caughtUp(): Promise<void>
  /** Where one of the secrets can be read: in the database, in the log, in the folder. */
  readable(secrets: Record<string, string>): Promise<string[]>
  close(): Promise<void>
}

const ring = JSON.stringify({
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 1).toString('base64'), lookup: Buffer.alloc(32, 2).toString('base64') },
})

export async function erasingCity(): Promise<ErasingCity> {
  const start = systemClock()
  const database = await testDatabase()
  await installJobs(database.url)
  const folder = mkdtempSync(join(tmpdir(), 'sauro-erasure-'))
  const db = openDatabase(database.url, { connections: 4 })
  const cx: Context = { db, keys: parseKeys(ring), now: start, requestId: 'test' }
  await installCity(db, readCity('hcmc'))
  await seedProcedures(cx)
  const units = (await loadUnits(db)).at(today(start)).all()
  const city = await servedCity({
    DATABASE_URL: database.url,
    SAURO_DATA: folder,
    SAURO_KEYS: ring,
    SAURO_SEAL_S: '1',
    SAURO_LOG: 'debug',
  })
  await city.start()
  return {
    city,
    cx,
    folder,
    commune: units.find((unit) => unit.kind === 'commune')!.code,
    select: (text, values = []) => db.pool.query(text, values).then(({ rows }) => rows as never),
    official: (role, unit) => official(cx, role, unit),
    act: (by, path, body) => act(city, by, path, body),
    caughtUp: () => caughtUp(cx),
    readable: (secrets) => readable({ cx, city, folder }, secrets),
    async close() {
      await city.crash()
      await db.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function official(cx: Context, role: PostRole, unit: string): Promise<Caller> {
  const from = today(cx.now)
  const person = await addPerson(cx, { name: `Cán bộ ${role}` }, 'test')
  const name = { vi: role, en: role }
  const post = await addPost(cx, { unit, role, name, seats: 1, from, to: null } as never)
  await holdPost(cx, { post, person, kind: 'holds', decision: 'QĐ', from }, 'test')
  const { token } = await makeToken(cx, { label: role, of: { person }, verbs, days: 1 })
  return { headers: { authorization: `Bearer ${token}` } }
}

async function act(city: Served, by: Caller, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await city.call(path, {
    method: 'POST',
    headers: { ...by.headers, 'content-type': 'application/json', 'idempotency-key': uuidv7(systemClock()) },
    body: JSON.stringify(body),
  })
  return { status_http: answer.status, ...((await answer.json()) as object) }
}

async function caughtUp({ db }: Context): Promise<void> {
  await until(async () => {
    const { rows } = await db.pool.query<{ behind: boolean }>(
      `select (select count(*) from ledger.entries) > (select coalesce(max(position), 0) from ledger.positions)
           or exists (select from ledger.cursors where position < (select max(position) from ledger.positions))
           or (select count(*) from ledger.cursors) < 2 as behind`,
    )
    return rows[0]?.behind === false
  })
}

async function readable(
  { cx, city, folder }: Pick<ErasingCity, 'cx' | 'city' | 'folder'>,
  secrets: Record<string, string>,
): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && name !== 'keys.json')
    .map((name) => ({ place: `folder: ${name}`, text: readFileSync(join(folder, name)).toString('latin1') }))
  const all = [...(await everything(cx.db)), ...files, { place: 'log', text: city.log() }]
  return Object.entries(secrets).flatMap(([what, secret]) =>
    all
      .filter(({ text }) =>
        [...disguises(secret), Buffer.from(secret).toString('latin1')].some((form) => text.includes(form)),
      )
      .map(({ place }) => `${what} in ${place}`),
  )
}
