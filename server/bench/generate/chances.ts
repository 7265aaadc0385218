import { chance } from '#people'

/** A row of chances that the same seed gives again, whatever else was drawn before. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number
  below(count: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Buffer
}

/**
 * So many items in a row are siblings: one course of life, each with an applicant, ids and keys of its own. A small set has small
 * families, so that it has many courses too.
 */
export const familySize = (items: number): number => Math.min(64, Math.max(3, Math.round(items / 1000)))

/** What an item's life is drawn from: its family's course, the same for each sibling, and what is its own. */
export interface Lot {
  course: Dice
  own: Dice
  /** The part of the whole set that comes before its family. */
  before: number
  /** Its place among its siblings, from 0, and how many they are. */
  turn: number
  size: number
}

export function lotOf(seed: number, item: number, items: number): Lot {
  const size = familySize(items)
  const family = Math.floor(item / size)
  return {
    course: courseOf(seed, family),
    own: diceOf(seed, item, 0xc2b2ae35),
    before: (family * size) / items,
    turn: item % size,
    size,
  }
}

export const courseOf = (seed: number, family: number): Dice => diceOf(seed, family, 0x85ebca6b)

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
