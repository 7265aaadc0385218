import type { KeyRing } from '#kernel'
import { familySize, lotOf } from './chances.ts'
import type { Counters } from './counters.ts'
import { Family } from './family.ts'
import { live } from './live.ts'
import type { World } from './world.ts'

/** One family in so many has its last sibling lived as well, and held against what was made of it. */
const checkEvery = 64

/** The items of the family that begins with `from`, one after the other: each is good until the next is asked for. */
export function* siblingsFrom(
  world: World,
  { seed, items, keys }: { seed: number; items: number; keys: KeyRing },
  from: number,
  counters: Counters,
): Generator<Family, void, void> {
  const size = familySize(items)
  const end = Math.min(from + size, items)
  let family = new Family(keys, live(world, lotOf(seed, from, items), counters.take))
  yield family
  const { unit, day } = family.numbering
  for (let item = from + 1; item < end; item += 1) {
    const last = counters.take(unit, day)
    const lived = () => live(world, lotOf(seed, item, items), () => last)
    if (!family.become(lotOf(seed, item, items), last)) family = new Family(keys, lived())
    yield family
    const isChecked = item === end - 1 && (from / size) % checkEvery === 0
    if (isChecked && !family.standsFor(lived())) throw new Error(`item ${item} is not what its life would be`)
  }
}
