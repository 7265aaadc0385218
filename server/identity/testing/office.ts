import {
  createHttp,
  namedUuid,
  openDatabase,
  readConfig,
  seal,
  type Context,
  type Database,
  type HttpServer,
  type KeyRing,
} from '#kernel'
import { loadUnits, type UnitTree } from '#people'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { authenticate, openIdentity, type Identity } from '../authenticate.ts'
import { routes } from '../routes.ts'

/** A small office for tests: one commune with a clerk and an official, one beside it with a leader, an administrator. */
export interface Office {
  db: Database
  keys: KeyRing
  units: UnitTree
  app: HttpServer
  identity: Identity
  /** What the clock says; a test moves it. */
  clock: { now: Date }
  cx(): Context
  close(): Promise<void>
}

export const who = (name: string): string => namedUuid(`test/${name}`)

export async function openOffice(more?: (app: HttpServer, identity: Identity) => void): Promise<Office> {
  const made: TestDatabase = await testDatabase()
  const db = openDatabase(made.url, { connections: 4 })
  const keys: KeyRing = {
    current: 'k',
    keys: new Map([
      ['k', new Uint8Array(32).fill(7)],
      ['lookup', new Uint8Array(32).fill(9)],
    ]),
  }
  await fill(db, keys)
  const units = await loadUnits(db)
  const clock = { now: new Date('2026-11-23T02:00:00.000Z') }
  const config = readConfig({ SAURO_DEMO: 'yes', SAURO_LOG: 'silent' })
  const app = await createHttp({ clock: () => clock.now, log: 'silent', secure: false })
  const identity = openIdentity({ db, keys, clock: () => clock.now, config, units })
  authenticate(app, identity)
  routes(app, identity)
  more?.(app, identity)
  return {
    db,
    keys,
    units,
    app,
    identity,
    clock,
    cx: () => ({ db, keys, now: clock.now, requestId: 'test' }),
    async close() {
      await app.close()
      await db.close()
      await made.close()
    },
  }
}

async function fill(db: Database, keys: KeyRing): Promise<void> {
  const units = [
    ['H29', null, 'city'],
    ['H29.1', 'H29', 'commune'],
    ['H29.1.2', 'H29.1', 'room'],
    ['H29.1.4', 'H29.1', 'commune-centre'],
    ['H29.14', 'H29', 'commune'],
  ]
  const people = [
    ['Nguyễn Thị Mai', 'clerk', 'H29.1.4'],
    ['Trần Văn Hòa', 'case-official', 'H29.1.2'],
    ['Lê Ánh', 'leader', 'H29.14'],
    ['Phạm Đức', 'it', 'H29'],
  ]
  await db.transaction(async (tx) => {
    for (const row of units)
      await tx.run(
        `insert into people.units (code, parent, kind, name_vi, name_en, hours, code_evidence, from_date)
         values ($1, $2, $3, $1, $1, 'office', 'unverified', '2025-07-01')`,
        row,
      )
    for (const [name, role, unit] of people) {
      const id = who(role!)
      await tx.run('insert into people.people (id, name) values ($1, $2)', [
        id,
        seal(keys, name!, `people.name:${id}`),
      ])
      await tx.run(
        `insert into people.posts (id, unit, role, name_vi, name_en, from_date) values ($1, $2, $3, $3, $3, '2025-07-01')`,
        [who(`post/${role}`), unit, role],
      )
      await tx.run(
        `insert into people.holdings (id, post, person, kind, decision, from_date) values ($1, $2, $3, 'holds', 'QĐ', '2025-07-01')`,
        [who(`holding/${role}`), who(`post/${role}`), id],
      )
    }
  })
}
