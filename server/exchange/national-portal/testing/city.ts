import { seedProcedures } from '#catalogue'
import { authenticate, makeToken, openIdentity, type Actor } from '#identity'
import {
  createHttp,
  namedUuid,
  openDatabase,
  readConfig,
  type Context,
  type HttpServer,
  type KeyRing,
} from '#kernel'
import { installCity, loadUnits, readCity } from '#people'
import { itemVerbs, openOffice, perform, type Office } from '#work'
import { testDatabase } from '../../../kernel/testing/database.ts'
import { nationalRoutes } from '../routes.ts'

export const morning = new Date('2026-03-03T08:00:00+07:00')

/** A city with the portal's door open, two communes and a clerk in the first. */
export interface PortalCity {
  office: Office
  app: HttpServer
  commune: string
  other: string
  token(unit: string): Promise<string>
  act(verb: string, item: string, at: Date): Promise<unknown>
  close(): Promise<void>
}

export async function portalCity(): Promise<PortalCity> {
  const database = await testDatabase()
  const db = openDatabase(database.url)
  const key = new Uint8Array(32).fill(1)
  const keys: KeyRing = {
    current: 'k1',
    keys: new Map([
      ['k1', key],
      ['lookup', key],
    ]),
  }
  const cx: Context = { db, now: morning, keys, requestId: 'test' }
  await installCity(db, readCity('hcmc'))
  await seedProcedures(cx)
  const tree = await loadUnits(db)
  const office = await openOffice({ db, keys, tree, config: { city: 'hcmc', publicUrl: 'http://localhost' } })
  const communes = tree.at('2026-03-03').all()
  const [commune, other] = communes.filter((unit) => unit.kind === 'commune').map((unit) => unit.code)
  const app = await createHttp({ clock: () => morning, log: 'silent', secure: false })
  const config = readConfig({ SAURO_LOG: 'silent' })
  authenticate(app, openIdentity({ db, keys, clock: () => morning, config, units: tree }))
  nationalRoutes(app, office)
  const id = namedUuid('test/clerk')
  const post = { id, unit: commune!, role: 'clerk' as const }
  const clerk: Actor = { kind: 'staff', id, name: 'clerk', posts: [post], session: null }
  return {
    office,
    app,
    commune: commune!,
    other: other!,
    token: async (unit) =>
      (await makeToken(cx, { label: 'cổng', of: { unit }, verbs: ['work.submit'], days: 1 })).token,
    act: (verb, item, at) =>
      perform(
        office,
        itemVerbs.find((one) => one.verb === verb)!,
        {
          actor: clerk,
          now: at,
          key: namedUuid(`${verb}/${item}`),
          item,
          body: {},
        },
      ),
    async close() {
      await app.close()
      await db.close()
      await database.close()
    },
  }
}
