import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStreams, streamOf } from '#ledger'
import { getItem, timeOf } from '../history.ts'
import { toldFacts } from '../notice-facts.ts'
import { linkedNext } from './follow.ts'
import { streamName } from './file-linked.ts'
import { hangingOn } from './told.ts'
import { birth, correction, linkedCity, member, on, papers, type LinkedCity } from './testing/linked-city.ts'

let city: LinkedCity
before(async () => {
  city = await linkedCity()
})
after(() => city.close())

test('in sequence: the next begins with its own clock at the minute the one before was granted', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-09'))
  const begun = await city.view(filed, on('2026-03-09', '08:10'))
  assert.equal(begun.appointment, null)
  assert.ok(begun.expected)
  assert.equal(member(begun, '1.004222').state, 'waiting')
  const done = await city.finish(filed.items[0]!.id, on('2026-03-09', '09:00'))
  assert.deepEqual((await city.next(filed)).begun, ['1.004222'])
  assert.deepEqual(await city.next(filed), { begun: [], held: [] }, 'it begins once')
  const now = on('2026-03-09', '16:00')
  const seen = await city.view(filed, now)
  const second = member(seen, '1.004222')
  assert.equal(second.state, 'open')
  assert.equal(second.filedAt, done.toISOString())
  assert.equal(seen.appointment, null)
  await city.act(city.clerk, 'accept', second.item!.id, on('2026-03-10', '08:00'))
  const promised = await city.view(filed, on('2026-03-10', '09:00'))
  assert.equal(promised.appointment, member(promised, '1.004222').appointment)
  assert.equal(promised.expected, null)
  const item = await getItem(city.office, second.item!.id)
  const time = await timeOf(city.office, item, on('2026-03-10', '09:00'))
  assert.equal(
    time.elapsed_min,
    Math.floor((on('2026-03-10', '09:00').getTime() - done.getTime()) / 60_000),
    'its own time ledger',
  )
})

test('one before two: both begin, and the last appointment is the appointment', async () => {
  const filed = await city.fileLinked(correction, on('2026-03-11'))
  assert.deepEqual(filed.waiting, ['1.013833', '2.000635'])
  await city.finish(filed.items[0]!.id, on('2026-03-11', '09:00'))
  assert.deepEqual((await city.next(filed)).begun, filed.waiting)
  const seen = await city.view(filed, on('2026-03-11', '10:30'))
  for (const code of filed.waiting)
    await city.act(city.clerk, 'accept', member(seen, code).item!.id, on('2026-03-11', '11:00'))
  const promised = await city.view(filed, on('2026-03-11', '11:30'))
  const land = member(promised, '1.013833').appointment!
  assert.ok(land > member(promised, '2.000635').appointment!)
  assert.equal(promised.appointment, land)
})

test('a refused, withdrawn or not granted member: what needs it never begins, the others go on', async () => {
  const refused = await city.fileLinked(birth, on('2026-03-12'))
  await city.act(city.clerk, 'refuse', refused.items[0]!.id, on('2026-03-12', '09:00'), {
    reason: 'Sai nơi nộp.',
    guidance: 'Nộp nơi cư trú.',
  })
  const withdrawn = await city.fileLinked(correction, on('2026-03-12'))
  await city.act(city.clerk, 'withdraw', withdrawn.items[0]!.id, on('2026-03-12', '09:00'), {})
  for (const filed of [refused, withdrawn]) {
    assert.deepEqual(await city.next(filed), { begun: [], held: [] })
    const seen = await city.view(filed, on('2026-03-12', '10:00'))
    assert.equal(seen.whole, 'ended')
    assert.equal(seen.appointment, null)
    for (const code of filed.waiting) assert.equal(member(seen, code).state, 'never')
  }
  const beside = await city.fileLinked(papers, on('2026-03-12'))
  await city.act(city.clerk, 'withdraw', beside.items[0]!.id, on('2026-03-12', '09:00'), {})
  for (const item of beside.items.slice(1))
    await city.act(city.clerk, 'accept', item.id, on('2026-03-12', '09:00'))
  const seen = await city.view(beside, on('2026-03-12', '10:00'))
  assert.equal(seen.whole, 'running')
  assert.equal(seen.appointment, member(seen, '3.000333').appointment)
})

test('the subscription begins what is due, once, also when it is stopped before its cursor was kept', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-17'))
  await city.finish(filed.items[0]!.id, on('2026-03-17', '09:00'))
  const entries = await readStreams(
    city.db,
    filed.items.map((one) => one.id),
  )
  const following = linkedNext(city.office, () => on('2026-03-17', '12:00'))
  await assert.rejects(
    city.db.transaction(async (tx) => {
      await following.onEntries(tx, entries)
      throw new Error('killed')
    }),
    /killed/,
  )
  assert.equal(member(await city.view(filed, on('2026-03-17', '12:00')), '1.004222').state, 'ready')
  await city.db.transaction((tx) => following.onEntries(tx, entries))
  await city.db.transaction((tx) => following.onEntries(tx, entries))
  const begun = member(await city.view(filed, on('2026-03-17', '12:00')), '1.004222')
  assert.equal(begun.state, 'open')
  const told = await readStreams(city.db, [streamOf(streamName(filed.id))])
  assert.deepEqual(
    told.map((entry) => entry.type),
    ['dossier.linked', 'dossier.linked-begun'],
  )
})

test('the applicant is told which procedures an ending keeps from beginning', async () => {
  const filed = await city.fileLinked(correction, on('2026-03-24'), { notify: { channel: 'sms' } })
  const [first] = filed.items
  await city.act(city.clerk, 'withdraw', first!.id, on('2026-03-24', '09:00'), {})
  const entries = await readStreams(city.db, [first!.id])
  const now = on('2026-03-24', '10:00')
  const facts = await city.db.transaction((tx) => toldFacts(city.office, tx, entries, now))
  assert.equal(facts.at(-1)!.linked!.code, filed.code)
  assert.equal(facts.at(-1)!.linked!.never.length, 2)
  assert.match(facts.at(-1)!.linked!.never[1]!.vi, /bản sao Trích lục/)
})

test('what hangs on a member is what needs its result, also through another', () => {
  const members = [
    { procedure: 'A' },
    { procedure: 'B', after: ['A'] },
    { procedure: 'C', after: ['B'] },
    { procedure: 'D' },
  ]
  assert.deepEqual(hangingOn({ members }, 'A'), ['B', 'C'])
  assert.deepEqual(hangingOn({ members }, 'D'), [])
})
