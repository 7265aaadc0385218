import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { groupOf, selectTests } from './select.ts'

test('what a file needs is read off its text', () => {
  assert.equal(groupOf("import { testDatabase } from '../kernel/testing/database.ts'"), 'db')
  assert.equal(groupOf("import { spawn } from 'node:child_process'"), 'db')
  assert.equal(groupOf('beforeEach(() => undefined)'), 'apart')
  assert.equal(groupOf("process.env.TZ = 'UTC'"), 'apart')
  assert.equal(groupOf("test('pure', () => assert.ok(process.env.TZ !== ''))"), 'together')
})

test('patterns and kinds choose among the files, the tidy test runs by itself', () => {
  const root = mkdtempSync(join(tmpdir(), 'sauro-select-'))
  try {
    const files = {
      'server/a/pure.test.ts': '',
      'server/a/store.test.ts': "import './testing/house.ts'",
      'server/a/testing/house.ts': 'testDatabase()',
      'server/tidy.test.ts': '',
      'journeys/day.test.ts': '',
    }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(root, file, '..'), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    const all = {
      together: ['server/a/pure.test.ts'],
      apart: [],
      db: ['server/a/store.test.ts'],
      journeys: ['journeys/day.test.ts'],
    }
    assert.deepEqual(selectTests(root, []), all)
    assert.deepEqual(selectTests(root, ['store']), { together: [], apart: [], db: all.db, journeys: [] })
    assert.deepEqual(selectTests(root, [], 'unit'), { ...all, db: [], journeys: [] })
    assert.deepEqual(selectTests(root, [], 'db'), { together: [], apart: [], db: all.db, journeys: [] })
    assert.deepEqual(selectTests(root, [], 'journeys'), {
      together: [],
      apart: [],
      db: [],
      journeys: all.journeys,
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
