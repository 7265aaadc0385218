import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asAccount, hasCommand, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { PostgresTrouble, troubleFromLog } from './trouble.ts'

/**
 * Settings for a machine that also runs the application: at most 1 GB for everything in the demonstration. Later
 * lines of the cluster's postgresql.conf win over these.
 */
const SETTINGS = `# Written by sauro at every start; put your own settings below the include line of postgresql.conf.
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 128MB
max_connections = 100
min_wal_size = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_compression = on
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_checkpoints = off
log_line_prefix = '%m [%p] %q%u@%d '
`

/**
 * Makes a new cluster: UTF-8, Unicode letters by the built-in C.UTF-8 (the same on every machine; Vietnamese order is
 * asked for by collation), passwords by SCRAM. It is made beside and renamed, so a cluster that exists is complete.
 */
export function createCluster(account: Account, binaries: Binaries, cluster: string, password: string): void {
  const half = `${cluster}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(dirname(cluster), { recursive: true })
  mkdirSync(half, { mode: 0o700 })
  give(account, half)
  const secret = mkdtempSync(join(dirname(cluster), 'secret-'))
  try {
    const file = join(secret, 'password')
    writeFileSync(file, `${password}\n`, { mode: 0o600 })
    give(account, secret)
    give(account, file)
    runInitdb(account, binaries, half, file)
    // The first line, so that whatever an administrator adds to postgresql.conf has the last word.
    writeFileSync(join(half, 'postgresql.conf'), "include_if_exists = 'sauro.conf'\n")
    give(account, join(half, 'postgresql.conf'))
    renameSync(half, cluster)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw diskTrouble(error, cluster)
  } finally {
    rmSync(secret, { recursive: true, force: true })
  }
}

/** Writes the settings of this version, with `extra` lines (`name = value`) after them. */
export function writeSettings(account: Account, cluster: string, extra: string[]): void {
  const file = join(cluster, 'sauro.conf')
  try {
    writeFileSync(file, `${SETTINGS}${extra.map((line) => `${line}\n`).join('')}`, { mode: 0o600 })
    give(account, file)
  } catch (error) {
    throw diskTrouble(error, cluster)
  }
}

/** Makes an error of the file system one of ours when it is about room or rights. */
export function diskTrouble(error: unknown, where: string): unknown {
  if (error instanceof PostgresTrouble || !(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return troubleFromLog(`No space left on device (${error.message})`, where, 'postgres.disk-full')
  }
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return troubleFromLog(`Permission denied (${error.message})`, where, 'postgres.permission')
  }
  return error
}

function runInitdb(account: Account, binaries: Binaries, half: string, passwordFile: string): void {
  const argv = [
    ...[binaries.initdb, '-D', half, '--username=sauro', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', ...localeOptions(binaries)],
    '--no-instructions',
  ]
  const [command = '', ...rest] = account.named ? asAccount(account, argv, false) : underAName(account, argv)
  const done = spawnSync(command, rest, {
    encoding: 'utf8',
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(account.drop && command !== 'setpriv' ? { uid: account.uid, gid: account.gid } : {}),
  })
  if (done.status === 0) return
  const words = `${done.stdout ?? ''}\n${done.stderr ?? ''}\n${done.error ? String(done.error) : ''}`
  if (!account.named && !/No space left/.test(words)) throw noName(account, words)
  throw troubleFromLog(words, dirname(half), 'postgres.initdb-failed')
}

/** Before PostgreSQL 17 the letters of C.UTF-8 came from the C library only. */
function localeOptions(binaries: Binaries): string[] {
  if (Number.parseInt(binaries.version, 10) < 17) return ['--locale=C.UTF-8']
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

/** initdb refuses a uid that no passwd entry names; inside a user namespace the same files belong to `nobody`. */
function underAName(account: Account, argv: string[]): string[] {
  if (process.platform !== 'linux' || !hasCommand('unshare')) throw noName(account, '')
  return asAccount(
    account,
    ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--', ...argv],
    false,
  )
}

function noName(account: Account, log: string): PostgresTrouble {
  return new PostgresTrouble(
    'postgres.no-account',
    `The user id ${account.uid} has no entry in /etc/passwd, and this machine forbids user namespaces, so the cluster cannot be made: ` +
      'start once as root or as a user with an entry, or set DATABASE_URL.',
    `Mã người dùng ${account.uid} không có trong /etc/passwd và máy cấm user namespace nên không tạo được cơ sở dữ liệu: ` +
      'khởi động một lần bằng root hoặc người dùng có tên, hoặc đặt DATABASE_URL.',
    log.trim().split('\n').slice(-6).join('\n'),
  )
}

function give(account: Account, path: string): void {
  if (account.drop) chownSync(path, account.uid, account.gid)
}
