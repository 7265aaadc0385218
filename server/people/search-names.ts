import { keyedHash, type KeyRing } from '#kernel'
import { folded } from './spelling.ts'

/**
 * Names are sealed; they are found by keyed hashes of their words without marks, and of the first 2, 3 and 4 letters of the last
 * word, which is the given name. Nothing folded or clear is stored.
 */
const shortest = 2
const longest = 4

/** Hashes are pure, and a city has few different words in many names. */
interface Made {
  words: Map<string, Buffer>
  /** By the whole word that begins so. */
  starts: Map<string, readonly Buffer[]>
}
const made = new WeakMap<KeyRing, Made>()
const mostMade = 50_000

/** What is stored beside a sealed name. */
export function nameHashes(keys: KeyRing, name: string): Buffer[] {
  const words = wordsOf(name)
  const last = words.at(-1)
  if (last === undefined) return []
  return [...distinct(words).map((word) => wordHash(keys, word)), ...startHashes(keys, last)]
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

function wordHash(keys: KeyRing, word: string): Buffer {
  const { words } = madeWith(keys)
  let made = words.get(word)
  if (!made) words.set(word, (made = keyedHash(keys, 'name-word', word)))
  return made
}

function startHashes(keys: KeyRing, word: string): readonly Buffer[] {
  const { starts } = madeWith(keys)
  let made = starts.get(word)
  if (!made) starts.set(word, (made = beginnings(word).map((start) => startHash(keys, start))))
  return made
}

const startHash = (keys: KeyRing, start: string): Buffer => keyedHash(keys, 'name-start', start)

function madeWith(keys: KeyRing): Made {
  let all = made.get(keys)
  if (!all || all.words.size + all.starts.size > mostMade)
    made.set(keys, (all = { words: new Map(), starts: new Map() }))
  return all
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)]
