import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { appLogin } from '../app-login.ts'
import { PostgresTrouble } from './trouble.ts'

/** What has to be remembered between two starts, in `postgres.json` (mode 0600) of the data directory. */
export type Kept = {
  password: string
  /** Of the application's own login; absent in files of before there was one. */
  appPassword?: string
  port?: number
  /**
   * Where the cluster lies; elsewhere than in the data directory when the account cannot reach that. In the file a
   * place inside is written relative, so that a moved clone finds its data.
   */
  cluster: string
  /** The process that will stop the server, with its start; absent when the server was meant to stay. */
  owner?: { pid: number; started: string }
}

export function readKept(dataDir: string): Kept | undefined {
  const file = join(dataDir, 'postgres.json')
  if (!existsSync(file)) return undefined
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    return { ...kept, cluster: resolve(dataDir, kept.cluster) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw notOurs(file)
    throw secretLost(file, String(error))
  }
}

/** Written whole or not at all: a full disk must not cost the password. */
export function writeKept(dataDir: string, kept: Kept): void {
  const file = join(dataDir, 'postgres.json')
  const half = `${file}.${process.pid}`
  const inside = kept.cluster.startsWith(`${dataDir}${sep}`)
  const cluster = inside ? relative(dataDir, kept.cluster) : kept.cluster
  writeFileSync(half, `${JSON.stringify({ ...kept, cluster }, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, file)
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

export function secretLost(file: string, why: string): PostgresTrouble {
  return new PostgresTrouble(
    'postgres.secret-lost',
    `${file} holds the database's password and cannot be used (${why}): bring it back from the backup, or move the cluster beside it away to begin anew.`,
    `${file} giữ mật khẩu cơ sở dữ liệu và không dùng được (${why}): khôi phục tệp từ bản sao lưu, hoặc chuyển thư mục dữ liệu đi để bắt đầu lại.`,
  )
}

export function clusterGone(file: string, cluster: string): PostgresTrouble {
  return new PostgresTrouble(
    'postgres.cluster-gone',
    `${file} says that the database is in ${cluster}, and nothing is there: bring it back from the backup, or remove that file to begin with an empty one.`,
    `${file} cho biết cơ sở dữ liệu ở ${cluster}, nhưng ở đó không có gì: khôi phục từ bản sao lưu, hoặc xóa tệp này để bắt đầu với cơ sở dữ liệu trống.`,
  )
}

function notOurs(file: string): PostgresTrouble {
  return new PostgresTrouble(
    'postgres.wrong-owner',
    `${file} belongs to another user: start as root or as the user who started it first, or choose another data directory.`,
    `${file} thuộc người dùng khác: khởi động bằng root hoặc người dùng đã chạy lần đầu, hoặc chọn thư mục dữ liệu khác.`,
  )
}

/** The superuser's connection string. */
export function urlOf(kept: Kept, port: number): string {
  return `postgres://sauro:${encodeURIComponent(kept.password)}@127.0.0.1:${port}/postgres`
}

/** The application's connection string; whoever migrates makes its role. */
export function appUrlOf(kept: Required<Pick<Kept, 'appPassword'>>, port: number): string {
  return `postgres://${appLogin}:${encodeURIComponent(kept.appPassword)}@127.0.0.1:${port}/postgres`
}
