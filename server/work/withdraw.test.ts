import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, elsewhere, live, refused, shown } from './testing/life.ts'

test('withdrawn while the clock stands: the pause ends, every step is closed', () => {
  const life = accepted()
  life.act('consult', '2026-03-03T10:00', { unit: elsewhere, question: 'x', allow: '2wd' })
  life.act('financial-duty', '2026-03-04T10:00', { kind: 'fee' })
  life.act('withdraw', '2026-03-05T10:00', { reason: 'Đổi ý' })
  assert.equal(life.item.status, 7)
  assert.equal(shown(life.item.closed_at), '2026-03-05T10:00')
  assert.equal(shown(life.item.pauses[0]!.to_at), '2026-03-05T10:00')
  assert.deepEqual(
    life.item.steps.map((step) => step.outcome),
    ['accepted', 'withdrawn', 'withdrawn'],
  )
})

test('withdrawn before acceptance needs no reason', () => {
  const life = live('2026-03-03T08:00')
  life.act('withdraw', '2026-03-03T08:20', {})
  assert.equal(life.item.status, 7)
})

test('stopped for a reason and on a basis, after acceptance only', () => {
  const life = accepted()
  life.act('stop', '2026-03-04T10:00', { reason: 'Tranh chấp', basis: 'Điều 5' })
  assert.equal(life.item.status, 8)
  const intake = live('2026-03-03T08:00')
  assert.throws(
    () => intake.act('stop', '2026-03-03T09:00', { reason: 'x', basis: 'x' }),
    refused('WrongStatus'),
  )
})
