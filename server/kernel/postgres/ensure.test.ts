import assert from 'node:assert/strict'
import { readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { needs } from '../testing/needs.ts'
import {
  crash,
  dataWithCluster,
  emptyDirectory,
  endApart,
  remove,
  startApart,
} from '../testing/supervised.ts'
import { ensurePostgres } from './ensure.ts'
import { isAlive } from './postmaster.ts'
import { goneWithin } from './server.ts'

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}

test('a first start makes a UTF-8 cluster with a kept password; stopping it ends the server', async () => {
  const dataDir = emptyDirectory()
  const made = await ensurePostgres({ dataDir })
  try {
    const rows = await ask<Record<string, string>>(
      made.url,
      "select lower('ĐẶNG') as low, current_setting('timezone') as zone, current_setting('server_encoding') as enc",
    )
    assert.deepEqual(rows, [{ low: 'đặng', zone: 'UTC', enc: 'UTF8' }])
    assert.equal(statSync(join(dataDir, 'postgres.json')).mode & 0o777, 0o600)
    const rules = readFileSync(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8')
    assert.doesNotMatch(rules, /^(host|local)[^#]*trust/m)
    await assert.rejects(
      ask(made.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1'),
      /password authentication failed/,
    )
  } finally {
    await made.stop()
  }
  assert.equal(isAlive(made.pid), false)
  remove(dataDir)
})

test('a second process adopts the server, and only the one that started it stops it', async () => {
  const dataDir = await dataWithCluster()
  const owner = await startApart({ dataDir })
  assert.ok(owner.report.ok)
  const guest = await ensurePostgres({ dataDir })
  assert.deepEqual([guest.adopted, guest.pid], [true, owner.report.pid])
  await guest.stop()
  assert.equal((await ask(guest.url, 'select 1')).length, 1)
  await endApart(owner.child)
  assert.equal(isAlive(guest.pid), false)
  remove(dataDir)
})

test('two first starts at the same moment make one cluster and one server', async () => {
  const dataDir = emptyDirectory()
  const both = await Promise.all([startApart({ dataDir }), startApart({ dataDir })])
  const reports = both.map(({ report }) => report)
  assert.ok(reports[0]?.ok && reports[1]?.ok)
  assert.equal(reports[0].pid, reports[1].pid)
  assert.deepEqual(reports.filter((report) => report.ok && report.adopted).length, 1)
  await Promise.all(both.map(({ child }) => endApart(child)))
  remove(dataDir)
})

needs(
  ['linux', 'command:setpriv'],
  'kill -9 of the parent shuts the server down cleanly, and what was acknowledged is there',
  async () => {
    const dataDir = await dataWithCluster()
    const first = await startApart({ dataDir })
    assert.ok(first.report.ok)
    await ask(first.report.url, 'create table kept as select 42 as answer')
    await crash(first.child)
    assert.ok(await goneWithin(first.report.pid, 60), 'the server outlived its parent')
    assert.match(readFileSync(join(dataDir, 'postgres.log'), 'utf8'), /database system is shut down\s*$/)
    const again = await ensurePostgres({ dataDir })
    assert.deepEqual(await ask(again.url, 'select answer from kept'), [{ answer: 42 }])
    await again.stop()
    remove(dataDir)
  },
)

needs(
  'linux',
  'a server whose owner was killed where setpriv is missing is taken over and stopped by the next',
  async () => {
    const dataDir = await dataWithCluster()
    const tools = emptyDirectory()
    symlinkSync('/bin/sh', join(tools, 'sh'))
    const first = await startApart({ dataDir }, { env: { ...process.env, PATH: tools } })
    assert.ok(first.report.ok)
    await crash(first.child)
    assert.ok(isAlive(first.report.pid))
    const heir = await ensurePostgres({ dataDir })
    assert.deepEqual([heir.adopted, heir.pid], [true, first.report.pid])
    await heir.stop()
    assert.ok(await goneWithin(first.report.pid, 10))
    remove(dataDir)
    remove(tools)
  },
)

test('a server that is meant to stay outlives its starter and is adopted', async () => {
  const dataDir = await dataWithCluster()
  const first = await startApart({ dataDir, stays: true })
  assert.ok(first.report.ok)
  await endApart(first.child)
  const next = await ensurePostgres({ dataDir, stays: true })
  assert.deepEqual([next.adopted, next.pid], [true, first.report.pid])
  process.kill(next.pid, 'SIGINT')
  assert.ok(await goneWithin(next.pid, 60))
  remove(dataDir)
})
