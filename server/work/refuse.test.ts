import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, live, people, refused, shown } from './testing/life.ts'

test('a refusal answers and ends it, with its reason and guidance kept as words', () => {
  const life = live('2026-03-03T08:00')
  const change = life.act(
    'refuse',
    '2026-03-03T09:00',
    { reason: 'Không thuộc thẩm quyền', guidance: 'Nộp ở Bộ' },
    people.clerk,
  )
  assert.equal(life.item.status, 3)
  assert.equal(shown(life.item.answered_at), '2026-03-03T09:00')
  assert.equal(shown(life.item.closed_at), '2026-03-03T09:00')
  assert.deepEqual(Object.keys(change.words ?? {}), ['reason', 'guidance'])
  assert.ok(!JSON.stringify(change.facts).includes('thẩm quyền'))
})

test('while it waits for a supplement, the wait ends with it', () => {
  const life = live('2026-03-03T08:00')
  life.act('request-supplement', '2026-03-03T09:00', { missing: ['to-khai'], reason: 'x' }, people.clerk)
  life.act('refuse', '2026-03-10T09:00', { reason: 'Không bổ sung' }, people.clerk)
  assert.equal(shown(life.item.pauses[0]!.to_at), '2026-03-10T09:00')
  assert.equal(life.item.steps[0]?.worked_min, 60)
})

test('an accepted dossier is never refused, whatever its status', () => {
  const life = accepted()
  life.act('request-supplement', '2026-03-03T10:00', { missing: ['to-khai'], reason: 'x' })
  assert.throws(() => life.act('refuse', '2026-03-04T09:00', { reason: 'x' }), refused('WrongStatus'))
})
