import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { spawnSync } from 'node:child_process'

const script = `
import { runFiles } from ${JSON.stringify(new URL('./run-files.ts', import.meta.url).href)}
const [root, concurrency, ...files] = process.argv.slice(2)
const env = { ...process.env }
delete env.NODE_TEST_CONTEXT
console.log(JSON.stringify(await runFiles(root, { files, concurrency: Number(concurrency), timeoutSeconds: 8 }, env, console.log)))
`

/** Runs files of the given texts and gives what was printed; the last line holds the counts. */
function run(concurrency: number, texts: Record<string, string>): { printed: string; counts: unknown } {
  const root = mkdtempSync(join(tmpdir(), 'sauro-run-'))
  try {
    writeFileSync(join(root, 'run.mjs'), script)
    for (const [name, text] of Object.entries(texts)) {
      writeFileSync(
        join(root, name),
        `import { test } from 'node:test'\nimport assert from 'node:assert'\n${text}`,
      )
    }
    const argv = [join(root, 'run.mjs'), root, String(concurrency), ...Object.keys(texts)]
    const printed = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' }).stdout
    return { printed, counts: JSON.parse(printed.trim().split('\n').at(-1) ?? '') as unknown }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const GOOD = "test('good', () => assert.ok(1))\n"
const BAD = "test('bad', () => assert.equal(1, 2, 'one is not two'))\n"
const SKIPPED = "test('never', { ['sk' + 'ip']: true }, () => assert.ok(0))\n"

test('passed, failed and skipped tests are counted, in processes of their own', () => {
  const { printed, counts } = run(2, { 'a.test.mjs': GOOD + BAD, 'b.test.mjs': GOOD + SKIPPED })
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 })
  assert.match(
    printed,
    /✖ a\.test\.mjs {2}2 in .*\n {2}✖ a\.test\.mjs:4 {2}bad\n +AssertionError.*: one is not two/,
  )
  assert.match(printed, /✖ b\.test\.mjs {2}2 in .*\n {2}✖ skipped or left to do: never/)
})

test('the same in one process', () => {
  const { printed, counts } = run(0, { 'a.test.mjs': GOOD + BAD, 'b.test.mjs': GOOD })
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 0 })
  assert.match(printed, /one is not two/)
})

test('a file that cannot be loaded, or dies, is a failure and not silence', () => {
  for (const concurrency of [0, 1]) {
    const { counts } = run(concurrency, {
      'a.test.mjs': GOOD,
      'b.test.mjs': "throw new Error('broken file')\n",
    })
    assert.equal((counts as { failed: number }).failed, 1, `concurrency ${concurrency}`)
  }
  const open = run(1, { 'a.test.mjs': `${GOOD}setInterval(() => undefined, 1000)\n` })
  assert.equal((open.counts as { failed: number }).failed, 1)
  assert.match(open.printed, /did not end within 8 s: a test hangs, or left something open/)
  const died = run(1, { 'a.test.mjs': GOOD, 'b.test.mjs': 'process.exit(3)\n' })
  assert.deepEqual(died.counts, { passed: 1, failed: 1, skipped: 0 })
})
