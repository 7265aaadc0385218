import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type pg from 'pg'

export interface Machine {
  cpu: string
  cores: number
  memory_gb: number
  node: string
  postgres: string
  settings: Record<string, string>
}

const named = [
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'synchronous_commit',
  'fsync',
  'full_page_writes',
]

export async function describeMachine(admin: pg.Client): Promise<Machine> {
  const { rows } = await admin.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from pg_settings where name = any($1)',
    [named],
  )
  const version = await admin.query<{ server_version: string }>('show server_version')
  return {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
    postgres: version.rows[0]?.server_version ?? '',
    settings: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
  }
}

/** CPU seconds so far: of processes we know, of the whole machine, and stolen by its host. */
export interface CpuSeconds {
  client: number
  server: number
  database: number
  busy: number
  steal: number
}

const ticks_per_s = 100

/** Empty where /proc is not there. `database` is a postmaster's process id, or undefined for one elsewhere. */
export function readCpu(servers: readonly number[], database: number | undefined): CpuSeconds {
  const { user, system } = process.cpuUsage()
  const client = (user + system) / 1e6
  if (!existsSync('/proc/stat')) return { client, server: 0, database: 0, busy: 0, steal: 0 }
  const whole = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).slice(1).map(Number)
  const [own = 0, nice = 0, kernel = 0, , , irq = 0, soft = 0, steal = 0] = whole
  const sum = (pids: readonly number[]): number => pids.reduce((total, pid) => total + cpuOf(pid), 0)
  return {
    client,
    server: sum(servers),
    database: database === undefined ? 0 : sum([database, ...childrenOf(database)]),
    busy: (own + nice + kernel + irq + soft) / ticks_per_s,
    steal: steal / ticks_per_s,
  }
}

export interface CpuShares {
  client_cores: number
  server_cores: number
  database_cores: number
  foreign_cores: number
  steal_cores: number
}

/** Cores busy on average between two readings; what nobody of ours used is foreign. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds, seconds: number): CpuShares {
  const cores = (of: (one: CpuSeconds) => number): number =>
    Math.round(((of(after) - of(before)) / seconds) * 100) / 100
  const ours = (one: CpuSeconds): number => one.client + one.server + one.database
  return {
    client_cores: cores((one) => one.client),
    server_cores: cores((one) => one.server),
    database_cores: cores((one) => one.database),
    foreign_cores: Math.max(
      0,
      cores((one) => one.busy - ours(one)),
    ),
    steal_cores: cores((one) => one.steal),
  }
}

/** User and system time of a process and of its children that have ended. */
function cpuOf(pid: number): number {
  const stat = statOf(pid)
  return stat === undefined
    ? 0
    : stat
        .slice(11, 15)
        .map(Number)
        .reduce((a, b) => a + b, 0) / ticks_per_s
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    return Number.isInteger(pid) && Number(statOf(pid)?.[1]) === parent ? [pid] : []
  })
}

/** Fields of /proc/PID/stat after the name: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    // It has ended between the listing and the reading.
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' ||
      (error as NodeJS.ErrnoException).code === 'ESRCH'
    )
      return undefined
    throw error
  }
}
