import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, refused, shown } from './testing/life.ts'

test('the tax takes as long as it takes: the days are given back', () => {
  const life = accepted()
  life.act('financial-duty', '2026-03-05T10:00', { kind: 'tax', amount: 12_000_000 })
  assert.equal(life.item.status, 6)
  assert.equal(life.item.pauses[0]?.kind, 'tax')
  assert.equal(life.item.pauses[0]?.amount, 12_000_000)
  life.act('pay', '2026-03-09T14:00', { receipt: 'BL-1' })
  assert.equal(life.item.status, 4)
  assert.equal(shown(life.item.due_at), '2026-03-12T17:00')
  assert.equal(life.lead().paused_at, null)
})

test('paid on the same day gives no day back', () => {
  const life = accepted()
  life.act('financial-duty', '2026-03-05T10:00', { kind: 'fee' })
  life.act('pay', '2026-03-05T16:00', {})
  assert.equal(shown(life.item.due_at), '2026-03-10T17:00')
})

test('two waits that follow each other are each given back once', () => {
  const life = accepted()
  life.act('financial-duty', '2026-03-04T10:00', { kind: 'fee' })
  life.act('pay', '2026-03-05T10:00', {})
  life.act('request-supplement', '2026-03-05T11:00', { missing: ['to-khai'], reason: 'x' })
  life.act('supplement', '2026-03-06T11:00', { parts: [] })
  // Thursday 5 for the first, Friday 6 for the second.
  assert.equal(shown(life.item.due_at), '2026-03-12T17:00')
})

test('nothing is asked for before acceptance, nothing paid that was not asked for', () => {
  const life = accepted()
  assert.throws(() => life.act('pay', '2026-03-05T10:00', {}), refused('WrongStatus'))
})
