import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spansOf } from './spans.ts'
import { accepted, elsewhere, local, people, refused, shown } from './testing/life.ts'

const question = { unit: elsewhere, question: 'Có vướng quy hoạch không?', allow: '2wd' }

test('a coordinating step opens with its own time; the lead keeps the item and its minutes', () => {
  const life = accepted()
  life.act('consult', '2026-03-03T10:00', question)
  const asked = life.item.steps[2]
  assert.equal(asked?.duty, 'coordinate')
  assert.equal(shown(asked.due_at), '2026-03-05T17:00')
  assert.equal(life.lead().no, 1)
  const owners = spansOf(life.entries, local('2026-03-04T10:00'), () => null).map((span) => span.owner.id)
  assert.deepEqual(owners.slice(1), [people.official, people.official])
})

test('the answer closes it with the minutes it took, and no second answer is taken', () => {
  const life = accepted()
  life.act('consult', '2026-03-03T10:00', question)
  life.act('answer', '2026-03-04T08:30', { no: 2, text: 'Không vướng' }, people.other)
  // 90 + 240 on Tuesday, 60 on Wednesday.
  assert.equal(life.item.steps[2]?.worked_min, 390)
  assert.equal(life.item.steps[2]?.person, people.other)
  assert.throws(
    () => life.act('answer', '2026-03-04T09:00', { no: 2, text: 'x' }, people.other),
    refused('StepNotOpen'),
  )
})

test('the lead step is not answered, the opinion is not completed', () => {
  const life = accepted()
  life.act('consult', '2026-03-03T10:00', question)
  assert.throws(() => life.act('answer', '2026-03-03T11:00', { no: 1, text: 'x' }), refused('StepNotOpen'))
  assert.throws(
    () => life.act('complete-step', '2026-03-03T11:00', { no: 2 }, people.other),
    refused('NotAnOutcome'),
  )
})

test('an office that does not exist cannot be asked', () => {
  assert.throws(
    () => accepted().act('consult', '2026-03-03T10:00', { ...question, unit: 'X99' }),
    refused('UnknownUnit', 'unit'),
  )
})
