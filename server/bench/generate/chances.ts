import { chance } from '#people'

/** A row of chances that the same seed and item give again, whatever other items were made before. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number
  below(count: number): number
  pick<T>(from: readonly T[]): T
  bytes(count: number): Buffer
}

export function diceOf(seed: number, item: number): Dice {
  const next = chance(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(item + 1, 0x85ebca6b))
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
