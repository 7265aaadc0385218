import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installJobs, migrate, openDatabase, readConfig, systemClock, type KeyRing } from '#kernel'
import { verify } from '#ledger'
import { ensurePostgres, type Postgres } from '../kernel/postgres/ensure.ts'
import { dataWithCluster, remove } from '../kernel/testing/supervised.ts'
import { openWorld } from './generate/world.ts'
import { openConnection } from './lifecycle/http-client.ts'
import { routesOf, type Route } from './lifecycle/officials.ts'
import { oneLifecycle, type Acknowledged } from './lifecycle/one-lifecycle.ts'
import { startServer, type ServerProcess } from './lifecycle/servers.ts'
import { prepareCity } from './prepare.ts'
import { settingsOn } from './sets.ts'

// Real durability: a cluster of its own with fsync on, a server in a process of its own, both ended by SIGKILL under load.
const rounds = 5
const clients = 6
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', new Uint8Array(32).fill(1)],
    ['lookup', new Uint8Array(32).fill(2)],
  ]),
}
let folder: string
let postgres: Postgres
let routes: Route[]

before(async () => {
  folder = await dataWithCluster()
  postgres = await ensurePostgres({ dataDir: folder })
  await migrate(postgres.url)
  await installJobs(postgres.url)
  const db = openDatabase(postgres.url)
  const now = systemClock()
  await prepareCity({ db, keys, now }, 'hcmc', 'small')
  const world = await openWorld({ db, keys, city: 'hcmc', now, span_days: 200 })
  routes = await routesOf(world, { db, keys, config: readConfig(settings()) })
  await db.close()
})
after(async () => {
  await postgres.stop()
  remove(folder)
})

const settings = (): NodeJS.ProcessEnv => ({
  ...process.env,
  ...settingsOn(postgres.url, keys, folder),
  SAURO_SEAL_S: '1',
  SAURO_LOG: 'silent',
})

const anchors = (): string => settings()['SAURO_ANCHORS'] ?? ''

test('five crashes of server and database under load lose no acknowledged command', async () => {
  const acknowledged: Acknowledged[] = []
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServer(settings(), true)
    const before = acknowledged.length
    const load = loadOn(server, round, acknowledged)
    while (acknowledged.length < before + 60 || !existsSync(anchors())) await sleep(20)
    await sleep(round * 37)
    if (round % 2 === 0) {
      await server.crash()
      process.kill(postgres.pid, 'SIGKILL')
    } else {
      process.kill(postgres.pid, 'SIGKILL')
      await sleep(150)
      await server.crash()
    }
    await load.ended
    postgres = await ensurePostgres({ dataDir: folder })
    await nothingLost(acknowledged)
  }
  assert.ok(acknowledged.length >= rounds * 60)
})

/** Lifecycles side by side until their server is gone; what was answered is what was promised. */
function loadOn(
  server: ServerProcess,
  round: number,
  acknowledged: Acknowledged[],
): { ended: Promise<unknown> } {
  const worker = async (number: number): Promise<void> => {
    const connection = openConnection(server.host, server.port)
    for (let count = 0; ; count += 1) {
      const route = routes[(number + count) % routes.length]!
      const unique = round * 100_000 + number * 10_000 + count
      try {
        await oneLifecycle(
          connection,
          route,
          unique,
          'mix',
          () => undefined,
          (answer) => acknowledged.push(answer),
        )
      } catch (error) {
        assert.match((error as Error).message, /closed|ECONNRESET|ECONNREFUSED|EPIPE|: 500 /)
        if (/: 500 /.test((error as Error).message)) await sleep(50)
        else return
      }
    }
  }
  return { ended: Promise.all(Array.from({ length: clients }, (_, number) => worker(number))) }
}

async function nothingLost(acknowledged: readonly Acknowledged[]): Promise<void> {
  const db = openDatabase(postgres.url)
  try {
    const { rows } = await db.pool.query<{ key: string; item: string; version: number; reached: number }>(
      `select c.key, c.item, (c.answer ->> 'version')::int as version, i.version as reached
         from work.commands c join work.items i on i.id = c.item where c.key = any($1::uuid[])`,
      [acknowledged.map((one) => one.key)],
    )
    const kept = new Map(rows.map((row) => [row.key, row]))
    const lost = acknowledged.filter(({ key, id, version }) => {
      const row = kept.get(key)
      return row?.item !== id || row.version !== version || row.reached < version
    })
    assert.deepEqual(lost, [])
    const heads = await db.pool.query(
      `select i.id from work.items i left join ledger.entries e on e.stream = i.id and e.seq = i.seq
        where e.hash is distinct from i.head`,
    )
    assert.deepEqual(heads.rows, [])
    const gaps = await db.pool.query(
      `select c.unit, c.day, c.last from work.counters c
        where c.last <> (select count(*) from work.items i where i.code like c.unit || '-' || to_char(c.day, 'YYMMDD') || '-%')`,
    )
    assert.deepEqual(gaps.rows, [])
    const verdict = await verify(db, { anchors: anchors() })
    assert.deepEqual(verdict.broken, [])
    assert.ok(verdict.entries >= acknowledged.length)
  } finally {
    await db.close()
  }
}
