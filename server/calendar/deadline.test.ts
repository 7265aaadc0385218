import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadline, isLate } from './index.ts'
import { at, hcmc } from './testing/calendar.ts'

test('worked_min is the office time from the event to the promise, less the pauses', () => {
  const hours = { from: at('2026-03-06T14:00'), allow: { amount: 8, unit: 'hour' } } as const
  assert.equal(deadline(hcmc, hours).worked_min, 480)
  const pauses = [
    { kind: 'supplement', from: at('2026-03-06T15:00'), to: at('2026-03-09T09:00') },
    { kind: 'tax', from: at('2026-03-09T08:00'), to: at('2026-03-09T10:00') },
  ]
  assert.equal(deadline(hcmc, { ...hours, pauses }).worked_min, 480)
  const days = { from: at('2026-01-08T16:00'), allow: { amount: 2, unit: 'working_day' } } as const
  assert.equal(deadline(hcmc, days).worked_min, 60 + 480 + 480)
  assert.equal(deadline(hcmc, days).due_at.toISOString(), '2026-01-10T10:00:00.000Z')
})

test('a period that touches an unannounced year says so', () => {
  const allow = { amount: 5, unit: 'working_day' } as const
  assert.equal(deadline(hcmc, { from: at('2026-12-29T10:00'), allow }).provisional, true)
  assert.equal(deadline(hcmc, { from: at('2026-12-01T10:00'), allow }).provisional, false)
})

test('nothing becomes late while a pause that began in time is running', () => {
  // Due on Friday; the supplement is asked for on Friday and still open on Sunday: no whole working day has passed.
  const period = {
    from: at('2026-03-04T10:00'),
    allow: { amount: 2, unit: 'working_day' },
    pauses: [{ kind: 'supplement', from: at('2026-03-06T16:00'), to: null }],
  } as const
  const sunday = at('2026-03-08T12:00')
  const found = deadline(hcmc, period, sunday)
  assert.equal(found.running_pause, true)
  assert.equal(found.due, at('2026-03-06T17:00'))
  assert.equal(isLate(found.late_from, sunday), false)
  const monday = deadline(hcmc, period, at('2026-03-09T12:00'))
  assert.equal(monday.due, at('2026-03-09T17:00'))
})

test('a pause that began after expiry leaves the period late', () => {
  const period = {
    from: at('2026-03-04T10:00'),
    allow: { amount: 1, unit: 'working_day' },
    pauses: [{ kind: 'supplement', from: at('2026-03-09T08:00'), to: null }],
  } as const
  const now = at('2026-03-11T08:00')
  assert.equal(isLate(deadline(hcmc, period, now).late_from, now), true)
})

test('an hour period paused over the night is not late in the morning', () => {
  const period = {
    from: at('2026-03-04T16:00'),
    allow: { amount: 1, unit: 'hour' },
    pauses: [{ kind: 'supplement', from: at('2026-03-04T16:30'), to: null }],
  } as const
  const now = at('2026-03-06T03:00')
  const found = deadline(hcmc, period, now)
  assert.equal(found.due, at('2026-03-06T08:00'))
  assert.equal(isLate(found.late_from, now), false)
})
