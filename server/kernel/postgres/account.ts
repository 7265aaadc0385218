import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { spawnSync } from 'node:child_process'
import { PostgresTrouble } from './trouble.ts'

/**
 * Under which operating-system user the database runs. `drop` means that we are root and change to it;
 * `named` is false for a uid without a passwd entry, which initdb refuses although the server itself runs.
 */
export type Account = { uid: number; gid: number; name: string; drop: boolean; named: boolean }

/** Root never runs the database itself: PostgreSQL refuses that, and we never add users to the machine. */
export function chooseAccount(passwdFile = '/etc/passwd', ownerOfCluster?: number): Account {
  const uid = process.getuid?.()
  const gid = process.getgid?.()
  if (uid === undefined || gid === undefined) return { uid: -1, gid: -1, name: '', drop: false, named: true }
  if (uid !== 0)
    return { uid, gid, name: ownName() ?? String(uid), drop: false, named: ownName() !== undefined }
  const known = readPasswd(passwdFile)
  if (ownerOfCluster !== undefined && ownerOfCluster !== 0) {
    const owner = known.find((entry) => entry.uid === ownerOfCluster)
    if (owner) return { ...owner, drop: true, named: true }
    return {
      uid: ownerOfCluster,
      gid: ownerOfCluster,
      name: String(ownerOfCluster),
      drop: true,
      named: false,
    }
  }
  const chosen =
    known.find((entry) => entry.name === 'postgres') ?? known.find((entry) => entry.name === 'nobody')
  if (chosen && chosen.uid !== 0) return { ...chosen, drop: true, named: true }
  throw new PostgresTrouble(
    'postgres.no-account',
    `PostgreSQL does not run as root, and ${passwdFile} knows neither "postgres" nor "nobody": start as an ordinary user, or set DATABASE_URL.`,
    `PostgreSQL không chạy bằng root, và ${passwdFile} không có "postgres" lẫn "nobody": hãy khởi động bằng người dùng thường hoặc đặt DATABASE_URL.`,
  )
}

/** The uid that owns an existing cluster, so that root keeps using the account that made it. */
export function ownerOf(cluster: string): number | undefined {
  return statSync(`${cluster}/PG_VERSION`, { throwIfNoEntry: false })?.uid
}

/** Whether the account may enter and read a directory; asked of the kernel itself, so that ACLs and mounts count. */
export function canReach(account: Account, path: string): boolean {
  if (!account.drop) return true
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -r .', 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    stdio: 'ignore',
    cwd: '/',
  })
  return asked.status === 0
}

/** Says whether a command is on the PATH, without running it. */
export function hasCommand(name: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], { stdio: 'ignore' }).status === 0
}

/** The command line that runs `argv` as the account; with `dieWithParent` kill -9 of Node stops it as Ctrl-C would. */
export function asAccount(account: Account, argv: string[], dieWithParent: boolean): string[] {
  const linux = process.platform === 'linux' && hasCommand('setpriv')
  if (!linux) return argv
  const drop = account.drop ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
  const tie = dieWithParent ? ['--pdeathsig', 'INT'] : []
  if (drop.length + tie.length === 0) return argv
  return ['setpriv', ...drop, ...tie, '--', ...argv]
}

function ownName(): string | undefined {
  try {
    return userInfo().username
  } catch (error) {
    // A uid that no passwd entry names, as in a container started with --user 1234.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

function readPasswd(file: string): { name: string; uid: number; gid: number }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}
