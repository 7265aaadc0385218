import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extend } from './index.ts'
import { at, hcmc, refused } from './testing/calendar.ts'

const current = { due: at('2026-03-16T17:00'), late_from: at('2026-03-17T00:00'), times: 0 }
const three = { amount: 3, unit: 'working_day' } as const

test('an extension in time counts from the old due day', () => {
  assert.deepEqual(extend(hcmc, current, three, at('2026-03-13T09:00'), { max_times: 1 }), {
    due: at('2026-03-19T17:00'),
    late_from: at('2026-03-20T00:00'),
    times: 1,
  })
})

test('on the evening of the last day it is still possible, a minute into the next day never', () => {
  assert.equal(extend(hcmc, current, three, at('2026-03-16T23:59'), { max_times: 1 }).times, 1)
  assert.throws(
    () => extend(hcmc, current, three, at('2026-03-17T00:00'), { max_times: 1 }),
    refused('ExtensionAfterExpiry'),
  )
})

test('not oftener than allowed, not longer than allowed, not later than one day before', () => {
  const at_monday = at('2026-03-16T09:00')
  assert.throws(
    () => extend(hcmc, { ...current, times: 1 }, three, at_monday, { max_times: 1 }),
    refused('ExtensionUsedUp'),
  )
  const two = { amount: 2, unit: 'working_day' } as const
  assert.throws(
    () => extend(hcmc, current, three, at_monday, { max_times: 1, longest: two }),
    refused('ExtensionTooLong'),
  )
  const rule = { max_times: 1, ask_before: { amount: 1, unit: 'working_day' } } as const
  assert.throws(() => extend(hcmc, current, three, at_monday, rule), refused('ExtensionAskedTooLate'))
  // Friday is one working day before Monday.
  assert.equal(extend(hcmc, current, three, at('2026-03-13T16:59'), rule).times, 1)
})
