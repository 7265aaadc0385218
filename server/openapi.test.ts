import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedClock, openDatabase, readConfig, type KeyRing } from '#kernel'
import { installCity, readCity } from '#people'
import { openApp } from './app.ts'
import { testDatabase } from './kernel/testing/database.ts'

const key = new Uint8Array(32)
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', key],
    ['lookup', key],
  ]),
}

test('openapi.json is what the routes say; "./sauro openapi > openapi.json" writes it anew', async () => {
  const database = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'sauro-openapi-'))
  const db = openDatabase(database.url)
  try {
    await installCity(db, readCity('hcmc'))
    const config = readConfig({ SAURO_DATA: data, SAURO_LOG: 'silent' })
    const { http } = await openApp({ config, db, keys, clock: fixedClock(new Date('2026-03-03T01:00:00Z')) })
    await http.ready()
    const kept = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8')) as unknown
    assert.deepEqual(JSON.parse(JSON.stringify(http.swagger())), kept)
    await http.close()
  } finally {
    await db.close()
    await database.close()
    await rm(data, { recursive: true, force: true })
  }
})
