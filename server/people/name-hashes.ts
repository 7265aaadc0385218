import { keyedHash, type KeyRing } from '#kernel'

/**
 * A name is found by keyed hashes of its folded words and of the 2–4 letter beginnings of its last word, as one types it.
 * Nothing of the name itself is kept in clear, so no list can be sorted by it and no copy of the database tells it.
 */
export function nameHashes(keys: KeyRing, name: string): Buffer[] {
  const words = foldedWords(name)
  const last = words.at(-1) ?? ''
  const beginnings = [2, 3, 4]
    .filter((length) => length < last.length)
    .map((length) => `${last.slice(0, length)}*`)
  return [...new Set([...words, ...beginnings])].map((word) => keyedHash(keys, 'name-word', word))
}

/** What must all be there for a typed text: its whole words, and the beginning of the last one when it is short enough to be one. */
export function queryHashes(keys: KeyRing, typed: string): Buffer[] {
  const words = foldedWords(typed)
  const last = words.at(-1)
  if (last === undefined) return []
  const whole = words.slice(0, -1).map((word) => keyedHash(keys, 'name-word', word))
  const ending = last.length >= 2 && last.length <= 4 && words.length > 1 ? `${last}*` : last
  return [...whole, keyedHash(keys, 'name-word', ending)]
}

/** Lower case without marks: `Nguyễn Văn Đạt` → nguyen, van, dat. Decomposed and old-style tone marks fold to the same. */
export const foldedWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0)
