import { Type } from 'typebox'
import { sha256 } from '#kernel'

/** A text a person typed: kept sealed beside the item, never in an entry. */
export const typed = Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })

/** The words that were given; those left out leave nothing. */
export const given = (words: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

export interface SaltedWord {
  field: string
  text: string
  salt: Buffer
  /** Stands in the entry: shows that the kept words are the ones written then, and says nothing once salt and words are erased. */
  hash: string
}

export function salted(words: Record<string, string>, chance: (bytes: number) => Uint8Array): SaltedWord[] {
  return Object.entries(words).map(([field, text]) => {
    const salt = Buffer.from(chance(16))
    return { field, text, salt, hash: sha256(salt, text.normalize('NFC')).toString('hex') }
  })
}
