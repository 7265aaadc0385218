import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProcedureStep } from '../api/procedure-types.ts'
import { followingStep, stepsAhead } from './following.ts'
import { nextAct } from './names.ts'

type Outcome = ProcedureStep['next'][number]['outcome']

const step = (key: string, kind: ProcedureStep['kind'], ...next: [Outcome, string][]): ProcedureStep => ({
  key,
  kind,
  name: { vi: key, en: key },
  role: 'case-official',
  allow: { amount: 1, unit: 'wd' },
  next: next.map(([outcome, to]) => ({ outcome, to })),
})

const procedure = {
  process: {
    steps: [
      step('appraise', 'work', ['needs-supplement', 'appraise'], ['done', 'sign'], ['refuse', 'finish']),
      step('sign', 'approve', ['approved', 'hand-back'], ['rejected', 'appraise']),
      step('hand-back', 'return', ['done', 'finish']),
    ],
  },
}

test('the way forward is the good outcome; handing back is the end, not a step', () => {
  const after = followingStep(procedure, 'appraise')
  assert.equal(typeof after === 'object' ? after.key : after, 'sign')
  assert.equal(followingStep(procedure, 'sign'), 'finish')
  assert.equal(followingStep(procedure, 'unknown'), undefined)
  assert.deepEqual(
    stepsAhead(procedure, 'appraise').map((one) => one.key),
    ['sign'],
  )
})

test('a process that runs in a circle still ends', () => {
  const round = { process: { steps: [step('a', 'work', ['done', 'b']), step('b', 'work', ['done', 'a'])] } }
  assert.deepEqual(
    stepsAhead(round, 'a').map((one) => one.key),
    ['b', 'a'],
  )
})

test('the one filled button moves the item on; what moves it away stays in the menu', () => {
  assert.equal(
    nextAct(['forward', 'complete-step', 'finish'], { lastStep: false, ownRole: true }),
    'complete-step',
  )
  assert.equal(nextAct(['forward', 'complete-step', 'finish'], { lastStep: true, ownRole: true }), 'finish')
  assert.equal(nextAct(['refuse', 'accept'], { lastStep: false, ownRole: true }), 'accept')
  assert.equal(nextAct(['withdraw'], { lastStep: false, ownRole: true }), undefined)
  assert.equal(
    nextAct(['take', 'forward'], { lastStep: false, ownRole: false }),
    undefined,
    'another role’s step is not mine to take',
  )
  assert.equal(
    nextAct(['take', 'finish'], { lastStep: true, ownRole: true }),
    'take',
    'taken before it is finished',
  )
})
