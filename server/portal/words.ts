/** What the portal says, in two languages from two files. A word that is missing is an error of ours, found by a test. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Texts } from '#kernel'

export type Language = 'vi' | 'en'
export const languages: readonly Language[] = ['vi', 'en']

type Tree = { [key: string]: string | Tree }

/** Sentences by dotted key, such as `home.title`. */
export type Words = ReadonlyMap<string, string>

export const wordsOf: Record<Language, Words> = { vi: load('vi'), en: load('en') }

function load(language: Language): Words {
  const file = join(import.meta.dirname, 'words', `${language}.yaml`)
  const flat = new Map<string, string>()
  flatten(parse(readFileSync(file, 'utf8')) as Tree, '', flat)
  return flat
}

function flatten(tree: Tree, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + key, value)
    else flatten(value, `${prefix}${key}.`, into)
  }
}

export type Say = (key: string, values?: Record<string, string | number>) => string

/** The sentence behind `key`, with `{name}` replaced. Throws when there is none, or when a value is not given. */
export const sayIn = (language: Language): Say => {
  const words = wordsOf[language]
  return (key, values = {}) => {
    const sentence = words.get(key)
    if (sentence === undefined) throw new Error(`the portal has no words "${key}" in ${language}`)
    return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`the words "${key}" need "${name}"`)
      return String(value)
    })
  }
}

export const pick = (texts: Texts, language: Language): string => texts[language] || texts.vi
