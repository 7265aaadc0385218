import { itemVerbs, rehearseAct, rehearseFiling, type Rehearsed } from '#work'
import type { Lot } from './chances.ts'
import { lifeOf } from './life.ts'
import type { World } from './world.ts'

const verbs = new Map(itemVerbs.map((verb) => [verb.verb, verb]))

/** A life, and the bytes it drew for itself in their order. */
export interface Lived extends Rehearsed {
  drawn: Buffer[]
}

/** Lives one item in memory, by the application's own decisions. `take` numbers filings by unit and day. */
export function live(world: World, lot: Lot, take: (unit: string, day: string) => number): Lived {
  const drawn: Buffer[] = []
  const bytes = (count: number): Buffer => {
    const made = lot.own.bytes(count)
    drawn.push(made)
    return made
  }
  const office = { ...world.office, chance: bytes }
  const life = lifeOf(world, { ...lot, own: { ...lot.own, bytes } })
  const first = life.next()
  if (first.done || first.value.do !== 'submit') throw new Error('a life begins with a filing')
  const lived = rehearseFiling(office, first.value.submission, first.value.version, take)
  for (let next = life.next(lived.item); !next.done; next = life.next(lived.item)) {
    if (next.value.do === 'act') rehearseAct(office, lived, verbs.get(next.value.verb)!, next.value.call)
  }
  return Object.assign(lived, { drawn })
}
