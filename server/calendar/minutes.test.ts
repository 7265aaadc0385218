import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addMonths,
  civilDate,
  civilDay,
  dateOf,
  dayText,
  daysInMonth,
  minuteOf,
  parseDay,
  parseInstant,
  weekdayOf,
} from './minutes.ts'
import { refused } from './testing/calendar.ts'

test('day numbers agree with the platform over four centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 60_000 }), (day) => {
      const date = new Date(day * 86_400_000)
      assert.deepEqual(civilDate(day), {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      })
      const { year, month, day: of_month } = civilDate(day)
      assert.equal(civilDay(year, month, of_month), day)
      assert.equal(weekdayOf(day), (date.getUTCDay() + 6) % 7)
    }),
  )
})

test('a month later is the same day number or the last day of the month', () => {
  const later = (text: string, months: number): string => dayText(addMonths(parseDay(text, 'day'), months))
  assert.equal(later('2026-01-31', 1), '2026-02-28')
  assert.equal(later('2024-01-31', 1), '2024-02-29')
  assert.equal(later('2026-03-31', 1), '2026-04-30')
  assert.equal(later('2026-02-28', 1), '2026-03-28')
  assert.equal(later('2026-11-30', 3), '2027-02-28')
  assert.equal(later('2026-12-15', 12), '2027-12-15')
  assert.equal(daysInMonth(2100, 2), 28)
  assert.equal(daysInMonth(2024, 12), 31)
})

test('instants with any zone are the same minute; seconds are cut off', () => {
  const minute = parseInstant('2026-02-13T15:40:00+07:00', 'from')
  for (const same of [
    '2026-02-13T08:40:00Z',
    '2026-02-13T08:40Z',
    '2026-02-13T03:40:59-05:00',
    '2026-02-13T15:40:12.345+07:00',
  ]) {
    assert.equal(parseInstant(same, 'from'), minute)
  }
  assert.equal(minuteOf(new Date('2026-02-13T08:40:59.999Z')), minute)
  assert.equal(dateOf(minute).toISOString(), '2026-02-13T08:40:00.000Z')
  assert.equal(minuteOf(new Date('1969-12-31T23:59:30Z')), -1)
})

test('an instant without a zone, or one that does not exist, is refused with its field', () => {
  for (const wrong of [
    '2026-02-13T15:40:00',
    '2026-02-13',
    '2026-02-30T10:00Z',
    '2026-02-13T24:00Z',
    '2026-02-13T10:60Z',
    '2026-02-13T10:00+15:00',
    'yesterday',
    '',
  ]) {
    assert.throws(() => parseInstant(wrong, 'from'), refused('InstantRefused', 'from'))
  }
})
