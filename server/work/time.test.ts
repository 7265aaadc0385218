import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { minuteOf } from '#calendar'
import type { ReadEntry } from '#ledger'
import { Refusal } from '#kernel'
import { spansOf } from './spans.ts'
import type { Verb } from './status.ts'
import { accepted, city, elsewhere, live, local, people, type Life } from './testing/life.ts'
import { timeLedger, type TimeLedger } from './time.ts'

const ledgerOf = (life: Life, until: Date): TimeLedger =>
  timeLedger(
    spansOf(life.entries, life.item.closed_at ?? until, (unit) =>
      unit === elsewhere ? 'agency-city' : null,
    ),
    city,
  )

/** The parts touch from filing to the end, none is empty, none overlaps, and their sum is the elapsed time. */
function holds(entries: readonly ReadEntry[], ledger: TimeLedger, end: Date): void {
  const filed = minuteOf(entries[0]!.at)
  let reached = filed
  for (const part of ledger.parts) {
    assert.equal(minuteOf(new Date(part.from)), reached)
    reached = minuteOf(new Date(part.to))
    assert.ok(part.min > 0 && part.working_min >= 0 && part.working_min <= part.min)
    assert.equal(part.min, reached - minuteOf(new Date(part.from)))
    assert.equal(typeof part.owner.kind, 'string')
  }
  assert.equal(reached, Math.max(filed, minuteOf(end)))
  assert.equal(ledger.elapsed_min, minuteOf(end) - filed)
}

const acts: readonly [Verb, Record<string, unknown>][] = [
  ['accept', {}],
  ['request-supplement', { missing: ['to-khai'], reason: 'x' }],
  ['notice-sent', {}],
  ['supplement', { parts: [] }],
  ['take', {}],
  ['release', { reason: 'x' }],
  ['assign', { person: people.other }],
  ['complete-step', {}],
  ['consult', { unit: elsewhere, question: 'x', allow: '1wd' }],
  ['answer', { text: 'x' }],
  ['rework', { toStep: 'tham-dinh', cause: 'reviewer', reason: 'x' }],
  ['forward', { to: elsewhere, reason: 'x' }],
  ['financial-duty', { kind: 'tax' }],
  ['pay', {}],
  ['extend', { appointment: '2026-03-20', reason: 'x' }],
  ['finish', { outcome: 'granted' }],
  ['return', { to: 'applicant' }],
  ['withdraw', {}],
  ['stop', { reason: 'x', basis: 'x' }],
]

/** An act that is refused here changes nothing, as in life. */
function tried(life: Life, verb: Verb, at: string, input: Record<string, unknown>): boolean {
  const open = life.item.steps.filter((step) => step.done_at === null)
  const step = verb === 'answer' ? open.at(-1) : open[0]
  try {
    life.act(verb, at, { no: step?.no ?? 0, ...input }, step?.person ?? people.official)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const text = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)

test('whatever happens to a dossier, every minute has exactly one owner and none is lost', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.constantFrom('none' as const, 'sms' as const),
      fc.boolean(),
      fc.array(fc.tuple(fc.nat({ max: acts.length - 1 }), fc.nat({ max: 3000 }), fc.boolean()), {
        maxLength: 24,
      }),
      fc.nat({ max: 9000 }),
      (start, notify, alone, steps, open_min) => {
        let now = after(local('2026-03-02T00:00'), start)
        const holders = alone ? undefined : { clerk: people.clerk }
        const life = live(text(now), { notify, approver: true, ...(holders ? { holders } : {}) })
        for (const [which, minutes, likely] of steps) {
          now = after(now, minutes)
          const forward: Verb | undefined = likely
            ? (
                {
                  1: 'accept',
                  2: 'complete-step',
                  4: 'finish',
                  5: 'supplement',
                  6: 'pay',
                  9: 'return',
                } as const
              )[life.item.status as 1]
            : undefined
          const [verb, input] = acts.find(([name]) => name === forward) ?? acts[which]!
          if (tried(life, verb, text(now), input)) seen.add(`${verb}→${life.item.status}`)
        }
        const until = after(now, open_min)
        holds(life.entries, ledgerOf(life, until), life.item.closed_at ?? until)
      },
    ),
    { numRuns: 400, seed: 20260303 },
  )
  for (const reached of [
    'return→10',
    'withdraw→7',
    'stop→8',
    'rework→4',
    'release→4',
    'pay→4',
    'notice-sent→5',
  ])
    assert.ok(seen.has(reached), `no life came through ${reached}`)
})

const sums = (ledger: TimeLedger): Record<string, number> => {
  const found: Record<string, number> = {}
  for (const part of ledger.parts) found[part.owner.kind] = (found[part.owner.kind] ?? 0) + part.min
  return found
}

test('paused over a weekend: all those minutes are the applicant’s, day and night', () => {
  const life = accepted()
  life.act('request-supplement', '2026-03-06T16:00', { missing: ['to-khai'], reason: 'x' })
  life.act('supplement', '2026-03-09T08:00', { parts: [] })
  const ledger = ledgerOf(life, local('2026-03-09T09:00'))
  holds(life.entries, ledger, local('2026-03-09T09:00'))
  assert.equal(sums(ledger)['applicant'], 64 * 60)
})

test('an item that is still open grows by the minute; a closed one does not', () => {
  const life = live('2026-03-03T08:00')
  assert.equal(ledgerOf(life, local('2026-03-03T08:59')).elapsed_min, 59)
  life.act('withdraw', '2026-03-03T09:00', {})
  assert.equal(ledgerOf(life, local('2026-04-01T09:00')).elapsed_min, 60)
})

test('nights are nobody’s', () => {
  const life = accepted()
  const found = sums(ledgerOf(life, local('2026-03-04T09:00')))
  // 17:00 to 07:30, and the lunch break.
  assert.equal(found['outside'], 870 + 90)
  assert.equal(found['desk'], 60)
  assert.equal(found['official'], 24 * 60 - 870 - 90)
})

test('seconds fall to no one twice: parts meet on whole minutes', () => {
  const life = live('2026-03-03T08:00:59')
  life.act('accept', '2026-03-03T08:01:01', {}, people.clerk)
  life.act('complete-step', '2026-03-03T08:01:30', { no: 1 })
  const until = local('2026-03-03T08:03:59')
  holds(life.entries, ledgerOf(life, until), until)
})

test('a second server’s clock that runs a minute behind counts no minute twice', () => {
  const life = accepted()
  life.act('complete-step', '2026-03-03T10:05', { no: 1 })
  life.act('extend', '2026-03-03T10:03', { appointment: '2026-03-13', reason: 'x' })
  life.act('financial-duty', '2026-03-03T10:30', { kind: 'fee' })
  const until = local('2026-03-03T11:00')
  holds(life.entries, ledgerOf(life, until), until)
})
