import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spansOf } from './spans.ts'
import { accepted, city, elsewhere, local, people, refused, type Life } from './testing/life.ts'
import { timeLedger } from './time.ts'

/** Examined on Wednesday morning, sent back in the afternoon, done again on Thursday. */
function sentBack(cause: 'performer' | 'reviewer'): Life {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  const back = { no: 2, toStep: 'tham-dinh', cause, reason: 'Thiếu ý kiến quy hoạch' }
  life.act('rework', '2026-03-04T14:00', back, people.leader)
  return life
}

const minutesOf = (life: Life, until: string): Record<string, number> => {
  const { parts } = timeLedger(
    spansOf(life.entries, local(until), () => null),
    city,
  )
  const sums: Record<string, number> = {}
  for (const part of parts) {
    if (part.owner.kind !== 'official') continue
    sums[part.owner.id!] = (sums[part.owner.id!] ?? 0) + part.working_min
  }
  return sums
}

test('the step opens again with the one who did it', () => {
  const step = sentBack('performer').lead()
  assert.equal(step.key, 'tham-dinh')
  assert.equal(step.person, people.official)
  assert.equal(step.charged_to, people.official)
})

test('the repeated minutes are charged to whom the reviewer names', () => {
  // Wednesday 14:00–17:00 and Thursday 07:30–08:30 are 240 repeated minutes.
  const before = { [people.official]: 390 + 150, [people.leader]: 90 + 60 }
  const performer = minutesOf(sentBack('performer'), '2026-03-05T08:30')
  assert.equal(performer[people.official], before[people.official]! + 240)
  assert.equal(performer[people.leader], before[people.leader])
  const reviewer = minutesOf(sentBack('reviewer'), '2026-03-05T08:30')
  assert.equal(reviewer[people.official], before[people.official])
  assert.equal(reviewer[people.leader], before[people.leader]! + 240)
})

test('done again, the minutes are the next holder’s own', () => {
  const life = sentBack('reviewer')
  life.act('complete-step', '2026-03-05T08:30', { no: 3 })
  assert.equal(life.lead().charged_to, null)
  assert.equal(life.lead().person, people.leader)
})

test('only to a step it has been through', () => {
  const life = accepted()
  const back = { no: 1, toStep: 'ky', cause: 'performer', reason: 'x' }
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  assert.throws(
    () => life.act('rework', '2026-03-04T11:00', { ...back, no: 2 }, people.leader),
    refused('StepNotDone', 'toStep'),
  )
})

test('an office that was asked for its opinion cannot send the work back: there is one lead', () => {
  const life = accepted()
  life.act('complete-step', '2026-03-04T10:00', { no: 1 })
  life.act('consult', '2026-03-04T10:30', { unit: elsewhere, question: 'x', allow: '2wd' }, people.leader)
  const back = { no: 3, toStep: 'tham-dinh', cause: 'performer', reason: 'x' }
  assert.throws(() => life.act('rework', '2026-03-04T11:00', back, people.other), refused('StepNotOpen'))
})
