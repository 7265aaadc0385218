import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStream, verify } from '#ledger'
import { morning, testCity, type TestCity } from './testing/city.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error)
const types = async (id: string): Promise<string[]> =>
  (await readStream(city.db, id)).map((entry) => entry.type)

async function accepted(): Promise<{ id: string; version: number; lead: number }> {
  const { id } = await city.file(morning)
  const { version, lead } = await city.act(city.clerk, 'accept', id, later(10))
  return { id, version, lead: lead! }
}

test('ten people complete one step at once: one fact, nine clear refusals', async () => {
  const { id, version, lead } = await accepted()
  const ten = Array.from({ length: 10 }, (_, n) => ({
    ...city.official,
    id: `${city.official.id.slice(0, -2)}0${n}`,
  }))
  const ends = await Promise.allSettled(
    ten.map((one) => city.act(one, 'complete-step', id, later(30), {}, { no: lead, version })),
  )
  assert.equal(ends.filter((end) => end.status === 'fulfilled').length, 1)
  const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [codeOf(end.reason)] : []))
  assert.ok(
    refusals.every((code) => ['StaleItem', 'StepNotOpen', 'NotPermitted'].includes(code)),
    refusals.join(', '),
  )
  assert.equal((await types(id)).filter((type) => type === 'step.completed').length, 1)
})

test('one click sent ten times is one fact and ten equal answers', async () => {
  const { id, version, lead } = await accepted()
  const key = '0198c0de-0000-7000-8000-0000000000a1'
  const click = () => city.act(city.official, 'complete-step', id, later(30), {}, { no: lead, version, key })
  const answers = await Promise.all(Array.from({ length: 10 }, click))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal((await types(id)).length, 3)
  await assert.rejects(
    city.act(city.official, 'complete-step', id, later(30), { note: 'khác' }, { no: lead, version, key }),
    (error) => codeOf(error) === 'IdempotencyKeyReused',
  )
})

test('a stale page is told the version that stands, and writes nothing', async () => {
  const { id, version, lead } = await accepted()
  await city.act(city.official, 'take', id, later(20), {}, { no: lead, version })
  await assert.rejects(
    city.act(city.official, 'release', id, later(30), { reason: 'x' }, { no: lead, version }),
    (error) =>
      codeOf(error) === 'StaleItem' &&
      (error as { facts: { version: number } }).facts.version === version + 1,
  )
  assert.equal((await types(id)).length, 3)
})

test('whoever may not act learns nothing of the state, not even with a stale version', async () => {
  const { id } = await accepted()
  for (const version of [1, 2, 7])
    await assert.rejects(
      city.act(city.official, 'accept', id, later(20), {}, { version }),
      (error) => codeOf(error) === 'NotPermitted',
    )
})

test('an item that is not there is not found', async () => {
  await assert.rejects(
    city.act(city.clerk, 'accept', '0198c0de-0000-7000-8000-00000000dead', later(1)),
    (error) => codeOf(error) === 'NotFound' && (error as { kind: string }).kind === 'not-found',
  )
})

test('people do not say that a notice was sent: the system does', async () => {
  const { id } = await city.file(morning, { notify: { channel: 'sms', to: '0901234567' } })
  await city.act(city.clerk, 'request-supplement', id, later(5), { missing: ['to-khai'], reason: 'x' })
  await assert.rejects(
    city.act(city.clerk, 'notice-sent', id, later(6)),
    (error) => codeOf(error) === 'NotPermitted',
  )
})

test('of two requests that came together the earlier may be written second: no step ends before it began', async () => {
  const { id, lead } = await accepted()
  await city.act(city.official, 'complete-step', id, later(9), {}, { no: lead })
  const at = (await readStream(city.db, id)).map((entry) => entry.at.getTime())
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  )
})

test('an end cut off an item’s stream is found by the heads that the items keep', async () => {
  const { id } = await accepted()
  const heads = [{ name: 'work.items', sql: 'select id as stream, seq, head from work.items' }]
  assert.deepEqual((await verify(city.db, { heads })).broken, [])
  await city.db.transaction(async (tx) => {
    // As somebody with the database's own password: the application itself may not.
    await tx.rows({ name: 'test.role', text: 'set local role none' }, [])
    await tx.rows({ name: 'test.cut', text: 'delete from ledger.entries where stream = $1 and seq = 2' }, [
      id,
    ])
  })
  const { broken } = await verify(city.db, { heads })
  assert.ok(broken.some((one) => one.stream === id && one.seq === 2))
})
