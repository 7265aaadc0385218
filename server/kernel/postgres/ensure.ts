import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { canReach, chooseAccount, ownerOf, type Account } from './account.ts'
import { adopt, type Adopted } from './adopt.ts'
import { reachableBinaries, SYSTEM_HOME, type Binaries } from './binaries.ts'
import { createCluster, diskTrouble, writeSettings } from './cluster.ts'
import {
  appUrlOf,
  clusterGone,
  newPassword,
  readKept,
  secretLost,
  urlOf,
  writeKept,
  type Kept,
} from './keep.ts'
import { withLock } from './lock.ts'
import { choosePort } from './port.ts'
import { readPostmaster, startOf } from './postmaster.ts'
import { launch, shutDown } from './server.ts'
import { PostgresTrouble } from './trouble.ts'

export type EnsureOptions = {
  /** Directory for the cluster, the kept password and port, and the server's log; made when absent. */
  dataDir: string
  /** Receives sentences worth showing: another port, a cleared leftover, a place elsewhere. */
  log?: (line: string) => void
  /** The server stays when this process ends, for the next one to adopt. */
  stays?: boolean
  /** Lines `name = value` after our own settings. */
  settings?: string[]
  /** Where users are looked up when we are root. */
  passwdFile?: string
  /** Where binaries and data go when the account cannot enter the clone. */
  systemHome?: string
  /** Another server's programs than those npm brought. */
  binaries?: Binaries
}

export type Postgres = {
  /** Connection string of the superuser, on 127.0.0.1. */
  url: string
  /** Connection string of the application's own login, which `letAppIn` makes. */
  appUrl: string
  /** Whether the server was already there, started by another process. */
  adopted: boolean
  pid: number
  /** Stops the server when this process started it (or its owner is dead), else does nothing. */
  stop: () => Promise<void>
}

/** Starts the embedded PostgreSQL, or adopts the one that is running; rejects with a `PostgresTrouble`. */
export async function ensurePostgres(options: EnsureOptions): Promise<Postgres> {
  try {
    mkdirSync(options.dataDir, { recursive: true })
  } catch (error) {
    throw diskTrouble(error, options.dataDir)
  }
  const dataDir = realpathSync(options.dataDir)
  return withLock(dataDir, () => ensureLocked({ ...options, dataDir }))
}

async function ensureLocked(options: EnsureOptions): Promise<Postgres> {
  const say = options.log ?? (() => undefined)
  const { dataDir } = options
  const kept = withAppPassword(dataDir, readKept(dataDir))
  const cluster = kept?.cluster ?? join(dataDir, 'postgres')
  const exists = existsSync(join(cluster, 'PG_VERSION'))
  // A port is kept from the first start on, so this was a working database and not a first start that was cut off.
  if (!exists && kept?.port !== undefined) throw clusterGone(join(dataDir, 'postgres.json'), cluster)
  if (exists && !kept) throw secretLost(join(dataDir, 'postgres.json'), 'it is gone')
  if (exists && kept) {
    const running = await adopt(cluster, kept, say)
    if (running) return hold(running, dataDir, kept, options)
  }
  const account = chooseAccount(options.passwdFile, exists ? ownerOf(cluster) : undefined)
  refuseForeign(account, cluster)
  const home = options.systemHome ?? SYSTEM_HOME
  const binaries = options.binaries ?? reachableBinaries(account, home, say)
  const ready = exists && kept ? kept : prepare(account, binaries, dataDir, home, say)
  if (exists && !canReach(account, cluster)) throw unreachable(account, cluster)
  return start(account, binaries, ready, { ...options, log: say })
}

type KeptWithApp = Kept & { appPassword: string }

/** A file of before the application had its own login gets its password now. */
function withAppPassword(dataDir: string, kept: Kept | undefined): KeptWithApp | undefined {
  if (!kept) return undefined
  if (kept.appPassword !== undefined) return { ...kept, appPassword: kept.appPassword }
  const now = { ...kept, appPassword: newPassword() }
  writeKept(dataDir, now)
  return now
}

