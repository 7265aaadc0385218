import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterSupplement, deadline } from './index.ts'
import { at, hcmc } from './testing/calendar.ts'

const period = {
  from: at('2026-03-02T10:00'),
  allow: { amount: 5, unit: 'working_day' },
  pauses: [
    { kind: 'tax', from: at('2026-03-03T08:00'), to: at('2026-03-04T08:00') },
    { kind: 'supplement', from: at('2026-03-05T08:00'), to: at('2026-03-11T15:00') },
    { kind: 'tax', from: at('2026-03-12T08:00'), to: at('2026-03-13T08:00') },
  ],
} as const

test('resume: the period goes on and the pause is given back', () => {
  const same = afterSupplement(hcmc, period, 'resume')
  assert.equal(same, period)
  // 9/3 without pauses; 4/3, then 6, 9, 10, 11/3, then 13/3 are given back.
  assert.equal(deadline(hcmc, same).due, at('2026-03-17T17:00'))
})

test('restart: the period begins again when the supplement came; later pauses still count', () => {
  const again = afterSupplement(hcmc, period, 'restart')
  assert.equal(again.from, at('2026-03-11T15:00'))
  assert.deepEqual(again.pauses, [period.pauses[2]])
  // 5 working days after Wed 11/3 is 18/3; 13/3 is given back.
  assert.equal(deadline(hcmc, again).due, at('2026-03-19T17:00'))
})

test('restart with a supplement still awaited counts from now', () => {
  const running = { ...period, pauses: [{ kind: 'supplement', from: at('2026-03-05T08:00'), to: null }] }
  const again = afterSupplement(hcmc, running, 'restart', at('2026-03-20T09:00'))
  assert.equal(again.from, at('2026-03-20T09:00'))
  assert.deepEqual(again.pauses, [])
})

test('a supplement asked for after expiry restarts nothing', () => {
  const late = {
    ...period,
    pauses: [{ kind: 'supplement', from: at('2026-03-20T08:00'), to: at('2026-03-24T15:00') }],
  }
  assert.equal(afterSupplement(hcmc, late, 'restart').from, period.from)
})
