import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStream } from '#ledger'
import { stateCache } from './state-cache.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

test('an item acted on in one process and then in another loses nothing to a stale copy', async () => {
  const other = { ...city.office, states: undefined }
  city.office.states = stateCache(100)
  const filed = await city.file(morning)
  const kept = city.office.states.find(filed.id)
  assert.equal(kept?.version, 1)
  assert.equal(kept.code, filed.code)
  // Another process accepts; this one still has version 1 in memory.
  const mine = city.office.states
  city.office.states = other.states
  const accepted = await city.act(city.clerk, 'accept', filed.id, later(10), {}, { version: 1 })
  city.office.states = mine
  await assert.rejects(
    city.act(city.clerk, 'accept', filed.id, later(11), {}, { version: 1 }),
    (error: { code?: string }) => error.code === 'WrongStatus' || error.code === 'StaleItem',
  )
  const lead = { no: accepted.lead!, version: accepted.version }
  const done = await city.act(city.official, 'complete-step', filed.id, later(60), {}, lead)
  assert.equal(mine.find(filed.id)?.version, done.version)
  const entries = await readStream(city.db, filed.id)
  assert.deepEqual(
    entries.map((entry) => entry.type),
    ['dossier.submitted', 'dossier.accepted', 'step.completed'],
  )
})

test('the same key gets its first answer though the copy in memory has moved on', async () => {
  city.office.states = stateCache(100)
  const filed = await city.file(later(100))
  const key = '0198c0de-0000-7000-8000-000000000001'
  const first = await city.act(city.clerk, 'accept', filed.id, later(110), {}, { version: 1, key })
  const again = await city.act(city.clerk, 'accept', filed.id, later(111), {}, { version: 1, key })
  assert.deepEqual(again, first)
})

test('it is bounded, and closed items leave it', () => {
  const cache = stateCache(2)
  const item = { closed_at: null } as never as Parameters<typeof cache.keep>[0]
  for (const id of ['a', 'b', 'c']) cache.keep({ ...item, id })
  assert.deepEqual([cache.find('a'), cache.find('b')?.id, cache.find('c')?.id], [undefined, 'b', 'c'])
  cache.keep({ ...item, id: 'b', closed_at: morning })
  assert.equal(cache.find('b'), undefined)
})
