import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delay_ms, makeSlowness, TooManyWaiting } from './slow.ts'

const now = new Date('2026-03-12T03:40:00Z')
const slowness = (): { slept: number[]; slow: ReturnType<typeof makeSlowness> } => {
  const slept: number[] = []
  return { slept, slow: makeSlowness(async (ms) => void slept.push(ms)) }
}

test('the first tries are free, then each wrong one doubles the wait up to eight seconds', () => {
  assert.deepEqual([0, 4, 5, 6, 7, 30].map(delay_ms), [0, 0, 250, 500, 1000, 8000])
})

test('wrong tries slow their own address only', async () => {
  const { slept, slow } = slowness()
  for (let i = 0; i < 8; i++) slow.wrong('10.0.0.1', now)
  await slow.wait('10.0.0.2', now)
  assert.deepEqual(slept, [])
  await slow.wait('10.0.0.1', now)
  assert.deepEqual(slept, [2000])
})

test('a right code, or a quarter of an hour, forgives', async () => {
  const { slept, slow } = slowness()
  for (let i = 0; i < 8; i++) slow.wrong('10.0.0.1', now)
  await slow.wait('10.0.0.1', new Date(now.getTime() + 16 * 60_000))
  for (let i = 0; i < 8; i++) slow.wrong('10.0.0.3', now)
  slow.right('10.0.0.3')
  await slow.wait('10.0.0.3', now)
  assert.deepEqual(slept, [])
})

test('waiting cannot be used to fill the server', async () => {
  let wake = (): void => undefined
  const asleep = new Promise<void>((resolve) => (wake = resolve))
  const slow = makeSlowness(() => asleep)
  for (let i = 0; i < 8; i++) slow.wrong('10.0.0.1', now)
  const waiting = Array.from({ length: 200 }, () => slow.wait('10.0.0.1', now))
  await assert.rejects(slow.wait('10.0.0.1', now), TooManyWaiting)
  wake()
  await Promise.all(waiting)
  assert.equal(waiting.length, 200)
})
