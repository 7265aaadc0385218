import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TooManyUploads, uploadPace } from './pace.ts'

const at = (seconds: number): Date => new Date(Date.parse('2026-11-23T02:00:00Z') + seconds * 1000)

test('a sender hands in sixty files at once and then one every two seconds; others are not slowed', () => {
  const pace = uploadPace()
  for (let file = 0; file < 60; file += 1) pace.take('an', '10.0.0.1', at(0))
  assert.throws(
    () => pace.take('an', '10.0.0.1', at(0)),
    (error: unknown) => error instanceof TooManyUploads && error.facts?.['retry_after_s'] === 2,
  )
  pace.take('binh', '10.0.0.1', at(0))
  pace.take('an', '10.0.0.1', at(2))
  assert.throws(() => pace.take('an', '10.0.0.1', at(2)), TooManyUploads)
  for (let file = 0; file < 60; file += 1) pace.take('an', undefined, at(200))
  assert.throws(() => pace.take('an', undefined, at(200)), TooManyUploads)
})

test('an address that changes its name for every file is slowed all the same', () => {
  const pace = uploadPace()
  for (let file = 0; file < 600; file += 1) pace.take(`visit-${file}`, '10.0.0.2', at(0))
  assert.throws(() => pace.take('visit-new', '10.0.0.2', at(0)), TooManyUploads)
  pace.take('visit-new', '10.0.0.3', at(0))
})
