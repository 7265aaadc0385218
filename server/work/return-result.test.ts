import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spansOf } from './spans.ts'
import { accepted, city, desk, elsewhere, local, people, refused, shown, type Life } from './testing/life.ts'
import { timeLedger } from './time.ts'

const finished = (): Life => {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  life.act('finish', '2026-03-04T16:00', { outcome: 'granted' }, people.leader)
  return life
}

test('handed over at any office of the city, and closed', () => {
  const life = finished()
  life.act('return', '2026-03-06T09:00', { to: 'representative', unit: elsewhere }, people.clerk)
  assert.equal(life.item.status, 10)
  assert.equal(life.item.returned_unit, elsewhere)
  assert.equal(shown(life.item.closed_at), '2026-03-06T09:00')
})

test('while nobody fetches it the minutes lie at the counter, which is nobody’s handling time', () => {
  const life = finished()
  const { parts } = timeLedger(
    spansOf(life.entries, local('2026-03-06T09:00'), () => null),
    city,
  )
  const counter = parts.filter((part) => part.owner.kind === 'counter')
  assert.ok(counter.every((part) => part.owner.id === desk))
  // Wednesday from 16:00, Thursday, Friday until nine.
  assert.equal(
    counter.reduce((sum, part) => sum + part.working_min, 0),
    60 + 480 + 90,
  )
})

test('not at an office that does not exist', () => {
  assert.throws(
    () => finished().act('return', '2026-03-06T09:00', { to: 'applicant', unit: 'X99' }, people.clerk),
    refused('UnknownUnit', 'unit'),
  )
})
