import { openDatabase, readConfig, systemClock, type Database, type KeyRing } from '#kernel'
import { sequencerLag, subscriptionLag } from '#ledger'
import { subscriptionNames } from '../../commands/background.ts'
import { openWorld } from '../generate/world.ts'
import type { Loaded } from '../generate/load.ts'
import { cpuBetween, describeMachine, readCpu, type CpuShares, type Machine } from '../machine.ts'
import { asAdmin, openSets, settingsFor, type Progress, type Sets } from '../sets.ts'
import { openConnection, type Connection } from './http-client.ts'
import { routesOf, type Route } from './officials.ts'
import { oneLifecycle, type Notify } from './one-lifecycle.ts'
import { scriptsOf, sendBare, type Script } from './record.ts'
import { startServer, type ServerProcess } from './servers.ts'
import { median, quantile, rounded, runWindow, type Window } from './windows.ts'

export interface LifecycleOptions {
  items: number
  rounds: number
  window_s: number
  connections: number
  notify: Notify
  cache: number
}

export interface LifecycleFigures {
  lifecycles_per_s: number
  bare_per_s: number
  ratio: number
  p50_ms: number
  p99_ms: number
  errors: number
  cached: { lifecycles_per_s: number; ratio: number; p50_ms: number; p99_ms: number } | undefined
  lag: { sequencer_ms: number; subscriptions: Record<string, number>; unsealed: number }
  cpu: Record<'http' | 'bare' | 'cached', CpuShares | undefined>
  rounds: Record<'http' | 'bare' | 'cached', number[]>
  units: number
  items: number
  generated: Loaded | undefined
  first_errors: string[]
  machine: Machine
  method: string
}

type Kind = 'http' | 'bare' | 'cached'
type Measured = Record<Kind, { window: Window; cpu: CpuShares }[]> & { lag: LifecycleFigures['lag'] }
const warmUp_s = 5
const recordings = 60

/** Full lifecycles over HTTP beside their own SQL sent bare by the same client, in turn. */
export async function benchLifecycle(
  options: LifecycleOptions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  progress: Progress,
): Promise<LifecycleFigures> {
  const sets = await openSets(readConfig(env), say, progress)
  const servers: ServerProcess[] = []
  try {
    const { url, generated } = await sets.clone(options.items)
    const settings = settingsFor(env, sets, url)
    const config = readConfig(settings)
    const db = openDatabase(url, { connections: options.connections, applicationName: 'sauro bench bare' })
    await skipGenerated(db, url)
    const world = await openWorld({
      db,
      keys: sets.keys,
      city: config.city,
      now: systemClock(),
      span_days: 280,
    })
    const routes = await routesOf(world, { db, keys: sets.keys, config })
    servers.push(await startServer(settings, true))
    if (options.cache > 0)
      servers.push(await startServer({ ...settings, SAURO_STATE_CACHE: String(options.cache) }, false))
    await untilNumbered(db, say)
    const measured = await measure(options, sets, servers, routes, db, say)
    const { lag } = measured
    const machine = await asAdmin(url, describeMachine)
    await db.close()
    return figures(options, measured, { lag, machine, units: routes.length, generated })
  } finally {
    for (const server of servers) await server.end()
    await sets.close()
  }
}

/** The subscriptions begin behind the set: nobody is told of dossiers that are generated. */
async function skipGenerated(db: Database, url: string): Promise<void> {
  await db.pool.query('select 1')
  await asAdmin(url, (admin) =>
    admin.query(
      `insert into ledger.cursors (subscription, position)
       select name, (select coalesce(max(position), 0) from ledger.positions) from unnest($1::text[]) name
       on conflict (subscription) do update set position = excluded.position`,
      [subscriptionNames],
    ),
  )
}

/** The first round of a sequencer in a cloned database looks at every entry once. */
async function untilNumbered(db: Database, say: (line: string) => void): Promise<void> {
  say('waiting for the sequencer to take up the clone')
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const { rows } = await db.pool.query<{ ready: boolean }>(
      'select snapshot is not null and cluster is not null as ready from ledger.sequencer',
    )
    quiet = rows[0]?.ready && (await sequencerLag(db, systemClock())).lag_ms === 0 ? quiet + 1 : 0
  }
}

