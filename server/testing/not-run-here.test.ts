import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { differences, readNotRun } from './not-run-here.ts'

const listed = [
  { requirement: 'root', name: 'a' },
  { requirement: 'root', name: 'b' },
  { requirement: 'shared-data', name: 'c' },
]

test('a run that lacks exactly what the list expects agrees with it', () => {
  assert.deepEqual(differences(listed, [], true), [])
  assert.deepEqual(differences(listed, listed.slice(0, 2), true), [])
})

test('an unlisted test and a vanished one are both told', () => {
  assert.deepEqual(differences(listed, [{ requirement: 'mount', name: 'd' }], true), [
    'not listed: mount | d',
  ])
  assert.deepEqual(differences(listed, listed.slice(0, 1), true), [
    'listed, but no test registered it: root | b',
  ])
  assert.deepEqual(differences(listed, listed.slice(0, 1), false), [])
})

test('the list itself is read whole', () => {
  const entries = readNotRun(join(import.meta.dirname, 'not-run-here.txt'))
  assert.ok(entries.length > 10)
  assert.deepEqual(
    entries.filter(({ requirement, name }) => requirement === '' || name === ''),
    [],
  )
})
