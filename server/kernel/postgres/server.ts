import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { asAccount, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive, readPostmaster } from './postmaster.ts'
import { troubleFromLog } from './trouble.ts'

export type Launch = {
  account: Account
  binaries: Binaries
  cluster: string
  port: number
  logFile: string
  /** Whether the server ends with this process, also when that is killed. */
  dieWithParent: boolean
}

const LOG_LIMIT_BYTES = 16_000_000

/** Starts the server and returns when it accepts connections; rejects with a `PostgresTrouble` when it gives up. */
export async function launch(what: Launch): Promise<ChildProcess> {
  if ((statSync(what.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) {
    renameSync(what.logFile, `${what.logFile}.1`)
  }
  const log = openSync(what.logFile, 'a', 0o600)
  const from = statSync(what.logFile).size
  const argv = [what.binaries.postgres, '-D', what.cluster, '-p', String(what.port)]
  argv.push('-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=')
  const [command = '', ...rest] = asAccount(what.account, argv, what.dieWithParent)
  const child = spawn(command, rest, {
    // Its own session: Ctrl-C in the terminal reaches us only, and we stop the database after the last request.
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(what.account.drop && command !== 'setpriv' ? { uid: what.account.uid, gid: what.account.gid } : {}),
  })
  closeSync(log)
  child.unref()
  let failure = ''
  child.once('error', (error) => (failure = String(error)))
  for (;;) {
    if (failure !== '' || child.exitCode !== null || child.signalCode !== null) {
      throw troubleFromLog(tail(what.logFile, from) + failure, what.cluster, 'postgres.start-failed')
    }
    const now = readPostmaster(what.cluster)
    if (now.state === 'live' && now.pid === child.pid && now.ready) return child
    await sleep(10)
  }
}

/** Fast shutdown: open transactions end, everything acknowledged is on disk. After 30 s the server is ended at once. */
export async function shutDown(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await goneWithin(pid, 30)) return
  signal(pid, 'SIGQUIT')
  await goneWithin(pid, 10)
}

/** Waits until a process is gone; false when it still works after the seconds given. */
export async function goneWithin(pid: number, seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 50; tries += 1) {
    if (!isAlive(pid)) return true
    await sleep(20)
  }
  return false
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function tail(file: string, from: number): string {
  return existsSync(file) ? readFileSync(file).subarray(from).toString('utf8') : ''
}
