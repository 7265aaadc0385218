import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { installJobs } from '#kernel'
import { readStreams } from '#ledger'
import { heldAgainAt, heldTask, linkedNext, tryHeld } from './follow.ts'
import type { LinkedFiled } from './file-linked.ts'
import { birth, linkedCity, member, on, type LinkedCity } from './testing/linked-city.ts'

let city: LinkedCity
before(async () => {
  city = await linkedCity()
  await installJobs(city.db.pool.options.connectionString!)
})
after(() => city.close())

const residence = '1.004222'
const follow = { id: '', attempt: 1, maxAttempts: 5, signal: new AbortController().signal }

/** Takes the applicant away as an erasure would, and gives back how to undo it. */
async function applicantGone(filed: LinkedFiled): Promise<() => Promise<unknown>> {
  const [row] = await city.db.rows<{ id: string; sealed: Buffer }>(
    {
      name: 'test.party',
      text: 'select p.id, p.sealed from work.parties p join work.items i on i.party = p.id where i.id = $1',
    },
    [filed.items[0]!.id],
  )
  const set = { name: 'test.seal', text: 'update work.parties set sealed = $2 where id = $1' }
  await city.db.rows(set, [row!.id, null])
  return () => city.db.rows(set, [row!.id, row!.sealed])
}

/** The next try of a filing that waits in the queue: when, and as which. */
async function waiting(filed: LinkedFiled): Promise<{ at: Date; payload: unknown } | undefined> {
  const text = `select run_at as at, payload from graphile_worker._private_jobs where key = $1`
  const [row] = await city.db.rows<{ at: Date; payload: unknown }>({ name: 'test.jobs', text }, [
    `${heldTask}:${filed.id}`,
  ])
  return row
}

test('a member that the rules refuse is held with the reason, tried again by its own job, and begins when it can', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-18'))
  const done = await city.finish(filed.items[0]!.id, on('2026-03-18', '09:00'))
  const comeBack = await applicantGone(filed)
  const entries = await readStreams(
    city.db,
    filed.items.map((one) => one.id),
  )
  const finished = on('2026-03-18', '10:00')
  const following = linkedNext(city.office, () => finished)
  await city.db.transaction((tx) => following.onEntries(tx, entries))
  const held = member(await city.view(filed, on('2026-03-18', '12:00')), residence)
  assert.equal(held.state, 'ready')
  assert.match(held.held!.vi, /đã được xóa/)
  const first = { linked: filed.id, tries: 1 }
  assert.deepEqual(await waiting(filed), { at: on('2026-03-18', '10:10'), payload: first })

  const later = on('2026-03-18', '10:10')
  await tryHeld(city.office, () => later)(first, follow)
  const second = { linked: filed.id, tries: 2 }
  assert.deepEqual(await waiting(filed), { at: on('2026-03-18', '10:30'), payload: second })

  await comeBack()
  await tryHeld(city.office, () => on('2026-03-18', '10:30'))(second, follow)
  const begun = member(await city.view(filed, on('2026-03-18', '12:00')), residence)
  assert.equal(begun.state, 'open')
  assert.equal(begun.held, null)
  assert.equal(begun.filedAt, done.toISOString(), 'the clock of the applicant was not stopped meanwhile')
  assert.deepEqual(await waiting(filed), { at: on('2026-03-18', '10:30'), payload: second }, 'no further try')
  await tryHeld(city.office, () => on('2026-03-18', '10:31'))(second, follow)
  const all = await city.view(filed, on('2026-03-18', '12:00'))
  assert.equal(member(all, residence).item!.id, begun.item!.id, 'and nothing begins twice')
})

test('the tries are bounded: a week, ever more seldom, and none after it', () => {
  let at = on('2026-03-18')
  let tries = 0
  for (let next = heldAgainAt(0, at); next !== null; next = heldAgainAt((tries += 1), at)) at = next
  assert.equal(tries, 10)
  const days = (at.getTime() - on('2026-03-18').getTime()) / 86_400_000
  assert.ok(days > 7 && days < 8, `${days} days`)
})

test('a filing of which nothing is held leaves no job', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-19'))
  await city.finish(filed.items[0]!.id, on('2026-03-19', '09:00'))
  const entries = await readStreams(
    city.db,
    filed.items.map((one) => one.id),
  )
  const following = linkedNext(city.office, () => on('2026-03-19', '10:00'))
  await city.db.transaction((tx) => following.onEntries(tx, entries))
  assert.equal(await waiting(filed), undefined)
  assert.equal(member(await city.view(filed, on('2026-03-19', '12:00')), residence).state, 'open')
})
