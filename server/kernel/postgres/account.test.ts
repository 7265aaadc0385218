import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { needs } from '../testing/needs.ts'
import {
  dataWithCluster,
  emptyDirectory,
  endApart,
  openClone,
  remove,
  startApart,
  uidOf,
} from '../testing/supervised.ts'
import { chooseAccount } from './account.ts'
import { ensurePostgres } from './ensure.ts'

const UNKNOWN = ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups', '--']

function passwd(lines: string[]): string {
  const file = join(emptyDirectory(), 'passwd')
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
  return file
}

needs('root', 'root without a user "postgres" runs the database as "nobody"', async () => {
  const dataDir = emptyDirectory()
  const passwdFile = passwd(['root:x:0:0::/root:/bin/sh', 'nobody:x:65534:65534::/:/bin/false'])
  const made = await ensurePostgres({ dataDir, passwdFile })
  assert.equal(uidOf(made.pid), 65534)
  await made.stop()
  // Once made, the cluster keeps its user, also when "postgres" appears later.
  const again = await ensurePostgres({ dataDir })
  assert.equal(uidOf(again.pid), 65534)
  await again.stop()
  remove(dataDir)
  remove(dirname(passwdFile))
})

needs('root', 'root prefers the user "postgres", and says what to do when there is no user at all', () => {
  const both = passwd(['nobody:x:65534:65534::/:/bin/false', 'postgres:x:77:78::/:/bin/sh'])
  assert.deepEqual(chooseAccount(both), { name: 'postgres', uid: 77, gid: 78, drop: true, named: true })
  const none = passwd(['root:x:0:0::/root:/bin/sh'])
  assert.throws(() => chooseAccount(none), {
    code: 'postgres.no-account',
    message: /start as an ordinary user, or set DATABASE_URL/,
  })
  for (const file of [both, none]) remove(dirname(file))
})

needs(['root', 'user-namespace'], 'a user id without a passwd entry gets its cluster', async () => {
  const dataDir = emptyDirectory()
  chownSync(dataDir, 54321, 54321)
  const clone = openClone()
  const { child, report } = await startApart({ dataDir }, { prefix: UNKNOWN, clone })
  assert.ok(report.ok, JSON.stringify(report))
  assert.equal(uidOf(report.pid), 54321)
  await endApart(child)
  for (const directory of [dataDir, clone]) remove(directory)
})

needs(
  'root',
  'a user id without a passwd entry is told what to do where user namespaces are forbidden',
  async () => {
    const dataDir = emptyDirectory()
    chownSync(dataDir, 54321, 54321)
    const tools = emptyDirectory()
    const clone = openClone()
    for (const name of ['sh', 'setpriv']) symlinkSync(whereIs(name), join(tools, name))
    // A machine that forbids them answers like this program.
    writeFileSync(
      join(tools, 'unshare'),
      '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n',
    )
    chmodSync(join(tools, 'unshare'), 0o755)
    const { child, report } = await startApart(
      { dataDir },
      { prefix: UNKNOWN, clone, env: { ...process.env, PATH: tools } },
    )
    await endApart(child)
    assert.ok(!report.ok)
    assert.equal(report.code, 'postgres.no-account')
    assert.match(report.message, /user id 54321 has no entry .* start once as root/)
    for (const directory of [dataDir, tools, clone]) remove(directory)
  },
)

needs('root', 'a clone that only root may enter keeps binaries and data elsewhere and says so', async () => {
  const clone = openClone()
  const systemHome = join(emptyDirectory(), 'sauro')
  chmodSync(clone, 0o700)
  const dataDir = join(clone, 'data')
  const first = await startApart({ dataDir, systemHome }, { clone })
  assert.ok(first.report.ok, JSON.stringify(first.report))
  const said = first.report.said.join('\n')
  assert.match(said, /cannot enter .*: copying PostgreSQL to .*\/sauro\/postgresql-/)
  assert.match(said, /cannot enter .*\/data: the database is kept in .*\/sauro\//)
  assert.notEqual(uidOf(first.report.pid), 0)
  await endApart(first.child)
  const second = await startApart({ dataDir, systemHome }, { clone })
  assert.ok(second.report.ok)
  assert.doesNotMatch(second.report.said.join('\n'), /cannot enter/)
  await endApart(second.child)
  assert.equal(statSync(join(dataDir, 'postgres.json')).mode & 0o777, 0o600)
  for (const directory of [clone, dirname(systemHome)]) remove(directory)
})

needs('root', 'an existing cluster whose folder was closed to its user is named', async () => {
  const dataDir = await dataWithCluster()
  chmodSync(dataDir, 0o700)
  await assert.rejects(ensurePostgres({ dataDir }), {
    code: 'postgres.permission',
    message: /can no longer enter it/,
  })
  remove(dataDir)
})

function whereIs(name: string): string {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).stdout.trim()
}
