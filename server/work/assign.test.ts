import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spansOf } from './spans.ts'
import { accepted, desk, local, people, refused } from './testing/life.ts'

const queued = () => accepted({ holders: { clerk: people.clerk } })

test('with nobody alone in the role the step waits in the queue, and its minutes are the head’s', () => {
  const life = queued()
  assert.equal(life.lead().person, null)
  const last = spansOf(life.entries, local('2026-03-03T10:00'), () => null).at(-1)
  assert.deepEqual(last?.owner, { kind: 'head', id: desk })
})

test('taken, released with a reason, assigned, assigned again: each from whom to whom', () => {
  const life = queued()
  life.act('take', '2026-03-03T09:30', { no: 1 }, people.official)
  life.act('release', '2026-03-03T10:00', { no: 1, reason: 'Đi công tác' }, people.official)
  life.act('assign', '2026-03-03T10:30', { no: 1, person: people.other }, people.leader)
  life.act('assign', '2026-03-03T11:00', { no: 1, person: people.official, reason: 'Quá tải' }, people.leader)
  assert.equal(life.lead().person, people.official)
  assert.equal(life.item.status, 4)
  const owners = spansOf(life.entries, local('2026-03-03T11:30'), () => null).map((span) => span.owner)
  assert.deepEqual(owners, [
    { kind: 'desk', id: desk },
    { kind: 'head', id: desk },
    { kind: 'official', id: people.official },
    { kind: 'head', id: desk },
    { kind: 'official', id: people.other },
    { kind: 'official', id: people.official },
  ])
})

test('what another holds is not taken, what one does not hold is not released', () => {
  const life = queued()
  life.act('take', '2026-03-03T09:30', { no: 1 }, people.official)
  assert.throws(() => life.act('take', '2026-03-03T09:31', { no: 1 }, people.other), refused('NotYours'))
  assert.throws(
    () => life.act('release', '2026-03-03T09:31', { no: 1, reason: 'x' }, people.other),
    refused('NotYours'),
  )
})

test('a step that is done is neither assigned nor taken', () => {
  const life = queued()
  assert.throws(
    () => life.act('assign', '2026-03-03T09:31', { no: 0, person: people.other }),
    refused('StepNotOpen'),
  )
  assert.throws(() => life.act('take', '2026-03-03T09:31', { no: 9 }), refused('StepNotOpen'))
})
