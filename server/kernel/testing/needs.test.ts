import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { test } from 'node:test'

const script = `
  import { needs } from ${JSON.stringify(new URL('./needs.ts', import.meta.url).href)}
  needs('command:no-such-program', 'a test of something rare', () => { throw new Error('ran') })
  needs('command:sh', 'a test of the shell', () => console.log('ran the shell test'))
`

void test('a test whose need is missing is registered by name, one whose need is met runs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sauro-needs-'))
  try {
    const file = join(directory, 'rare.test.mjs')
    const register = join(directory, 'not-run.txt')
    writeFileSync(file, script)
    const env: NodeJS.ProcessEnv = { ...process.env, SAURO_TEST_NOT_RUN_FILE: register }
    delete env.NODE_TEST_CONTEXT
    const done = spawnSync(process.execPath, [file], { encoding: 'utf8', env })
    assert.equal(done.status, 0, done.stderr)
    assert.match(done.stdout, /ran the shell test/)
    assert.equal(readFileSync(register, 'utf8'), 'command:no-such-program | a test of something rare\n')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
