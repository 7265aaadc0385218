import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActName, StepView } from '../api/types.ts'
import { usefulActs } from './useful.ts'

const said = (text: string) => ({ vi: text, en: text })

const lead = (person: string | null): StepView => ({
  no: 1,
  key: 'appraise',
  name: said('Appraise'),
  person: person === null ? null : { id: person, name: person },
  unit: { code: 'H29.14', name: said('Ward') },
  role: 'case-official',
  duty: 'lead',
  state: 'open',
  openedAt: null,
  dueAt: null,
  doneAt: null,
  allowed_min: 480,
  worked_min: null,
  responsibility: said('r'),
  product: said('p'),
  authority: 'a',
  outcome: null,
  outcomes: [],
})
const all: ActName[] = ['take', 'release', 'complete-step', 'finish', 'forward']

test('a step in the queue is taken first, then worked on', () => {
  assert.deepEqual(usefulActs(all, lead(null), 'me', false), ['take', 'forward'])
  assert.deepEqual(usefulActs(all, lead('me'), 'me', false), ['release', 'complete-step', 'forward'])
})

test('a step of somebody else is not given back by me', () => {
  assert.deepEqual(usefulActs(['take', 'release', 'assign'], lead('another'), 'me', false), ['assign'])
})

test('the last step is finished, the others are completed', () => {
  assert.deepEqual(usefulActs(all, lead('me'), 'me', true), ['release', 'finish', 'forward'])
  assert.deepEqual(usefulActs(['return'], undefined, 'me', false), ['return'])
})
