import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActName, StepView } from '../api/types.ts'
import { usefulActs } from './useful.ts'

const lead = (person: string | null): StepView => ({
  no: 1,
  key: 'appraise',
  name: 'Appraise',
  person: person === null ? null : { id: person, name: person },
  unit: null,
  duty: 'lead',
  state: 'open',
  openedAt: null,
  dueAt: null,
  doneAt: null,
  allowed_min: 480,
  worked_min: null,
  responsibility: 'r',
  product: 'p',
  authority: 'a',
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
