import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeLabels, placeStretches, type Label, type Stretch } from './bar-layout.ts'

test('stretches fill the bar to the pixel: shares, fixed marks and gaps', () => {
  const stretches: Stretch[] = [
    { kind: 'me', d: 2 },
    { kind: 'off', d: 0 },
    { kind: 'dan', d: 1 },
    { kind: 'now', d: 0 },
    { kind: 'con', d: 1 },
    { kind: 'hen', d: 0 },
  ]
  const placed = placeStretches(stretches, 420)
  const last = placed.at(-1)
  assert.ok(last)
  assert.equal(Math.round(last.x + last.width), 420)
  assert.deepEqual(
    placed.map((one) => Math.round(one.width)),
    [200, 12, 100, 0, 100, 3],
  )
})

test('an empty bar is nothing, not a fault', () => {
  assert.deepEqual(placeStretches([], 100), [])
})

const labels = (...all: [x: number, width: number, stretch: number][]): Label[] =>
  all.map(([x, width, stretch], index) => ({ index, x, width, stretch }))

function meet(placed: ReturnType<typeof placeLabels>, all: readonly Label[]): boolean {
  const box = placed.map((one) => ({ ...one, right: one.left + (all[one.index]?.width ?? 0) }))
  return box.some((a, at) =>
    box.some((b, other) => at < other && a.row === b.row && a.left < b.right && b.left < a.right),
  )
}

test('labels never meet and never leave the bar, for a thousand random bars', () => {
  let seed = 7
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (let round = 0; round < 1000; round += 1) {
    const all: Label[] = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, index) => ({
      index,
      x: random() * 1000,
      width: 20 + random() * 200,
      stretch: random() * 300,
    }))
    const placed = placeLabels(all, 1000, 3)
    assert.ok(!meet(placed, all), `round ${round}`)
    assert.ok(placed.every((one) => one.left >= 0 && one.left + (all[one.index]?.width ?? 0) <= 1000.001))
  }
})

test('the widest stretch has the row right under the bar, a short neighbour the next one with a line to it', () => {
  const placed = placeLabels(labels([0, 150, 4], [10, 150, 300]), 1000, 3)
  assert.equal(placed.find((one) => one.index === 1)?.row, 0)
  assert.deepEqual(
    placed.find((one) => one.index === 0),
    { index: 0, left: 0, row: 1, leader: 0 },
  )
})

test('a label without room in any row is left to the table', () => {
  assert.equal(placeLabels(labels([0, 90, 3], [0, 90, 2], [0, 90, 1]), 100, 2).length, 2)
})
