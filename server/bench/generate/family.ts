import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { canonical, sha256, type KeyRing } from '#kernel'
import { genesis } from '#ledger'
import { numberedCode, sealedFor } from '#work'
import { ownStart } from './applicant.ts'
import type { Lot } from './chances.ts'
import { Encoder, writeInt8 } from './encode.ts'
import type { Lived } from './live.ts'
import { Mould, type Hole } from './mould.ts'
import { fillOwn, ownIn, type Own } from './own.ts'
import { rowsOf, wordSealed, type LifeTable } from './rows.ts'
import { targets } from './tables.ts'

/** Tables whose rows have the same length for each sibling: all but the applicant's. */
const moulded = ['items', 'steps', 'pauses', 'papers', 'words', 'commands', 'entries', 'positions'] as const
const encoders = new Map(moulded.map((table) => [table, new Encoder(targets[table])]))

/** The rows of a life in one table, as COPY takes them. */
export interface Section {
  table: LifeTable
  rows: number
  tuples: Buffer
}

/** A hash that stands in the rows, and the text of the mould that it is taken from. */
interface Digest {
  text: Buffer
  as: 'binary' | 'hex'
  hole: Hole
}

/**
 * One course of life and the siblings that share it.
 *
 * The first was lived by the application's own decisions; its rows, as COPY takes them, are the mould. No decision looks at an id, a
 * key, a salt, a name or the moment within a minute. So another item on the same course has the same rows but for these, for its code,
 * and for what is hashed or sealed from them. Each sibling writes its own over the one before, and the hashes are taken
 * again, in the order in which they hang on each other, from texts that stand in the mould too.
 *
 * This is not assumed: `standsFor` holds the mould against a sibling that was lived, and `load.test.ts` holds what comes out
 * against the real path.
 */
export class Family {
  readonly sections: readonly Section[]
  readonly entries: number
  readonly #keys: KeyRing
  readonly #first: Lived
  readonly #mould: Mould
  readonly #own: Own
  readonly #code: Hole
  /** The hash of what was filed, and that text around the applicant. */
  readonly #said: { hole: Hole; around: [string, string] }
  readonly #sealed: readonly { hole: Hole; bytes: number }[]
  readonly #digests: readonly Digest[]
  #applicant: Readonly<Record<string, unknown>>

  constructor(keys: KeyRing, first: Lived) {
    const { item, entries, commands, words } = first
    const sealed = words.map((word) => wordSealed(keys, item.id, word))
    const bodyHashes = commands.map(({ said }) => sha256(said))
    const rows = rowsOf(first, sealed, bodyHashes)
    const tuples = moulded.map((table) => encoded(table, rows[table]))
    const texts = [
      ...words.map(({ word }) => Buffer.concat([word.salt, Buffer.from(word.text.normalize('NFC'))])),
      ...commands.slice(1).map(({ said }) => Buffer.from(said)),
      ...entries.map(({ body }, at) => Buffer.concat([entries[at - 1]?.hash ?? genesis, Buffer.from(body)])),
    ]
    const mould = new Mould([...tuples, ...texts])
    this.#keys = keys
    this.#first = first
    this.#mould = mould
    this.#own = ownIn(mould, first)
    this.#code = mould.get(Buffer.from(item.code))
    this.#said = {
      hole: mould.get(bodyHashes[0]!),
      around: around(commands[0]!.said, first.filing.applicant),
    }
    this.#sealed = sealed.map((one) => ({ hole: mould.get(one), bytes: one.length }))
    this.#digests = [
      ...words.map(({ word }) => Buffer.from(word.hash)),
      ...bodyHashes.slice(1),
      ...entries.map((entry) => entry.hash),
    ].map((value, at) => ({
      text: mould.part(tuples.length + at),
      as: at < words.length ? 'hex' : 'binary',
      hole: mould.get(value),
    }))
    this.sections = moulded.flatMap((table, at) =>
      rows[table].length === 0 ? [] : [{ table, rows: rows[table].length, tuples: mould.part(at) }],
    )
    this.entries = entries.length
    this.#applicant = rows.parties[0]!
  }

  /** Where the next number of a filing comes from. */
  get numbering(): Lived['numbering'] {
    return this.#first.numbering
  }

  /** Row of `work.parties`: it has a length of its own and is not part of the mould. */
  get applicant(): Readonly<Record<string, unknown>> {
    return this.#applicant
  }

  /**
   * Makes it the rows of another item of the family; `last` is the number of its filing. False when its code has
   * another length than the first's: such an item has to be lived.
   */
  become(lot: Lot, last: number): boolean {
    const first = this.#first
    const mould = this.#mould
    const code = numberedCode(first.numbering.prefix, last)
    if (code.length !== first.item.code.length) return false
    const { second_ms, applicant } = ownStart(lot, first.filing.applicant.kind)
    const ids = fillOwn(mould, this.#own, lot.own, second_ms)
    mould.fill(this.#code, Buffer.from(code))
    this.#applicant = { id: ids.party, ...sealedFor(this.#keys, first, applicant, ids.party) }
    const [before, after] = this.#said.around
    mould.fill(this.#said.hole, sha256(`${before}${canonical(applicant)}${after}`))
    first.words.forEach((word, at) =>
      mould.fill(this.#sealed[at]!.hole, wordSealed(this.#keys, ids.item, word)),
    )
    for (const { text, as, hole } of this.#digests) {
      const bytes = as === 'hex' ? hexDigest : digest
      bytes.write(hash('sha256', text, as), 'latin1')
      mould.fill(hole, bytes)
    }
    return true
  }

  /** Whether these are the rows of that life, which was lived: but for positions and the nonces of what is sealed, which are chance. */
  standsFor(lived: Lived): boolean {
    const other = new Family(this.#keys, lived)
    return (
      this.#withoutChance().equals(other.#withoutChance()) && isDeepStrictEqual(clear(this), clear(other))
    )
  }

  /** Numbers the entries on from this position. */
  place(position: number): void {
    const { tuples } = this.sections.at(-1)!
    const size = tuples.length / this.entries
    for (let at = 0; at < this.entries; at += 1) writeInt8(tuples, position + at, at * size + firstValue)
  }

  #withoutChance(): Buffer {
    this.place(0)
    for (const { hole, bytes } of this.#sealed) this.#mould.fill(hole, new Uint8Array(bytes))
    return this.#mould.bytes
  }
}

const clear = ({ applicant }: Family): object => ({ ...applicant, sealed: null })

function around(said: string, applicant: object): [string, string] {
  const [before, after, ...more] = said.split(canonical(applicant))
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error('the place of the applicant in the filing is not single')
  return [before, after]
}

const digest = Buffer.alloc(32)
const hexDigest = Buffer.alloc(64)

/** Bytes before the first column's value in a tuple: the count of columns and the value's length. */
const firstValue = 6

function encoded(
  table: (typeof moulded)[number],
  rows: readonly Readonly<Record<string, unknown>>[],
): Buffer {
  const encoder = encoders.get(table)!
  for (const row of rows) encoder.add(row)
  return Buffer.from(encoder.take())
}
