import { chance } from '#people'

/** A row of chances that the same seed gives again, whatever else was drawn before. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number
  below(count: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Buffer
}

/** So many items in a row are siblings: one course of life, each with an applicant, ids and keys of its own. */
export const siblings = 32

export const familyOf = (item: number): number => Math.floor(item / siblings)

/** What an item's life is drawn from: its family's course, the same for each sibling, and what is its own. */
export interface Lot {
  item: number
  course: Dice
  own: Dice
}

export const lotOf = (seed: number, item: number): Lot => ({
  item,
  course: courseOf(seed, familyOf(item)),
  own: ownOf(seed, item),
})

export const courseOf = (seed: number, family: number): Dice => diceOf(seed, family, 0x85ebca6b)
export const ownOf = (seed: number, item: number): Dice => diceOf(seed, item, 0xc2b2ae35)

function diceOf(seed: number, number: number, kind: number): Dice {
  const next = chance(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, kind))
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    pick: (from) => from[below(from.length)]!,
    bytes(count) {
      const made = Buffer.allocUnsafe(count)
      for (let at = 0; at < count; at += 2) {
        const drawn = below(65_536)
        made[at] = drawn & 255
        if (at + 1 < count) made[at + 1] = drawn >> 8
      }
      return made
    },
  }
}
