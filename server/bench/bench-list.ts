import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, readConfig, stopwatch, systemClock, type Database } from '#kernel'
import { pageRows } from '#work'
import { openWorld, seatOf, type World } from './generate/world.ts'
import { openConnection, type Connection } from './lifecycle/http-client.ts'
import { signInOfficials, type SignedIn } from './lifecycle/officials.ts'
import { startServer, type ServerProcess } from './lifecycle/servers.ts'
import { median, quantile, rounded, runWindow } from './lifecycle/windows.ts'
import { cpuBetween, describeMachine, readCpu, type CpuShares, type Machine } from './machine.ts'
import { asAdmin, openSets, settingsFor, type Progress, type Sets } from './sets.ts'

interface ListOptions {
  items: number
  rounds: number
  window_s: number
  users: number
}

interface Times {
  p50_ms: number
  p99_ms: number
  /** Rows of a page, on average: a short page is a cheaper one, whatever the size of the set. */
  rows: number
}

export interface ListFigures {
  /** Of all lists, when each user thinks a moment between two lists. */
  median_ms: number
  /** The median at the whole size over that at a tenth of it. */
  ratio_to_tenth: number
  lists: Record<string, Times & { tenth: Times; ratio: number }>
  /** Without a moment between: the machine is full, so this tells how many lists it gives. */
  closed_loop: { median_ms: number; ratio_to_tenth: number; lists_per_s: number }
  users: number
  think_ms: number
  errors: number
  cpu: CpuShares | undefined
  machine: Machine
  method: string
}

const lists = {
  today: '/api/today?which=mine',
  queue: '/api/today?which=queue',
  items: '/api/items',
} as const
type ListName = keyof typeof lists
const names = Object.keys(lists) as ListName[]
type Pace = 'thinking' | 'closed'
type Measured = Record<Pace, Record<ListName, Asked[]>>
interface Asked {
  ms: number
  rows: number
}

/** Between two lists of one user: an official who opens five lists a second is quick. */
const think_ms = 200

/** One size: its server, and its users' connections. */
interface Side {
  server: ServerProcess
  connections: Connection[]
  users: Record<ListName, SignedIn[]>
  times: Measured
  /** Lists given without a moment between them, and in how long. */
  closed: { lists: number; ms: number }
  errors: string[]
}

/** Lists that officials open, by as many users as fit in a closed loop, at a size and at a tenth of it in turn. */
export async function benchList(
  options: ListOptions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  progress: Progress,
): Promise<ListFigures> {
  const sets = await openSets(readConfig(env), say, progress)
  const sides: Side[] = []
  try {
    for (const items of [options.items, Math.round(options.items / 10)])
      sides.push(await openSide(sets, items, options.users, env, progress, say))
    const [whole, tenth] = sides as [Side, Side]
    let cpu: CpuShares | undefined
    for (let round = 0; round <= options.rounds; round += 1) {
      const before = readCpu([whole.server.pid, tenth.server.pid], sets.postmaster)
      const started = performance.now()
      for (const side of sides)
        for (const pace of ['thinking', 'closed'] as const) await window(side, pace, options, round === 0)
      cpu = cpuBetween(
        before,
        readCpu([whole.server.pid, tenth.server.pid], sets.postmaster),
        (performance.now() - started) / 1000,
      )
      say(`round ${round}${round === 0 ? ' (warm-up)' : ''} ${JSON.stringify(cpu)}`)
    }
    const machine = await asAdmin(sets.url, describeMachine)
    return figures(options, whole, tenth, cpu, machine)
  } finally {
    for (const side of sides) {
      for (const connection of side.connections) connection.close()
      await side.server.end()
    }
    await sets.close()
  }
}

async function openSide(
  sets: Sets,
  items: number,
  users: number,
  env: NodeJS.ProcessEnv,
  _progress: Progress,
  say: (line: string) => void,
): Promise<Side> {
  const { url } = await sets.clone(items)
  await asAdmin(url, (admin) =>
    admin.query('vacuum (analyze) work.items, work.steps, work.parties, work.pauses'),
  )
  const settings = settingsFor(env, sets, url)
  const config = readConfig(settings)
  const db = openDatabase(url)
  const world = await openWorld({
    db,
    keys: sets.keys,
    city: config.city,
    now: systemClock(),
    span_days: 280,
  })
  const people = await usersOf(db, world, users)
  const signedIn = await signInOfficials({ db, keys: sets.keys, config }, [
    ...new Set(Object.values(people).flat()),
  ])
  const sessionsOf = (name: ListName): SignedIn[] => people[name].map((person) => signedIn.get(person)!)
  await db.close()
  const server = await startServer(settings, false)
  say(`${items} items: ${names.map((name) => `${people[name].length} officials for ${name}`).join(', ')}`)
  return {
    server,
    connections: Array.from({ length: users }, () => openConnection(server.host, server.port)),
    users: { today: sessionsOf('today'), queue: sessionsOf('queue'), items: sessionsOf('items') },
    times: { thinking: noTimes(), closed: noTimes() },
    closed: { lists: 0, ms: 0 },
    errors: [],
  }
}

