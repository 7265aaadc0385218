import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawn } from './random.ts'

test('no bytes are given twice, and what was given stays as it is', () => {
  const given = Array.from({ length: 3_000 }, () => drawn(12))
  const texts = given.map((bytes) => bytes.toString('hex'))
  assert.equal(new Set(texts).size, texts.length)
  for (let more = 0; more < 3_000; more += 1) drawn(16)
  assert.deepEqual(
    given.map((bytes) => bytes.toString('hex')),
    texts,
  )
})

test('a piece is as long as was asked, also when it is longer than a pool', () => {
  for (const count of [0, 1, 10, 8_192, 20_000]) {
    const bytes = drawn(count)
    assert.equal(bytes.length, count)
  }
  const long = drawn(20_000)
  assert.ok(new Set(long).size > 200, 'random bytes take nearly every value')
})
