import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, readConfig, stopwatch, systemClock, type Database } from '#kernel'
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
type Measured = Record<Pace, Record<ListName, number[]>>

/** Between two lists of one user: an official who opens five lists a second is quick. */
const think_ms = 200

/** One size: its server, and its users' connections. */
interface Side {
  server: ServerProcess
  connections: Connection[]
  users: SignedIn[]
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
  const people = await busyPeople(db, world, users)
  const signedIn = await signInOfficials({ db, keys: sets.keys, config }, people)
  await db.close()
  const server = await startServer(settings, false)
  say(`${items} items: ${people.length} officials`)
  return {
    server,
    connections: Array.from({ length: users }, () => openConnection(server.host, server.port)),
    users: people.map((person) => signedIn.get(person)!),
    times: { thinking: noTimes(), closed: noTimes() },
    closed: { lists: 0, ms: 0 },
    errors: [],
  }
}

const holders = {
  name: 'bench.holders',
  text: `select person, count(*)::int as open from work.steps where done_at is null and paused_at is null and person is not null
          group by person order by count(*) desc`,
}

/** Three in four have the most open steps of all officials of both sizes; the others are heads and clerks of communes. */
async function busyPeople(db: Database, world: World, users: number): Promise<string[]> {
  const busy = await db.rows<{ person: string }>(holders, [])
  const most = busy.slice(0, Math.ceil(users * 0.75)).map((row) => row.person)
  const rest = world.receivers
    .filter(({ commune }) => commune)
    .flatMap(
      ({ unit }, index) =>
        world.seats.get(seatOf(unit, index % 2 === 0 ? 'clerk' : 'unit-head'))?.ids[0] ?? [],
    )
  return [...new Set([...most, ...rest])].slice(0, users)
}

const noTimes = (): Record<ListName, number[]> => ({ today: [], queue: [], items: [] })

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
    const user = side.users[worker % side.users.length]!
    const took = stopwatch()
    const { status, body } = await side.connections[worker]!.send('GET', lists[name], user)
    if (status !== 200) throw new Error(`${lists[name]}: ${status} ${body.slice(0, 200)}`)
    if (!warmUp) side.times[pace][name].push(took())
  })
  side.errors.push(...ran.errors)
  if (warmUp || pace === 'thinking') return
  side.closed.lists += ran.lifecycles
  side.closed.ms += elapsed()
}

const methodWords =
  'Each user asks for one list after another (own open steps, queue, items in sight) over HTTP with a session, on one kept connection, and thinks 100 to 300 ms between two; the closed loop is the same without a thought. Two servers on two databases, a size and a tenth of it, measured in turn; both vacuumed before. Medians of all requests.'

function figures(
  options: ListOptions,
  whole: Side,
  tenth: Side,
  cpu: CpuShares | undefined,
  machine: Machine,
): ListFigures {
  const timesOf = (values: readonly number[]): Times => ({
    p50_ms: rounded(median(values)),
    p99_ms: rounded(quantile(values, 0.99)),
  })
  const all = (side: Side, pace: Pace): number => median(names.flatMap((name) => side.times[pace][name]))
  return {
    median_ms: rounded(all(whole, 'thinking')),
    ratio_to_tenth: rounded(all(whole, 'thinking') / all(tenth, 'thinking'), 2),
    lists: Object.fromEntries(
      names.map((name) => {
        const [here, there] = [whole.times.thinking[name], tenth.times.thinking[name]]
        const ratio = rounded(median(here) / median(there), 2)
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
