import { keyedHash, type KeyRing } from '#kernel'
import { folded } from './spelling.ts'

/**
 * Names are sealed; they are found by keyed hashes of their words without marks, and of the first 2, 3 and 4 letters of the last
 * word, which is the given name. Nothing folded or clear is stored.
 */
const shortest = 2
const longest = 4

/** Hashes are pure, and a city has few different words in many names. */
const made = new WeakMap<KeyRing, Map<string, Buffer>>()
const mostMade = 50_000

/** What is stored beside a sealed name. */
export function nameHashes(keys: KeyRing, name: string): Buffer[] {
  const words = wordsOf(name)
  const last = words.at(-1)
  if (last === undefined) return []
  return [
    ...distinct(words).map((word) => wordHash(keys, word)),
    ...beginnings(last).map((start) => startHash(keys, start)),
  ]
}

/** What a search asks: every hash of `every` must be there, and one of `oneOf`. Undefined: too little was typed to search by. */
export interface NameQuery {
  every: Buffer[]
  oneOf: Buffer[]
}

/** Whole words but the last, which may be only begun. The candidates are a superset; `nameMatches` decides after unsealing. */
export function queryHashes(keys: KeyRing, typed: string): NameQuery | undefined {
  const words = wordsOf(typed)
  const last = words.at(-1)
  if (last === undefined || last.length < shortest) return undefined
  return {
    every: distinct(words.slice(0, -1)).map((word) => wordHash(keys, word)),
    oneOf: [wordHash(keys, last), startHash(keys, last.slice(0, longest))],
  }
}

/** Whether an unsealed name is what was typed: all words but the last are in it, and some word begins with the last. */
export function nameMatches(name: string, typed: string): boolean {
  const have = wordsOf(name)
  const asked = wordsOf(typed)
  const last = asked.at(-1)
  if (last === undefined) return false
  return asked.slice(0, -1).every((word) => have.includes(word)) && have.some((word) => word.startsWith(last))
}

/** Folding is pure and word by word; taking the marks off took longer than all the rest. */
const foldedWords = new Map<string, readonly string[]>()

const wordsOf = (name: string): string[] =>
  name.split(' ').flatMap((word) => {
    let words = foldedWords.get(word)
    if (!words) {
      words = folded(word)
        .split(' ')
        .filter((one) => one !== '')
      if (foldedWords.size >= mostMade) foldedWords.clear()
      foldedWords.set(word, words)
    }
    return words
  })

function beginnings(word: string): string[] {
  const starts: string[] = []
  for (let length = shortest; length <= Math.min(longest, word.length); length += 1)
    starts.push(word.slice(0, length))
  return starts
}

const wordHash = (keys: KeyRing, word: string): Buffer => hash(keys, 'name-word', word)
const startHash = (keys: KeyRing, start: string): Buffer => hash(keys, 'name-start', start)

function hash(keys: KeyRing, purpose: string, value: string): Buffer {
  let cache = made.get(keys)
  if (!cache || cache.size > mostMade) made.set(keys, (cache = new Map()))
  const name = `${purpose}/${value}`
  const known = cache.get(name)
  if (known) return known
  const fresh = keyedHash(keys, purpose, value)
  cache.set(name, fresh)
  return fresh
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)]
