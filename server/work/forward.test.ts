import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, desk, elsewhere, live, people, refused, shown } from './testing/life.ts'

const sent = { to: elsewhere, reason: 'Đất thuộc phường bên' }

test('before acceptance only the competence moves; the desk still owes the answer', () => {
  const life = live('2026-03-03T08:00')
  life.act('forward', '2026-03-03T08:30', sent, people.clerk)
  assert.equal(life.item.competent_unit, elsewhere)
  assert.equal(life.lead().unit, desk)
  assert.equal(shown(life.item.answer_by), '2026-03-04T08:00')
})

test('afterwards the step is closed here and opens there; the appointment stays', () => {
  const life = accepted()
  life.act('forward', '2026-03-04T09:00', sent)
  assert.deepEqual(
    life.item.steps.map((step) => [step.no, step.unit, step.outcome]),
    [
      [0, desk, 'accepted'],
      [1, desk, 'forwarded'],
      [2, elsewhere, null],
    ],
  )
  assert.equal(shown(life.item.due_at), '2026-03-10T17:00')
})

test('a unit that does not exist, or the same one, is refused', () => {
  assert.throws(
    () => accepted().act('forward', '2026-03-04T09:00', { ...sent, to: 'X99' }),
    refused('UnknownUnit', 'to'),
  )
  assert.throws(
    () => accepted().act('forward', '2026-03-04T09:00', { ...sent, to: desk }),
    refused('SameUnit', 'to'),
  )
})
