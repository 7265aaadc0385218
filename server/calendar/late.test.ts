import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importedDue, isLate, lateFrom } from './index.ts'
import { at, hcmc, refused } from './testing/calendar.ts'

test('a period in days is kept to the end of its last day, one in hours to its minute', () => {
  const due = at('2026-03-16T17:00')
  for (const unit of ['calendar_day', 'working_day', 'month'] as const) {
    const from = lateFrom(hcmc, due, unit)
    assert.equal(isLate(from, at('2026-03-16T23:59')), false)
    assert.equal(isLate(from, at('2026-03-17T00:00')), true)
  }
  for (const unit of ['minute', 'hour'] as const) {
    const from = lateFrom(hcmc, due, unit)
    assert.equal(isLate(from, due), false)
    assert.equal(isLate(from, due + 1), true)
  }
})

test('the rule of the pack decides: days may be late from the promise on', () => {
  const strict = { ...hcmc, late_after: { hours: 'due', days: 'due' } } as const
  assert.equal(lateFrom(strict, at('2026-03-16T17:00'), 'working_day'), at('2026-03-16T17:01'))
})

test('an imported due with a time counts to the instant, one with a date only counts the whole day', () => {
  assert.deepEqual(importedDue(hcmc, '2026-03-16T15:40:00+07:00'), {
    due: at('2026-03-16T15:40'),
    late_from: at('2026-03-16T15:41'),
  })
  assert.deepEqual(importedDue(hcmc, '2026-03-16'), {
    due: at('2026-03-16T17:00'),
    late_from: at('2026-03-17T00:00'),
  })
  assert.deepEqual(importedDue(hcmc, '2026-03-15'), {
    due: at('2026-03-15T17:00'),
    late_from: at('2026-03-16T00:00'),
  })
  assert.throws(() => importedDue(hcmc, '16/03/2026', 'NgayHenTra'), refused('InstantRefused', 'NgayHenTra'))
})
