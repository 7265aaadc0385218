import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, live, people, refused, shown } from './testing/life.ts'

test('before acceptance there is no appointment, and the desk owes an answer in eight office hours', () => {
  const { item } = live('2026-03-03T08:00')
  assert.equal(item.due_at, null)
  // 210 + 240 minutes on Tuesday, the last 30 on Wednesday from 07:30.
  assert.equal(shown(item.answer_by), '2026-03-04T08:00')
  assert.equal(shown(live('2026-03-06T16:00').item.answer_by), '2026-03-09T16:00')
})

test('five working days are counted from the day after acceptance', () => {
  const { item } = accepted()
  assert.equal(shown(item.accepted_at), '2026-03-03T09:00')
  assert.equal(shown(item.due_at), '2026-03-10T17:00')
  assert.equal(shown(item.late_from), '2026-03-11T00:00')
  assert.equal(item.steps[0]?.worked_min, 60)
})

test('over Tết no working day counts', () => {
  const life = live('2026-02-13T14:00')
  life.act('accept', '2026-02-13T15:40', {}, people.clerk)
  // Off from Saturday 14 to Sunday 22 February: the days are 23, 24, 25, 26, 27.
  assert.equal(shown(life.item.due_at), '2026-02-27T17:00')
})

test('a make-up Saturday counts', () => {
  const life = live('2026-08-20T08:00')
  life.act('accept', '2026-08-20T09:00', {}, people.clerk)
  // Friday 21, Saturday 22 (makes up for 31/8), Monday 24, Tuesday 25, Wednesday 26.
  assert.equal(shown(life.item.due_at), '2026-08-26T17:00')
})

const sameDay = (at: string): string | null => {
  const life = live(at, {
    procedure: {
      sameDay: true,
      cutOff: '15:00',
      channels: [{ channel: 'direct', allow: { amount: 1, unit: 'wd' }, fees: [] }],
    },
  })
  life.act('accept', at, {}, people.clerk)
  return shown(life.item.due_at)
}

test('a same-day procedure is due the same day until 15:00, from then on the next working day', () => {
  assert.equal(sameDay('2026-03-03T14:59'), '2026-03-03T17:00')
  assert.equal(sameDay('2026-03-03T15:00'), '2026-03-04T17:00')
  assert.equal(sameDay('2026-03-06T15:00'), '2026-03-09T17:00')
})

test('a Saturday opening is no working day, so what it takes in is due on Monday', () => {
  assert.equal(sameDay('2026-03-07T08:00'), '2026-03-09T17:00')
})

test('the channel it came by has its own time; an unlisted one has the first', () => {
  const life = live('2026-03-03T08:00', {
    procedure: {
      channels: [
        { channel: 'online', allow: { amount: 1, unit: 'wd' }, fees: [] },
        { channel: 'direct', allow: { amount: 10, unit: 'h' }, fees: [] },
      ],
    },
  })
  life.act('accept', '2026-03-03T09:00', {}, people.clerk)
  // 150 + 240 minutes on Tuesday; 210 of the 600 are left for Wednesday.
  assert.equal(shown(life.item.due_at), '2026-03-04T11:00')
})

test('nobody accepts twice', () => {
  assert.throws(() => accepted().act('accept', '2026-03-03T10:00', {}, people.clerk), refused('WrongStatus'))
})
