import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What the file `postmaster.pid` of a cluster says, after asking whether that process is really this database. */
export type Postmaster =
  | { state: 'none' }
  | { state: 'stale'; pid: number; why: string }
  | { state: 'live'; pid: number; port: number; ready: boolean }

export function readPostmaster(cluster: string, proc = '/proc'): Postmaster {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return { state: 'none' }
  const lines = readFileSync(file, 'utf8').split('\n')
  // A stand-alone backend (--single) writes its pid negative.
  const pid = Math.abs(Number(lines[0]))
  if (!Number.isSafeInteger(pid) || pid === 0)
    return { state: 'stale', pid: 0, why: 'the file names no process' }
  const why = whyNotPostgres(pid, cluster, proc)
  if (why !== undefined) return { state: 'stale', pid, why }
  return { state: 'live', pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' }
}

/** Whether a process exists and does work; a zombie, which `kill(pid, 0)` still finds, does not. */
export function isAlive(pid: number, proc = '/proc'): boolean {
  if (existsSync(join(proc, 'self', 'stat'))) {
    const stat = readStat(pid, proc)
    return stat !== undefined && !'ZX'.includes(stat.state)
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A process's start in clock ticks since boot (Linux), by which a number used twice is told apart. */
export function startOf(pid: number, proc = '/proc'): string {
  return readStat(pid, proc)?.started ?? ''
}

function whyNotPostgres(pid: number, cluster: string, proc: string): string | undefined {
  if (!isAlive(pid, proc)) {
    const zombie = readStat(pid, proc)?.state === 'Z'
    return zombie ? `process ${pid} is a zombie` : `process ${pid} no longer exists`
  }
  const stat = readStat(pid, proc)
  if (stat === undefined)
    return nameByPs(pid).includes('postgres') ? undefined : `process ${pid} is another program`
  if (!/^(postgres|postmaster)/.test(stat.comm)) return `process ${pid} is "${stat.comm}", not PostgreSQL`
  const home = workingDirectory(pid, proc)
  if (home !== undefined && home !== realpathSync(cluster))
    return `process ${pid} is the PostgreSQL of ${home}`
  return undefined
}

function readStat(pid: number, proc: string): { comm: string; state: string; started: string } | undefined {
  let text: string
  try {
    text = readFileSync(join(proc, String(pid), 'stat'), 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
  // The name stands in brackets and may hold brackets and blanks itself: the last bracket ends it.
  const close = text.lastIndexOf(')')
  const fields = text.slice(close + 2).split(' ')
  return { comm: text.slice(text.indexOf('(') + 1, close), state: fields[0] ?? '', started: fields[19] ?? '' }
}

function workingDirectory(pid: number, proc: string): string | undefined {
  try {
    return readlinkSync(join(proc, String(pid), 'cwd'))
  } catch (error) {
    // Only the owner and root may look; without the answer the name alone decides.
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') return undefined
    throw error
  }
}

function nameByPs(pid: number): string {
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}
