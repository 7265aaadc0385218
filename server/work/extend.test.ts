import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, refused, shown } from './testing/life.ts'

const to = (appointment: string) => ({ appointment, reason: 'Chờ kết quả đo đạc' })

test('the first appointment stays, and with it what is late', () => {
  const life = accepted()
  life.act('extend', '2026-03-09T10:00', to('2026-03-13'))
  assert.equal(shown(life.item.due_at), '2026-03-10T17:00')
  assert.equal(shown(life.item.late_from), '2026-03-11T00:00')
  assert.equal(shown(life.item.extended_due_at), '2026-03-13T17:00')
  assert.equal(life.item.status, 2)
})

test('until the appointment has passed, and not after', () => {
  accepted().act('extend', '2026-03-10T17:00', to('2026-03-13'))
  assert.throws(
    () => accepted().act('extend', '2026-03-10T17:01', to('2026-03-13')),
    refused('AlreadyExpired'),
  )
})

test('once', () => {
  const life = accepted()
  life.act('extend', '2026-03-09T10:00', to('2026-03-13'))
  assert.throws(() => life.act('extend', '2026-03-10T10:00', to('2026-03-16')), refused('TooManyExtensions'))
})

test('to a later working day', () => {
  assert.throws(
    () => accepted().act('extend', '2026-03-09T10:00', to('2026-03-14')),
    refused('NotAWorkingDay'),
  )
  assert.throws(() => accepted().act('extend', '2026-03-09T10:00', to('2026-03-10')), refused('NotLater'))
  assert.throws(() => accepted().act('extend', '2026-03-09T10:00', to('2026-02-02')), refused('NotLater'))
})

test('while the clock stands still nothing expires', () => {
  const life = accepted()
  life.act('financial-duty', '2026-03-09T14:00', { kind: 'tax' })
  life.act('extend', '2026-03-11T10:00', to('2026-03-13'))
  assert.equal(shown(life.item.extended_due_at), '2026-03-13T17:00')
})

test('a pause moves the extension by as many working days as the first appointment, never onto a day off', () => {
  const life = accepted()
  life.act('extend', '2026-03-09T10:00', to('2026-03-13'))
  life.act('financial-duty', '2026-03-09T14:00', { kind: 'tax' })
  life.act('pay', '2026-03-11T09:00', {})
  assert.equal(shown(life.item.due_at), '2026-03-12T17:00')
  // Two working days after Friday 13.
  assert.equal(shown(life.item.extended_due_at), '2026-03-17T17:00')
})
