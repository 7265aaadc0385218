import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readSignInRules, rulesFolder } from './rules.ts'
import { waitAfter } from './slow-down.ts'

const rows = readFileSync(`${rulesFolder}/sign-in.2026-07-20.cases.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

test('the signed examples: who may sign in how', () => {
  const examples = rows.filter(([who]) => who === 'citizens' || who === 'staff')
  assert.equal(examples.length, 5)
  for (const [who, method, on, allowed] of examples) {
    const rules = readSignInRules(on!)
    const methods: readonly string[] = rules[who as 'citizens' | 'staff'].methods
    assert.equal(methods.includes(method!), allowed === 'yes', `${who} ${method} ${on}`)
  }
})

test('the signed examples: how long to wait', () => {
  const rules = readSignInRules('2026-11-22')
  const examples = rows.filter(([failures]) => /^\d+$/.test(failures!))
  assert.equal(examples.length, 6)
  for (const [failures, wait] of examples)
    assert.equal(waitAfter(Number(failures), rules.slow_down), Number(wait!.replace(' s', '')), failures)
})
