import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueAt, lateFrom, loadPacks, minuteOf, openCalendars, UNITS } from './index.ts'
import type { Calendar, Pause, Unit } from './index.ts'
import { at, hcmc as calendar, refused } from './testing/calendar.ts'
import { slowDue } from './testing/reference.ts'

const FIRST = at('2024-01-01T00:00')
const LAST = at('2026-11-30T00:00')

const LONGEST: Record<Unit, number> = { minute: 4000, hour: 70, working_day: 25, calendar_day: 45, month: 4 }

/** Pauses that begin around the period, many of them short, some overlapping, some longer than a weekend. */
const pauses = fc.array(
  fc.record({
    after: fc.integer({ min: -3000, max: 50_000 }),
    length: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 20_000 })),
  }),
  { maxLength: 5 },
)

const spansOf = (
  from: number,
  list: readonly { after: number; length: number }[],
): (Pause & { to: number })[] =>
  list.map(({ after, length }, i) => ({
    kind: i % 2 ? 'supplement' : 'tax',
    from: from + after,
    to: from + after + length,
  }))

for (const unit of UNITS) {
  test(`a period in ${unit}s agrees with the minute-by-minute reference, pauses and all`, () => {
    const moment = fc.integer({ min: FIRST, max: LAST })
    const amount = fc.integer({ min: 1, max: LONGEST[unit] })
    fc.assert(
      fc.property(moment, amount, pauses, (from, n, list) => {
        const spans = spansOf(from, list)
        assert.equal(dueAt(calendar, from, { amount: n, unit }, spans), slowDue(from, n, unit, spans))
      }),
      { numRuns: 400, seed: 20_261_122 },
    )
  })

  test(`a period in ${unit}s agrees with the reference around its own due time, where pauses matter most`, () => {
    const moment = fc.integer({ min: FIRST, max: LAST })
    const near = fc.array(
      fc.record({ after: fc.integer({ min: -3000, max: 3000 }), length: fc.integer({ min: 0, max: 6000 }) }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: Math.ceil(LONGEST[unit] / 5) }),
        near,
        (from, n, list) => {
          const plain = dueAt(calendar, from, { amount: n, unit })
          const spans = spansOf(plain, list)
          assert.equal(dueAt(calendar, from, { amount: n, unit }, spans), slowDue(from, n, unit, spans))
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })

  test(`in ${unit}s: order and cutting of pauses change nothing, a pause never brings the due time nearer`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST, max: LAST }),
        fc.integer({ min: 1, max: LONGEST[unit] }),
        pauses,
        (from, n, list) => {
          const allow = { amount: n, unit }
          const spans = spansOf(from, list)
          const due = dueAt(calendar, from, allow, spans)
          assert.equal(dueAt(calendar, from, allow, [...spans].reverse()), due)
          const cut = spans.flatMap((s) => {
            const middle = Math.floor((s.from + s.to) / 2)
            return [
              { ...s, from: middle },
              { ...s, to: middle },
            ]
          })
          assert.equal(dueAt(calendar, from, allow, cut), due)
          assert.equal(dueAt(calendar, from, allow, [...spans, ...spans]), due)
          assert.ok(due >= dueAt(calendar, from, allow))
          assert.ok(dueAt(calendar, from, { amount: n + 1, unit }, spans) >= due)
          assert.ok(lateFrom(calendar, due, unit) > due)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
  })
}

test('a running pause is reckoned as ending now, and without a now the question is refused', () => {
  const from = at('2026-03-04T10:00')
  const running: Pause[] = [{ kind: 'supplement', from: at('2026-03-05T10:00'), to: null }]
  const allow = { amount: 3, unit: 'working_day' } as const
  assert.equal(dueAt(calendar, from, allow, running, at('2026-03-06T08:00')), at('2026-03-10T17:00'))
  assert.equal(dueAt(calendar, from, allow, running, at('2026-03-05T11:00')), at('2026-03-09T17:00'))
  assert.throws(() => dueAt(calendar, from, allow, running), refused('RunningPauseNeedsNow'))
})

test('amounts that are no positive whole number, and pauses that run backwards, are refused', () => {
  const from = at('2026-03-04T10:00')
  for (const amount of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => dueAt(calendar, from, { amount, unit: 'hour' }), refused('AllowRefused'))
  }
  const backwards = [{ kind: 'tax', from: from + 10, to: from }]
  assert.throws(() => dueAt(calendar, from, { amount: 1, unit: 'hour' }, backwards), refused('PauseRefused'))
})

test('outside the compiled years every unit is refused by name, and nothing is guessed', () => {
  for (const unit of UNITS) {
    assert.throws(
      () => dueAt(calendar, at('2023-12-31T10:00'), { amount: 1, unit }),
      refused('BeforeCalendar'),
    )
    assert.throws(
      () => dueAt(calendar, at('2028-01-01T10:00'), { amount: 1, unit }),
      refused('BeyondCalendar'),
    )
    assert.throws(
      () => dueAt(calendar, at('2027-12-31T16:59'), { amount: 100, unit }),
      refused('BeyondCalendar'),
    )
  }
  const forever = [{ kind: 'tax', from: at('2027-12-01T10:00'), to: at('2028-02-01T10:00') }]
  for (const unit of UNITS) {
    const allow = { amount: unit === 'minute' ? 2400 : unit === 'hour' ? 40 : unit === 'month' ? 1 : 5, unit }
    assert.throws(() => dueAt(calendar, at('2027-11-30T10:00'), allow, forever), refused('BeyondCalendar'))
  }
})

test('the last minute of the last year can be due', () => {
  assert.equal(dueAt(calendar, at('2027-12-31T16:00'), { amount: 1, unit: 'hour' }), at('2027-12-31T17:00'))
  assert.equal(
    dueAt(calendar, at('2027-12-30T16:00'), { amount: 1, unit: 'working_day' }),
    at('2027-12-31T17:00'),
  )
})

test('the answers do not depend on the zone of the machine', () => {
  const before = process.env['TZ']
  const answers = ['UTC', 'America/New_York', 'Asia/Ho_Chi_Minh', 'Pacific/Kiritimati'].map((zone) => {
    process.env['TZ'] = zone
    const fresh: Calendar = openCalendars(loadPacks()).of('hcmc')
    const from = minuteOf(new Date('2026-03-08T09:15:00Z'))
    return UNITS.map((unit) => dueAt(fresh, from, { amount: 3, unit })).join()
  })
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
  assert.equal(new Set(answers).size, 1)
})