async function measure(
  options: LifecycleOptions,
  sets: Sets,
  servers: ServerProcess[],
  routes: Route[],
  db: Database,
  say: (line: string) => void,
): Promise<Measured> {
  const runs = new Map<
    Kind,
    (worker: number, number: number, onReply: (ms: number) => void) => Promise<void>
  >()
  const open: Connection[] = []
  const [plain, cached] = servers
  for (const [kind, server] of [
    ['http', plain],
    ['cached', cached],
  ] as const) {
    if (!server) continue
    const connections = Array.from({ length: options.connections }, () =>
      openConnection(server.host, server.port),
    )
    open.push(...connections)
    runs.set(kind, (worker, number, onReply) =>
      oneLifecycle(connections[worker]!, routes[number % routes.length]!, number, options.notify, onReply),
    )
  }
  for (const run of runs.values()) await runWindow(warmUp_s, options.connections, run)
  const scripts = await recordScripts(plain!, runs.get('http')!, sets.keys)
  runs.set('bare', (_worker, number, onReply) =>
    bareOne(db, scripts[number % scripts.length]!, sets.keys, onReply),
  )
  await runWindow(warmUp_s, options.connections, runs.get('bare')!)
  const measured: Measured = { http: [], bare: [], cached: [], lag: await lagOf(db) }
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const kind of ['http', 'bare', 'cached'] as const) {
      const run = runs.get(kind)
      if (!run) continue
      const pids = servers.map((server) => server.pid)
      const before = readCpu(pids, sets.postmaster)
      const started = performance.now()
      const window = await runWindow(options.window_s, options.connections, run)
      const cpu = cpuBetween(before, readCpu(pids, sets.postmaster), (performance.now() - started) / 1000)
      measured[kind].push({ window, cpu })
      // Entries sent again bare tell the time of their recording, so lag is read right after a window over HTTP.
      if (kind === 'http') measured.lag = await lagOf(db)
      say(`round ${round} ${kind.padEnd(6)} ${rounded(window.per_s)}/s  ${JSON.stringify(cpu)}`)
    }
  }
  for (const connection of open) connection.close()
  return measured
}

/** One after the other, so that each statement's lifecycle is known. */
async function recordScripts(
  server: ServerProcess,
  run: (worker: number, number: number, onReply: (ms: number) => void) => Promise<void>,
  keys: KeyRing,
): Promise<Script[]> {
  const recorded = []
  for (let number = 0; number < recordings; number += 1)
    recorded.push(await server.record(() => run(0, number * 7, () => undefined)))
  return scriptsOf(recorded, keys)
}

async function bareOne(
  db: Database,
  script: Script,
  keys: KeyRing,
  onReply: (ms: number) => void,
): Promise<void> {
  const started = performance.now()
  await sendBare(db, script, keys)
  onReply((performance.now() - started) / 6)
}

async function lagOf(db: Database): Promise<LifecycleFigures['lag']> {
  const now = systemClock()
  const sequencer = await sequencerLag(db, now)
  const subscriptions = await subscriptionLag(db, now)
  const { rows } = await db.pool.query<{ unsealed: number }>(
    `select ((select max(position) from ledger.positions) - (select max(to_position) from ledger.blocks))::int as unsealed`,
  )
  return {
    sequencer_ms: rounded(sequencer.lag_ms, 0),
    subscriptions: Object.fromEntries(subscriptions.map((one) => [one.subscription, rounded(one.lag_ms, 0)])),
    unsealed: rows[0]?.unsealed ?? 0,
  }
}

const methodWords =
  'Closed loop: so many connections, each one lifecycle after another (submit, accept, two steps, result, return). Bare: the statements the server itself sent for such lifecycles, recorded, sent again under new ids through pg by the same client on as many connections. Windows alternate; medians of windows. Server, client and database on one machine; permits, sessions with CSRF, validation, ledger, sequencer, sealer and every subscription on throughout. The state cache is served by a second process on the same database.'

function figures(
  options: LifecycleOptions,
  measured: Measured,
  rest: Pick<LifecycleFigures, 'lag' | 'machine' | 'units' | 'generated'>,
): LifecycleFigures {
  const rates = (kind: Kind): number[] => measured[kind].map(({ window }) => window.per_s)
  const requests = (kind: Kind): number[] => measured[kind].flatMap(({ window }) => window.request_ms)
  const ratio = (kind: Kind): number => median(rates(kind).map((rate, index) => rate / rates('bare')[index]!))
  const errors = [measured.http, measured.bare, measured.cached].flatMap((all) =>
    all.flatMap(({ window }) => window.errors),
  )
  const cpu = (kind: Kind): CpuShares | undefined => middle(measured[kind])?.cpu
  return {
    lifecycles_per_s: rounded(median(rates('http'))),
    bare_per_s: rounded(median(rates('bare'))),
    ratio: rounded(ratio('http'), 2),
    p50_ms: rounded(median(requests('http'))),
    p99_ms: rounded(quantile(requests('http'), 0.99)),
    errors: errors.length,
    cached:
      measured.cached.length === 0
        ? undefined
        : {
            lifecycles_per_s: rounded(median(rates('cached'))),
            ratio: rounded(ratio('cached'), 2),
            p50_ms: rounded(median(requests('cached'))),
            p99_ms: rounded(quantile(requests('cached'), 0.99)),
          },
    cpu: { http: cpu('http'), bare: cpu('bare'), cached: cpu('cached') },
    rounds: {
      http: rates('http').map((rate) => rounded(rate)),
      bare: rates('bare').map((rate) => rounded(rate)),
      cached: rates('cached').map((rate) => rounded(rate)),
    },
    items: options.items,
    first_errors: errors.slice(0, 5),
    method: methodWords,
    ...rest,
  }
}

/** The window of the median rate. */
function middle<T extends { window: Window }>(windows: readonly T[]): T | undefined {
  return windows.toSorted((a, b) => a.window.per_s - b.window.per_s)[Math.floor((windows.length - 1) / 2)]
}
