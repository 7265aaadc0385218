import { after, before, it } from 'node:test'
import assert from 'node:assert/strict'
import { openDatabase, uuidv7, type Database } from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { findProceduresCommand, seedProcedures } from './index.ts'

const now = new Date('2026-11-22T02:00:00Z')
const keys = { current: 'k1', keys: new Map() }
let place: TestDatabase
let db: Database

before(async () => {
  place = await testDatabase()
  db = openDatabase(place.url)
  await seedProcedures({ db, keys, now, requestId: uuidv7(now) })
})
after(async () => {
  await db.close()
  await place.close()
})

async function ask(...argv: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
  const code = await findProceduresCommand(
    argv,
    io,
    () => Promise.resolve({ db, keys }),
    () => now,
  )
  return { code, said }
}

it('finds by words without marks, and says level and time', async () => {
  const { code, said } = await ask('dang', 'ky', 'khai', 'sinh')
  assert.equal(code, 0)
  assert.match(said[0] ?? '', /^1\.001193 {2}Thủ tục đăng ký khai sinh {2}\[commune, 1wd\]$/)
})

it('answers JSON, nothing found, and wrong words', async () => {
  const found = await ask('--json', '--field', 'ly-lich-tu-phap', '--level', 'city')
  assert.equal(JSON.parse(found.said[0] ?? '').total, 3)
  assert.equal((await ask('xyzzy')).code, 1)
  assert.equal((await ask('khai sinh', '--on', '2020-01-01')).code, 1)
  for (const wrong of [
    ['--level', 'làng'],
    ['--colour', 'red'],
    ['--on', 'hôm nay'],
  ])
    assert.equal((await ask(...wrong)).code, 2)
  assert.equal((await ask('--help')).code, 0)
})
