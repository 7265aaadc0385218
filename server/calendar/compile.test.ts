import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from './compile.ts'
import { dueAt, localIso, minutesBetween, parseInstant } from './index.ts'
import type { OfficeHoursPack } from './index.ts'
import { at, calendars, packs, refused } from './testing/calendar.ts'

const years = packs.days_off.get('vn') ?? []
const city = packs.cities.get('hcmc')
assert.ok(city)

test('a Saturday opening counts as a working day only where the pack says so', () => {
  const counting: OfficeHoursPack = {
    ...city,
    openings: city.openings.map((o) => ({ ...o, counts_as_working_day: true })),
  }
  const calendar = compile(years, counting, 'commune')
  assert.equal(
    dueAt(calendar, at('2026-03-13T09:00'), { amount: 1, unit: 'working_day' }),
    at('2026-03-14T11:30'),
  )
  assert.equal(minutesBetween(calendar, at('2026-03-14T00:00'), at('2026-03-15T00:00')), 240)
})

test('hours change on the date the pack says', () => {
  const first = city.office_hours[0]
  assert.ok(first)
  const summer = {
    ...first,
    effective_from: '2026-07-01',
    promised_close: '16:30',
    hours: { ...first.hours, wed: ['07:00-11:30', '13:00-16:30'] },
  }
  const changed = { ...city, office_hours: [{ ...first, effective_to: '2026-06-30' }, summer] }
  const calendar = compile(years, changed, 'default')
  assert.equal(minutesBetween(calendar, at('2026-06-24T00:00'), at('2026-06-25T00:00')), 480)
  assert.equal(minutesBetween(calendar, at('2026-07-01T00:00'), at('2026-07-02T00:00')), 480)
  assert.equal(
    dueAt(calendar, at('2026-06-30T09:00'), { amount: 1, unit: 'working_day' }),
    at('2026-07-01T16:30'),
  )
  const gap = { ...changed, office_hours: [{ ...first, effective_to: '2026-06-29' }, summer] }
  assert.throws(() => compile(years, gap, 'default'), refused('PackRefused', 'office_hours'))
})

test('the zone comes from the pack, clock changes included', () => {
  const calendar = compile(years, { ...city, zone: 'Europe/Berlin' }, 'default')
  const from = parseInstant('2026-03-27T16:30:00+01:00', 'from')
  // The clocks go forward on Sunday 29 March: Monday's 07:30 is 05:30 UTC.
  assert.equal(
    localIso(calendar, dueAt(calendar, from, { amount: 60, unit: 'minute' })),
    '2026-03-30T08:00:00+02:00',
  )
  assert.equal(
    localIso(calendar, dueAt(calendar, from, { amount: 1, unit: 'calendar_day' })),
    '2026-03-30T17:00:00+02:00',
  )
})

test('a calendar that was not loaded is refused with the names of those that were', () => {
  assert.throws(() => calendars.of('hanoi'), refused('CalendarUnknown', 'calendar'))
})
