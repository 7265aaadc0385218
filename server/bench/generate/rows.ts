import type { KeyRing } from '#kernel'
import { sealedWord, type Rehearsed } from '#work'
import type { TargetName } from './tables.ts'

type Row = Readonly<Record<string, unknown>>

/** The tables a life has rows in. */
export type LifeTable = Exclude<TargetName, 'counters'>

/** The rows of a life; its positions are numbered from 0. `bodyHashes` are the hashes of what its commands said. */
export function rowsOf(
  lived: Rehearsed,
  words: readonly Buffer[],
  bodyHashes: readonly Buffer[],
): Record<LifeTable, readonly Row[]> {
  const { item, entries } = lived
  const ofItem = <T extends object>(row: T): Row => ({ ...row, item: item.id })
  return {
    items: [item as unknown as Row],
    parties: [{ id: item.party, ...lived.party }],
    steps: item.steps.map(ofItem),
    pauses: item.pauses.map(ofItem),
    papers: lived.papers.map(ofItem),
    words: lived.words.map(({ seq, word }, index) =>
      ofItem({ seq, field: word.field, salt: word.salt, sealed: words[index] }),
    ),
    commands: lived.commands.map(({ key, answer }, index) =>
      ofItem({ key, body_hash: bodyHashes[index], answer: JSON.stringify(answer) }),
    ),
    entries: entries as unknown as Row[],
    positions: entries.map(({ stream, seq }, position) => ({ position, stream, seq })),
  }
}

/** A word as it lies in its row, sealed for that item. */
export const wordSealed = (keys: KeyRing, item: string, { seq, word }: Rehearsed['words'][number]): Buffer =>
  Buffer.from((sealedWord(keys, item, seq, word) as { sealed: string }).sealed, 'hex')
