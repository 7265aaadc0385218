import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, refused, shown, type Life } from './testing/life.ts'

/** Asked on Thursday morning, brought on Monday afternoon: a weekend between. */
function waited(afterSupplement: 'resume' | 'restart'): Life {
  const life = accepted({ procedure: { afterSupplement } })
  life.act('request-supplement', '2026-03-05T10:00', { missing: ['to-khai'], reason: 'x' })
  life.act('supplement', '2026-03-09T14:00', { parts: [{ key: 'to-khai', originals: 1 }] })
  return life
}

test('resumed: the appointment gets back the working days waited, the weekend none', () => {
  const { item } = waited('resume')
  // Friday 6 and Monday 9 are given back to Tuesday 10.
  assert.equal(shown(item.due_at), '2026-03-12T17:00')
  assert.equal(shown(item.counted_from), '2026-03-03T09:00')
  assert.equal(item.status, 4)
})

test('restarted: all five days are counted again from the supplement', () => {
  const { item } = waited('restart')
  assert.equal(shown(item.due_at), '2026-03-16T17:00')
  assert.equal(shown(item.counted_from), '2026-03-09T14:00')
})

test('the open step gets the days back too, and the wait is nobody’s work', () => {
  const life = waited('resume')
  assert.equal(shown(life.lead().due_at), '2026-03-09T17:00')
  life.act('complete-step', '2026-03-10T08:00', { no: 1 })
  // 390 on Tuesday, 480 on Wednesday, 150 on Thursday; 180 on Monday, 30 on Tuesday.
  assert.equal(life.item.steps[1]?.worked_min, 1230)
})

test('the parts that came are kept; a part unknown to the procedure is refused', () => {
  const life = accepted()
  life.act('request-supplement', '2026-03-05T10:00', { missing: ['to-khai'], reason: 'x' })
  assert.throws(
    () => life.act('supplement', '2026-03-05T11:00', { parts: [{ key: 'so-do' }] }),
    refused('UnknownPart', 'parts.0.key'),
  )
  const change = life.act('supplement', '2026-03-05T11:00', { parts: [{ key: 'to-khai', copies: 2 }] })
  assert.deepEqual(change.papers, [{ part: 'to-khai', originals: 0, copies: 2, files: [], kind: 'part' }])
})
