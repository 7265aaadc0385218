import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAndTime, dayMonth, fullDate, localDay, timeOfDay, weekday, writtenDate } from './dates.ts'
import { daysOff, whenNamed, whenShort } from './when.ts'

test('instants are shown on the clock of Ho Chi Minh City, in 24 hours, whatever the zone of the machine', () => {
  const instant = '2026-03-12T17:30:00.000Z'
  assert.equal(fullDate(instant), '13/03/2026')
  assert.equal(dayMonth(instant), '13/03')
  assert.equal(timeOfDay(instant), '00:30')
  assert.equal(dayAndTime('2026-03-12T03:40:00Z'), '12/03 10:40')
  assert.equal(localDay(instant), '2026-03-13')
})

test('weekdays have the names the city uses', () => {
  assert.equal(weekday('2026-03-12T03:40:00Z', 'vi'), 'thứ Năm')
  assert.equal(weekday('2026-03-15T03:40:00Z', 'vi'), 'Chủ nhật')
  assert.equal(weekday('2026-03-12T03:40:00Z', 'en'), 'Thursday')
})

test('a due time of today is only its hour', () => {
  const now = '2026-03-12T03:40:00Z'
  assert.equal(whenShort('2026-03-12T04:30:00Z', now, 'hôm nay'), '11:30 hôm nay')
  assert.equal(whenShort('2026-03-16T10:00:00Z', now, 'hôm nay'), '16/03 17:00')
  assert.equal(whenNamed('2026-03-13T04:30:00Z', 'vi'), 'thứ Sáu 13/03, 11:30')
})

test('a break is named by its first and last day off', () => {
  assert.deepEqual(daysOff('2026-02-13T10:00:00Z', '2026-02-23T00:30:00Z'), { first: '14/02', last: '22/02' })
  assert.deepEqual(daysOff('2026-02-13T04:30:00Z', '2026-02-23T00:00:00Z'), { first: '14/02', last: '22/02' })
})

test('a local date is written day first', () => {
  assert.equal(writtenDate('2026-03-16'), '16/03/2026')
})
