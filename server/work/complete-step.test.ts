import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, people, refused, shown } from './testing/life.ts'

test('the step is closed with its office minutes and the next opens with its own time', () => {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1, note: 'Đủ điều kiện' })
  // 390 on Tuesday from nine, 150 on Wednesday until ten.
  assert.equal(life.item.steps[1]?.worked_min, 540)
  assert.equal(life.lead().key, 'ky')
  assert.equal(life.lead().person, people.leader)
  assert.equal(shown(life.lead().due_at), '2026-03-05T17:00')
  assert.equal(life.item.status, 4)
})

test('a branch is taken by its outcome', () => {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  life.act('complete-step', '2026-03-04T14:00', { no: 2, outcome: 'rejected' }, people.leader)
  assert.equal(life.lead().key, 'tham-dinh')
  assert.equal(life.lead().no, 3)
})

test('another person’s step, a closed one, an unknown outcome and the last step are each refused by name', () => {
  const life = accepted()
  const at = '2026-03-04T10:00'
  assert.throws(() => life.act('complete-step', at, { no: 1 }, people.other), refused('NotYours'))
  assert.throws(() => life.act('complete-step', at, { no: 0 }), refused('StepNotOpen'))
  assert.throws(
    () => life.act('complete-step', at, { no: 1, outcome: 'approved' }),
    refused('NotAnOutcome', 'outcome'),
  )
  life.act('complete-step', at, { no: 1 })
  assert.throws(() => life.act('complete-step', at, { no: 2 }, people.leader), refused('FinishInstead'))
})
