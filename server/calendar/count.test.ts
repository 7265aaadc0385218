import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  closeOfDay,
  dayStatus,
  dueAt,
  isOfficeMinute,
  localDate,
  localIso,
  minutesBetween,
  nextWorkingMinute,
  splitByOffice,
  workingDaysBetween,
} from './index.ts'
import { at, calendars, hcmc, refused } from './testing/calendar.ts'
import * as slow from './testing/reference.ts'

const FIRST = at('2024-01-01T00:00')
const LAST = at('2027-11-30T00:00')
const moment = fc.integer({ min: FIRST, max: LAST })

test('minutes between two instants agree with counting them one by one, in both directions', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 20_000 }), (from, length) => {
      const counted = slow.countMinutes(from, from + length)
      assert.equal(minutesBetween(hcmc, from, from + length), counted)
      assert.equal(minutesBetween(hcmc, from + length, from), 0 - counted)
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('office minutes and the next one agree with the reference', () => {
  fc.assert(
    fc.property(moment, (minute) => {
      assert.equal(isOfficeMinute(hcmc, minute), slow.isOfficeMinute(minute))
      let next = minute
      while (!slow.isOfficeMinute(next)) next++
      assert.equal(nextWorkingMinute(hcmc, minute), next)
    }),
    { numRuns: 500, seed: 2 },
  )
})

test('the office segments of a span touch each other, alternate, and sum to the span', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 20_000 }), (from, length) => {
      const segments = splitByOffice(hcmc, from, from + length)
      let end = from
      for (const segment of segments) {
        assert.equal(segment.from, end)
        assert.ok(segment.to > segment.from)
        end = segment.to
      }
      assert.equal(end, from + length)
      const working = segments.filter((s) => s.kind === 'working').reduce((sum, s) => sum + s.to - s.from, 0)
      assert.equal(working, minutesBetween(hcmc, from, from + length))
      for (const s of segments) assert.equal(slow.isOfficeMinute(s.from), s.kind === 'working')
    }),
    { numRuns: 400, seed: 3 },
  )
})

test('a span over Tết is one long stretch outside, and the last evening of the last year can be split', () => {
  assert.deepEqual(splitByOffice(hcmc, at('2026-02-13T16:00'), at('2026-02-23T08:00')), [
    { from: at('2026-02-13T16:00'), to: at('2026-02-13T17:00'), kind: 'working' },
    { from: at('2026-02-13T17:00'), to: at('2026-02-23T07:30'), kind: 'outside' },
    { from: at('2026-02-23T07:30'), to: at('2026-02-23T08:00'), kind: 'working' },
  ])
  assert.deepEqual(splitByOffice(hcmc, at('2027-12-31T18:00'), at('2028-01-01T00:00')), [
    { from: at('2027-12-31T18:00'), to: at('2028-01-01T00:00'), kind: 'outside' },
  ])
  assert.throws(
    () => splitByOffice(hcmc, at('2027-12-31T18:00'), at('2028-01-01T00:01')),
    refused('BeyondCalendar'),
  )
})

test('what dueAt promises, minutesBetween finds again', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 3000 }), (from, amount) => {
      assert.equal(minutesBetween(hcmc, from, dueAt(hcmc, from, { amount, unit: 'minute' })), amount)
    }),
    { numRuns: 500, seed: 4 },
  )
})

test('a day is told with its notice; 24/11 is off only from 2026', () => {
  assert.equal(dayStatus(hcmc, '2025-11-24').working, true)
  const culture = dayStatus(hcmc, '2026-11-24')
  assert.equal(culture.working, false)
  assert.equal(culture.mark?.notice.id, 'nq-28-2026')
  assert.equal(dayStatus(hcmc, '2026-01-10').mark?.swapped_with, '2026-01-02')
  assert.equal(dayStatus(hcmc, '2027-02-05').provisional, true)
  assert.throws(() => dayStatus(hcmc, '2028-01-01'), refused('BeyondCalendar'))
  assert.throws(() => dayStatus(hcmc, '2026-02-30'), refused('InstantRefused', 'date'))
})

test('a Saturday opening is neither office time nor a working day', () => {
  const commune = calendars.of('hcmc', 'commune')
  const saturday = at('2026-03-14T09:00')
  assert.equal(
    commune.openings.some((opening) => opening.from <= saturday && saturday < opening.to),
    true,
  )
  assert.equal(isOfficeMinute(commune, saturday), false)
  assert.equal(workingDaysBetween(commune, at('2026-03-13T09:00'), at('2026-03-16T09:00')), 1)
})

test('the close of a day off is that of the next working day', () => {
  assert.equal(closeOfDay(hcmc, at('2026-03-13T23:59')), at('2026-03-13T17:00'))
  assert.equal(closeOfDay(hcmc, at('2026-02-14T00:00')), at('2026-02-23T17:00'))
})

test('local dates change at midnight in Viet Nam, whatever the machine thinks', () => {
  assert.equal(localDate(hcmc, at('2026-01-01T00:00') - 1), '2025-12-31')
  assert.equal(localDate(hcmc, at('2026-01-01T00:00')), '2026-01-01')
  assert.equal(localIso(hcmc, at('2026-02-13T15:40')), '2026-02-13T15:40:00+07:00')
  assert.equal(localDate(hcmc, at('1990-06-15T06:00')), '1990-06-15')
})
