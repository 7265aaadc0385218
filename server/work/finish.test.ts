import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, elsewhere, people, refused, shown, type Life } from './testing/life.ts'

const atLastStep = (): Life => {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  return life
}

test('the last step ends it; what was asked and not answered is no longer needed', () => {
  const life = atLastStep()
  life.act('consult', '2026-03-04T10:30', { unit: elsewhere, question: 'x', allow: '2wd' }, people.leader)
  life.act('finish', '2026-03-04T16:00', { outcome: 'granted' }, people.leader)
  assert.equal(life.item.status, 9)
  assert.equal(shown(life.item.finished_at), '2026-03-04T16:00')
  assert.equal(life.item.closed_at, null)
  assert.deepEqual(
    life.item.steps.map((step) => step.outcome),
    ['accepted', 'done', 'granted', 'not-needed'],
  )
})

test('not while steps remain; a refusal only where the process has that way out', () => {
  assert.throws(
    () => accepted().act('finish', '2026-03-04T10:00', { outcome: 'granted' }),
    refused('NotTheLastStep'),
  )
  const life = accepted()
  life.act('finish', '2026-03-04T10:00', { outcome: 'refused' })
  assert.equal(life.item.outcome, 'refused')
})

test('not by somebody else', () => {
  assert.throws(
    () => atLastStep().act('finish', '2026-03-04T16:00', { outcome: 'granted' }, people.other),
    refused('NotYours'),
  )
})

test('late is told against the first appointment, and the extension beside it', () => {
  const life = atLastStep()
  life.act('extend', '2026-03-09T10:00', { appointment: '2026-03-13', reason: 'x' })
  const change = life.act('finish', '2026-03-12T10:00', { outcome: 'granted' }, people.leader)
  const data = change.facts[0]!.data as { late_from: string; extended: string }
  assert.equal(shown(new Date(data.late_from)), '2026-03-11T00:00')
  assert.equal(shown(new Date(data.extended)), '2026-03-13T17:00')
  assert.ok(life.item.finished_at! > life.item.late_from!)
})
