import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { needs } from '../testing/needs.ts'
import {
  crash,
  dataWithCluster,
  emptyDirectory,
  endApart,
  openClone,
  remove,
  startApart,
} from '../testing/supervised.ts'
import { ensurePostgres } from './ensure.ts'
import { PostgresTrouble, troubleFromLog } from './trouble.ts'

const ORDINARY = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', '--']

async function trouble(work: Promise<unknown>): Promise<PostgresTrouble> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof PostgresTrouble, `expected trouble, got ${String(error)}`)
  return error
}

/** A shell that puts a small file system on `directory` for the command behind it alone. */
function onSmallDisk(directory: string, megabytes: number, first = 'true'): string[] {
  const script = `mount -t tmpfs -o size=${megabytes}m,mode=755 none "$1" && { ${first}; } && shift && exec "$@"`
  return ['unshare', '--mount', 'sh', '-c', script, 'sh', directory]
}

test('a kept port that another program took gives way to the next one, and says so', async () => {
  const dataDir = await dataWithCluster()
  const first = await ensurePostgres({ dataDir })
  const port = Number(new URL(first.url).port)
  await first.stop()
  const thief = createServer()
  // When another database of the run was quicker, the port is taken all the same.
  thief.once('error', () => undefined)
  thief.listen(port, '127.0.0.1')
  await once(thief, 'listening').catch((error: unknown) => assert.match(String(error), /EADDRINUSE/))
  const said: string[] = []
  const second = await ensurePostgres({ dataDir, log: (line) => said.push(line) })
  assert.notEqual(Number(new URL(second.url).port), port)
  assert.match(said.join(), new RegExp(`Port ${port} is taken .* listens on ${new URL(second.url).port}`))
  await second.stop()
  await new Promise((resolve) => thief.close(resolve))
  remove(dataDir)
})

needs('mount', 'a disk too full for a first start is named as such', async () => {
  const dataDir = emptyDirectory()
  const { child, report } = await startApart({ dataDir }, { prefix: onSmallDisk(dataDir, 12) })
  await endApart(child)
  assert.ok(!report.ok)
  assert.equal(report.code, 'postgres.disk-full')
  assert.match(report.message, /disk that holds .* is full: free at least/)
  assert.match(report.vi, /đã đầy/)
  remove(dataDir)
})

needs('mount', 'a disk that filled up since the last start is named as such', async () => {
  const dataDir = emptyDirectory()
  const source = await dataWithCluster()
  const fill = `cp -a ${source}/. "$1" && ! dd if=/dev/zero of="$1/ballast" bs=64k 2>/dev/null`
  const { child, report } = await startApart({ dataDir }, { prefix: onSmallDisk(dataDir, 120, fill) })
  await endApart(child)
  assert.ok(!report.ok)
  assert.equal(report.code, 'postgres.disk-full')
  remove(source)
  remove(dataDir)
})

test('a server that gives up is reported with its own last words', async () => {
  const dataDir = await dataWithCluster()
  const error = await trouble(ensurePostgres({ dataDir, settings: ['shared_buffers = nonsense'] }))
  assert.equal(error.code, 'postgres.start-failed')
  assert.match(error.message, /did not start[^]*invalid value for parameter "shared_buffers": "nonsense"/)
  const again = await ensurePostgres({ dataDir })
  assert.equal(again.adopted, false)
  await again.stop()
  remove(dataDir)
})

test('a lost or broken password file is told, never replaced by a new one', async () => {
  const dataDir = await dataWithCluster()
  writeFileSync(join(dataDir, 'postgres.json'), '{ broken')
  assert.equal((await trouble(ensurePostgres({ dataDir }))).code, 'postgres.secret-lost')
  rmSync(join(dataDir, 'postgres.json'))
  const error = await trouble(ensurePostgres({ dataDir }))
  assert.equal(error.code, 'postgres.secret-lost')
  assert.match(error.message, /bring it back from the backup/)
  remove(dataDir)
})

test('a moved data directory keeps its database; a missing one is told, never begun anew in silence', async () => {
  const dataDir = await dataWithCluster()
  const first = await ensurePostgres({ dataDir })
  await first.stop()
  const moved = `${dataDir}-moved`
  renameSync(dataDir, moved)
  const second = await ensurePostgres({ dataDir: moved })
  assert.deepEqual([second.adopted, new URL(second.url).password], [false, new URL(first.url).password])
  await second.stop()
  rmSync(join(moved, 'postgres'), { recursive: true })
  const error = await trouble(ensurePostgres({ dataDir: moved }))
  assert.equal(error.code, 'postgres.cluster-gone')
  assert.match(error.message, /nothing is there: bring it back from the backup, or remove that file/)
  remove(moved)
})

test('a running server that refuses the kept password is not taken over', async () => {
  const dataDir = await dataWithCluster()
  const first = await ensurePostgres({ dataDir })
  writeFileSync(
    join(dataDir, 'postgres.json'),
    JSON.stringify({ password: 'another', cluster: join(dataDir, 'postgres') }),
  )
  assert.equal((await trouble(ensurePostgres({ dataDir }))).code, 'postgres.secret-lost')
  await first.stop()
  remove(dataDir)
})

needs('root', 'a data directory of another user is refused with what to do', async () => {
  const dataDir = await dataWithCluster()
  const clone = openClone()
  const { child, report } = await startApart({ dataDir }, { prefix: ORDINARY, clone })
  await endApart(child)
  assert.ok(!report.ok)
  assert.equal(report.code, 'postgres.wrong-owner')
  assert.match(report.message, /belongs to another user: start as root or as the user/)
  for (const directory of [dataDir, clone]) remove(directory)
})

needs('root', 'a place that may not be written is named', async () => {
  const parent = emptyDirectory()
  const clone = openClone()
  const { child, report } = await startApart({ dataDir: join(parent, 'data') }, { prefix: ORDINARY, clone })
  await endApart(child)
  assert.ok(!report.ok)
  assert.equal(report.code, 'postgres.permission')
  assert.match(report.message, /may not read or write .*\/data/)
  for (const directory of [parent, clone]) remove(directory)
})

test('a start that is held up for too long by another says by what', async () => {
  const dataDir = emptyDirectory()
  const { withLock } = await import('./lock.ts')
  await withLock(dataDir, async () => {
    const error = await trouble(withLock(dataDir, () => Promise.resolve(), 0.2))
    assert.equal(error.code, 'postgres.busy')
  })
  assert.equal(await withLock(dataDir, () => Promise.resolve('free again')), 'free again')
  remove(dataDir)
})

test('a holder of the lock that was killed does not keep it', async () => {
  const dataDir = await dataWithCluster()
  const first = await startApart({ dataDir })
  assert.ok(first.report.ok)
  await crash(first.child)
  const { withLock } = await import('./lock.ts')
  assert.equal(await withLock(dataDir, () => Promise.resolve('taken'), 60), 'taken')
  const next = await ensurePostgres({ dataDir })
  await next.stop()
  remove(dataDir)
})

test('the words of the server become the sentence that helps', () => {
  const code = (log: string): string => troubleFromLog(log, '/data', 'postgres.start-failed').code
  assert.equal(code('FATAL: could not write lock file: No space left on device'), 'postgres.disk-full')
  assert.equal(code('could not bind IPv4 address "127.0.0.1": Address already in use'), 'postgres.port-taken')
  assert.equal(code('FATAL: data directory "/data" has wrong ownership'), 'postgres.permission')
  assert.equal(code('FATAL: something else'), 'postgres.start-failed')
})
