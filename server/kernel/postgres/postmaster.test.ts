import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { needs } from '../testing/needs.ts'
import { dataWithCluster, emptyDirectory, remove } from '../testing/supervised.ts'
import { ensurePostgres } from './ensure.ts'
import { isAlive, readPostmaster } from './postmaster.ts'

/** Starts over a `postmaster.pid` that names `pid`, and gives what was said about it. */
async function startOver(pid: number): Promise<string[]> {
  const dataDir = await dataWithCluster()
  const said: string[] = []
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), pidFile(pid, join(dataDir, 'postgres')))
  const made = await ensurePostgres({ dataDir, log: (line) => said.push(line) })
  assert.equal(made.adopted, false)
  await made.stop()
  remove(dataDir)
  return said
}

function pidFile(pid: number, cluster: string): string {
  return `${pid}\n${cluster}\n1760000000\n15999\n\n127.0.0.1\n  1234567        99\nready   \n`
}

async function zombie(): Promise<{ pid: number; end: () => void }> {
  // The shell becomes a program that never asks after its child, so the dead child keeps its number.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0.05 & exec sleep 60'], { stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(30)
    const pid = readdirSync('/proc')
      .map(Number)
      .find((number) => isZombieOf(number, parent.pid ?? 0))
    if (pid !== undefined) return { pid, end: () => parent.kill() }
  }
  parent.kill()
  throw new Error('no zombie appeared within three seconds')
}

function isZombieOf(pid: number, parent: number): boolean {
  const file = `/proc/${pid}/stat`
  if (Number.isNaN(pid) || !existsSync(file)) return false
  try {
    const [state, ppid] = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return state === 'Z' && Number(ppid) === parent
  } catch (error) {
    // It ended between the two looks.
    if (
      (error as NodeJS.ErrnoException).code === 'ESRCH' ||
      (error as NodeJS.ErrnoException).code === 'ENOENT'
    )
      return false
    throw error
  }
}

test('the file of a process that no longer exists is cleared', async () => {
  const gone = spawn('/bin/sh', ['-c', 'exit'])
  await new Promise((resolve) => gone.once('exit', resolve))
  assert.match(
    (await startOver(gone.pid ?? 0)).join(),
    /Cleared a leftover postmaster.pid: process \d+ no longer exists/,
  )
})

needs('linux', 'the file of a zombie, which still answers kill(0), is cleared', async () => {
  const { pid, end } = await zombie()
  try {
    process.kill(pid, 0)
    assert.equal(isAlive(pid), false)
    assert.match((await startOver(pid)).join(), /is a zombie/)
  } finally {
    end()
  }
})

test('a number that another program uses by now is not taken for the server', async () => {
  const other = spawn('sleep', ['60'])
  try {
    assert.match((await startOver(other.pid ?? 0)).join(), /is "sleep", not PostgreSQL|another program/)
  } finally {
    other.kill()
  }
})

needs(
  'linux',
  'a number that the PostgreSQL of another cluster uses by now is not taken for the server',
  async () => {
    const otherDir = await dataWithCluster()
    const other = await ensurePostgres({ dataDir: otherDir })
    try {
      assert.match((await startOver(other.pid)).join(), /is the PostgreSQL of .*sauro-postgres-/)
      assert.ok(isAlive(other.pid))
    } finally {
      await other.stop()
      remove(otherDir)
    }
  },
)

test('kill -9 of the server itself is recovered from at the next start', async () => {
  const dataDir = await dataWithCluster()
  const first = await ensurePostgres({ dataDir })
  process.kill(first.pid, 'SIGKILL')
  const again = await ensurePostgres({ dataDir })
  assert.notEqual(again.pid, first.pid)
  await again.stop()
  remove(dataDir)
})

test('a name with brackets and blanks does not confuse the reading of a process', () => {
  const proc = emptyDirectory()
  const cluster = emptyDirectory()
  writeFileSync(join(cluster, 'postmaster.pid'), pidFile(77, cluster))
  assert.deepEqual(readPostmaster(emptyDirectory(), proc), { state: 'none' })
  for (const [stat, state] of [
    ['77 (postgres) S 1 0', 'live'],
    ['77 (post) gres) Z) S 1 0', 'stale'],
    ['77 (postgres) Z 1 0', 'stale'],
  ]) {
    const fake = join(proc, String(state), String(stat).length.toString())
    writeProc(fake, String(stat))
    assert.equal(readPostmaster(cluster, fake).state, state, stat)
  }
})

function writeProc(proc: string, stat: string): void {
  for (const name of ['self', '77']) {
    mkdirSync(join(proc, name), { recursive: true })
    writeFileSync(join(proc, name, 'stat'), stat)
  }
}
