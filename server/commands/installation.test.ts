import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { dataWithCluster, remove } from '../kernel/testing/supervised.ts'
import { openInstallation, type Installation } from './installation.ts'

const folder = await dataWithCluster()
after(() => remove(folder))
const open = (): Promise<Installation> => openInstallation({ SAURO_DATA: folder }, () => undefined)
const keptIn = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as Record<string, unknown>

async function asApp<T>(installation: Installation, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await installation.db.pool.connect()
  try {
    return await work(client)
  } finally {
    client.release(true)
  }
}

const who = async (client: pg.PoolClient): Promise<string> =>
  (await client.query<{ who: string }>(`select current_user || ' ' || session_user as who`)).rows[0]!.who

test('a session that was taken over has no way to the owner of the ledger', async () => {
  const installation = await open()
  try {
    await asApp(installation, async (client) => {
      assert.equal(await who(client), 'sauro_app sauro_login')
      await client.query('reset role')
      assert.equal(await who(client), 'sauro_app sauro_login')
      await client.query('set role none')
      assert.equal(await who(client), 'sauro_login sauro_login')
      for (const attempt of [
        'set role sauro',
        'set session authorization sauro',
        'grant sauro to sauro_login',
        'alter role sauro_login superuser',
        'create role another superuser',
        `update ledger.entries set body = '{}'`,
        'delete from ledger.entries',
        'truncate ledger.entries',
        'alter table ledger.entries disable trigger all',
        'drop schema ledger cascade',
        `copy (select 1) to program 'id'`,
      ])
        await assert.rejects(client.query(attempt), { code: '42501' }, attempt)
      await client.query('reset session authorization')
      await client.query('reset all')
      assert.match(await who(client), / sauro_login$/)
    })
  } finally {
    await installation.close()
  }
})

test('both passwords are kept; an installation of before the login gets it at its next start', async () => {
  const { password, appPassword } = keptIn()
  assert.notEqual(password, appPassword)
  assert.ok(String(appPassword).length >= 32)
  const first = await open()
  assert.equal(keptIn()['appPassword'], appPassword, 'the same at every start')
  await first.close()
  const { appPassword: _gone, ...before } = keptIn()
  writeFileSync(join(folder, 'postgres.json'), JSON.stringify(before))
  const second = await open()
  try {
    assert.notEqual(keptIn()['appPassword'], appPassword)
    assert.equal(await asApp(second, who), 'sauro_app sauro_login')
  } finally {
    await second.close()
  }
})
