import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, live, people, refused, shown } from './testing/life.ts'

const missing = { missing: ['to-khai'], reason: 'Thiếu chữ ký' }

test('told at the counter, the clock stops at once', () => {
  const life = accepted({ notify: 'none' })
  life.act('request-supplement', '2026-03-05T10:00', missing)
  assert.equal(life.item.status, 5)
  assert.equal(shown(life.item.pauses[0]!.from_at), '2026-03-05T10:00')
  assert.equal(shown(life.lead().paused_at), '2026-03-05T10:00')
})

test('told by message, the clock stops when the notice was sent, not when it was drafted; once only', () => {
  const life = accepted({ notify: 'sms' })
  life.act('request-supplement', '2026-03-05T10:00', missing)
  assert.equal(life.item.pauses.length, 0)
  life.act('notice-sent', '2026-03-05T10:04', {})
  life.act('notice-sent', '2026-03-05T10:09', {})
  assert.deepEqual(
    life.item.pauses.map((pause) => shown(pause.from_at)),
    ['2026-03-05T10:04'],
  )
})

test('a second request needs an approver and is counted', () => {
  const twice = (approver: boolean): number => {
    const life = accepted({ approver })
    life.act('request-supplement', '2026-03-04T10:00', missing)
    life.act('supplement', '2026-03-05T10:00', { parts: [] })
    life.act('request-supplement', '2026-03-05T14:00', missing)
    return life.item.supplement_requests
  }
  assert.throws(() => twice(false), refused('SecondSupplementNeedsApprover'))
  assert.equal(twice(true), 2)
})

test('a part that the procedure does not have is refused by its place', () => {
  const ask = { missing: ['to-khai', 'so-do'], reason: 'x' }
  assert.throws(
    () => accepted().act('request-supplement', '2026-03-04T10:00', ask),
    refused('UnknownPart', 'missing.1'),
  )
})

test('at intake the request is the answer, and the desk gets back the time it waited', () => {
  const life = live('2026-03-03T08:00')
  life.act('request-supplement', '2026-03-03T09:00', missing, people.clerk)
  assert.equal(shown(life.item.answered_at), '2026-03-03T09:00')
  life.act('supplement', '2026-03-05T09:00', { parts: [{ key: 'to-khai', originals: 1 }] }, people.clerk)
  assert.equal(life.item.status, 1)
  // Waited 390 + 480 + 90 office minutes: two working days on top of Wednesday 08:00.
  assert.equal(shown(life.item.answer_by), '2026-03-06T08:00')
  assert.equal(life.item.due_at, null)
  life.act('accept', '2026-03-05T10:00', {}, people.clerk)
  assert.equal(shown(life.item.answered_at), '2026-03-03T09:00')
  // An hour before the request, an hour after the supplement.
  assert.equal(life.item.steps[0]?.worked_min, 120)
  // The two clocks are apart: acceptance promises from acceptance.
  assert.equal(shown(life.item.due_at), '2026-03-12T17:00')
})
