import { seedProcedures } from '#catalogue'
import type { Actor } from '#identity'
import { openDatabase, uuidv7, type Context, type Database, type KeyRing } from '#kernel'
import { installCity, loadUnits, readCity, type PostRole } from '#people'
import { testDatabase } from '../../kernel/testing/database.ts'
import { openOffice } from '../open.ts'
import type { Office } from '../office.ts'
import type { Filing } from '../filing.ts'
import { submit, type Submitted } from '../submit.ts'
import { perform } from '../perform.ts'
import type { Answer } from '../store.ts'
import { itemVerbs } from '../verbs.ts'
import type { Verb } from '../status.ts'

/** A city of one's own for a test: real database, real procedures, actors with posts. */
export interface TestCity {
  office: Office
  db: Database
  keys: KeyRing
  commune: string
  clerk: Actor
  official: Actor
  head: Actor
  cx(now: Date): Context
  file(now: Date, change?: Partial<Filing>, key?: string): Promise<Submitted>
  act(
    actor: Actor,
    verb: Verb,
    item: string,
    now: Date,
    body?: Record<string, unknown>,
    more?: { no?: number; version?: number; key?: string },
  ): Promise<Answer>
  close(): Promise<void>
}

/** In force when the procedures the clone carries are; a Tuesday morning in office hours. */
export const morning = new Date('2026-03-03T08:00:00+07:00')

let keysMade = 0

export async function testCity(): Promise<TestCity> {
  const database = await testDatabase()
  const db = openDatabase(database.url)
  const keys: KeyRing = {
    current: 'k1',
    keys: new Map([
      ['k1', new Uint8Array(32).fill(1)],
      ['lookup', new Uint8Array(32).fill(2)],
    ]),
  }
  const pack = readCity('hcmc')
  await installCity(db, pack)
  await seedProcedures({ db, now: morning, keys, requestId: 'test' })
  const tree = await loadUnits(db)
  const office = await openOffice({
    db,
    keys,
    tree,
    config: { city: 'hcmc', publicUrl: 'http://localhost' },
  })
  const commune = tree
    .at('2026-03-03')
    .all()
    .find((unit) => unit.kind === 'commune')!.code
  const actor = (role: PostRole, unit: string): Actor => {
    const id = uuidv7(new Date(morning.getTime() + (keysMade += 1)))
    return { kind: 'staff', id, name: role, posts: [{ id, unit, role }], session: null }
  }
  const newKey = (): string => uuidv7(new Date(morning.getTime() + (keysMade += 1)))
  const clerk = actor('clerk', commune)
  return {
    office,
    db,
    keys,
    commune,
    clerk,
    official: actor('case-official', commune),
    head: actor('unit-head', commune),
    cx: (now) => ({ db, now, keys, requestId: 'test' }),
    file: (now, change = {}, key = newKey()) =>
      submit(office, { actor: clerk, now, key, filing: { ...filing(commune), ...change } }),
    act: (by, verb, item, now, body = {}, more = {}) =>
      perform(
        office,
        itemVerbs.find((one) => one.verb === verb)!,
        { actor: by, now, key: more.key ?? newKey(), item, body, ...more },
      ),
    async close() {
      await db.close()
      await database.close()
    },
  }
}

export const procedureOfTests = '1.001193'

/** Registering a birth at the counter: the procedure every commune has. */
const filing = (commune: string): Filing => ({
  procedure: procedureOfTests,
  channel: 'direct',
  receivedAt: commune,
  applicant: { kind: 'citizen', name: 'Trần Văn Bảy', number: '079085001234', phone: '0901234567' },
  parts: [],
  notify: { channel: 'none' },
})