function prepare(
  account: Account,
  binaries: Binaries,
  dataDir: string,
  home: string,
  say: (line: string) => void,
): KeptWithApp {
  let place = dataDir
  if (!canReach(account, dataDir)) {
    mkdirSync(home, { recursive: true, mode: 0o755 })
    place = mkdtempSync(join(home, 'data-'))
    chmodSync(place, 0o755)
    say(`The user "${account.name}" cannot enter ${dataDir}: the database is kept in ${place}.`)
  }
  const kept = { password: newPassword(), appPassword: newPassword(), cluster: join(place, 'postgres') }
  try {
    writeKept(dataDir, kept)
    createCluster(account, binaries, kept.cluster, kept.password)
  } catch (error) {
    rmSync(join(dataDir, 'postgres.json'), { force: true })
    throw diskTrouble(error, dataDir)
  }
  return kept
}

async function start(
  account: Account,
  binaries: Binaries,
  kept: KeptWithApp,
  options: EnsureOptions,
): Promise<Postgres> {
  const say = options.log ?? (() => undefined)
  const { dataDir, stays = false } = options
  writeSettings(account, kept.cluster, options.settings ?? [])
  let wanted = kept.port
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(wanted, kept.cluster, say)
    const { password, appPassword, cluster } = kept
    const now: KeptWithApp = { password, appPassword, cluster, port }
    if (!stays) now.owner = { pid: process.pid, started: startOf(process.pid) }
    try {
      writeKept(dataDir, now)
      const logFile = join(dirname(kept.cluster), 'postgres.log')
      const what = { account, binaries, cluster: kept.cluster, port, logFile, dieWithParent: !stays }
      const child = await launch(what)
      const pid = child.pid ?? 0
      return {
        url: urlOf(now, port),
        appUrl: appUrlOf(now, port),
        adopted: false,
        pid,
        stop: () => (stays ? Promise.resolve() : shutDown(pid)),
      }
    } catch (error) {
      const again = error instanceof PostgresTrouble && attempt < 5 && worthAnother(error)
      if (!again) throw diskTrouble(error, kept.cluster)
      wanted = port
      await sleep(300 * attempt)
    }
  }
}

/** A port lost in a race, or backends of a killed postmaster that are still leaving. */
function worthAnother(trouble: PostgresTrouble): boolean {
  return trouble.code === 'postgres.port-taken' || /shared memory block .* still in use/.test(trouble.log)
}

function hold(running: Adopted, dataDir: string, kept: KeptWithApp, options: EnsureOptions): Postgres {
  const inherit = running.orphan && !options.stays
  if (inherit) writeKept(dataDir, { ...kept, owner: { pid: process.pid, started: startOf(process.pid) } })
  const stop = async (): Promise<void> => {
    // Asked again, because the number may belong to another process by now.
    const now = readPostmaster(kept.cluster)
    if (inherit && now.state === 'live' && now.pid === running.pid) await shutDown(running.pid)
  }
  const [url, appUrl] = [urlOf(kept, running.port), appUrlOf(kept, running.port)]
  return { url, appUrl, adopted: true, pid: running.pid, stop }
}

function refuseForeign(account: Account, cluster: string): void {
  const owner = ownerOf(cluster)
  if (owner === undefined || account.uid === -1 || owner === account.uid) return
  throw new PostgresTrouble(
    'postgres.wrong-owner',
    `${cluster} belongs to user id ${owner}, and this is user id ${account.uid}: start as root or as that user, or give the directory away with "chown -R".`,
    `${cluster} thuộc người dùng số ${owner}, còn đây là người dùng số ${account.uid}: khởi động bằng root hoặc người dùng đó, hoặc dùng "chown -R".`,
  )
}

function unreachable(account: Account, cluster: string): PostgresTrouble {
  return new PostgresTrouble(
    'postgres.permission',
    `The user "${account.name}", who owns ${cluster}, can no longer enter it: open the directories above with "chmod o+x".`,
    `Người dùng "${account.name}", chủ của ${cluster}, không còn vào được thư mục: mở các thư mục phía trên bằng "chmod o+x".`,
  )
}