const holders = {
  name: 'bench.holders',
  text: `select person, count(*)::int as open from work.steps where done_at is null and paused_at is null and person is not null
          group by person order by count(*) desc, person limit $1`,
}
const queues = {
  name: 'bench.queues',
  text: `select unit, role, count(*)::int as open from work.steps where done_at is null and paused_at is null and person is null
          group by unit, role order by count(*) desc, unit, role limit $1`,
}

/** Those whose list fills a page, as many as there are at that size: a page half empty would flatter it. */
const full = <Row extends { open: number }>(rows: readonly Row[]): readonly Row[] => {
  const found = rows.filter(({ open }) => open > pageRows)
  return found.length > 0 ? found : rows.slice(0, 1)
}

/** Who asks for which list: those with the most open steps, who work beside the longest queues, heads and clerks of communes. */
async function usersOf(db: Database, world: World, users: number): Promise<Record<ListName, string[]>> {
  const own = await db.rows<{ person: string; open: number }>(holders, [users])
  const waiting = await db.rows<{ unit: string; role: string; open: number }>(queues, [users])
  const beside = full(waiting).map(({ unit, role }) => world.seats.get(seatOf(unit, role))?.ids ?? [])
  const longest = Math.max(...beside.map((ids) => ids.length))
  const inTurn = Array.from({ length: longest }, (_, at) => beside.flatMap((ids) => ids[at] ?? [])).flat()
  const communes = world.receivers.filter(({ commune }) => commune)
  return {
    today: full(own).map(({ person }) => person),
    queue: inTurn.slice(0, users),
    items: communes
      .slice(0, users)
      .flatMap(
        ({ unit }, at) => world.seats.get(seatOf(unit, at % 2 === 0 ? 'clerk' : 'unit-head'))?.ids[0] ?? [],
      ),
  }
}

const noTimes = (): Record<ListName, Asked[]> => ({ today: [], queue: [], items: [] })

async function window(
  side: Side,
  pace: Pace,
  { window_s, users }: ListOptions,
  warmUp: boolean,
): Promise<void> {
  const elapsed = stopwatch()
  const ran = await runWindow(window_s / 4, users, async (worker, number) => {
    if (pace === 'thinking') await sleep(think_ms * (0.5 + Math.random()))
    const name = names[number % names.length]!
    const user = side.users[name][worker % side.users[name].length]!
    const took = stopwatch()
    const { status, body } = await side.connections[worker]!.send('GET', lists[name], user)
    if (status !== 200) throw new Error(`${lists[name]}: ${status} ${body.slice(0, 200)}`)
    const ms = took()
    const { rows } = JSON.parse(body) as { rows: unknown[] }
    if (!warmUp) side.times[pace][name].push({ ms, rows: rows.length })
  })
  side.errors.push(...ran.errors)
  if (warmUp || pace === 'thinking') return
  side.closed.lists += ran.lifecycles
  side.closed.ms += elapsed()
}

const methodWords =
  'Each user asks for one list after another (own open steps, queue, items in sight), as an official whose list fills a page, over HTTP with a session, on one kept connection, and thinks 100 to 300 ms between two; the closed loop is the same without a thought. Two servers on two databases, a size and a tenth of it, measured in turn; both vacuumed before. Medians of all requests.'

function figures(
  options: ListOptions,
  whole: Side,
  tenth: Side,
  cpu: CpuShares | undefined,
  machine: Machine,
): ListFigures {
  const ms = (asked: readonly Asked[]): number[] => asked.map((one) => one.ms)
  const timesOf = (asked: readonly Asked[]): Times => ({
    p50_ms: rounded(median(ms(asked))),
    p99_ms: rounded(quantile(ms(asked), 0.99)),
    rows: rounded(asked.reduce((sum, { rows }) => sum + rows, 0) / asked.length),
  })
  const all = (side: Side, pace: Pace): number => median(names.flatMap((name) => ms(side.times[pace][name])))
  return {
    median_ms: rounded(all(whole, 'thinking')),
    ratio_to_tenth: rounded(all(whole, 'thinking') / all(tenth, 'thinking'), 2),
    lists: Object.fromEntries(
      names.map((name) => {
        const [here, there] = [whole.times.thinking[name], tenth.times.thinking[name]]
        const ratio = rounded(median(ms(here)) / median(ms(there)), 2)
        return [name, { ...timesOf(here), tenth: timesOf(there), ratio }]
      }),
    ),
    closed_loop: {
      median_ms: rounded(all(whole, 'closed')),
      ratio_to_tenth: rounded(all(whole, 'closed') / all(tenth, 'closed'), 2),
      lists_per_s: rounded(whole.closed.lists / (whole.closed.ms / 1000)),
    },
    users: options.users,
    think_ms,
    errors: whole.errors.length + tenth.errors.length,
    cpu,
    machine,
    method: methodWords,
  }
}
