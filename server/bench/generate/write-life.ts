import type { KeyRing } from '#kernel'
import { itemVerbs, rehearseAct, rehearseFiling, sealedWord, type Rehearsed } from '#work'
import type { Dice } from './chances.ts'
import { lifeOf } from './life.ts'
import type { Emit } from './tables.ts'
import type { Receiver, World } from './world.ts'

const verbs = new Map(itemVerbs.map((verb) => [verb.verb, verb]))

/** Lives one item in memory, by the application's own decisions. `take` numbers filings by unit and day. */
export function rehearse(
  world: World,
  dice: Dice,
  at: Receiver,
  item: { no: number; of: number },
  take: (unit: string, day: string) => number,
): Rehearsed {
  const office = { ...world.office, chance: (count: number) => dice.bytes(count) }
  const life = lifeOf(world, dice, at, item.no, item.of)
  const first = life.next()
  if (first.done || first.value.do !== 'submit') throw new Error('a life begins with a filing')
  const lived = rehearseFiling(office, first.value.submission, first.value.version, take)
  for (let next = life.next(lived.item); !next.done; next = life.next(lived.item)) {
    if (next.value.do === 'act') rehearseAct(office, lived, verbs.get(next.value.verb)!, next.value.call)
  }
  return lived
}

/** The rows of a life. `place` gives the first of so many positions in a row. */
export function emitLife(
  lived: Rehearsed,
  keys: KeyRing,
  emit: Emit,
  place: (count: number) => number,
): void {
  const { item } = lived
  emit('items', item as unknown as Record<string, unknown>)
  emit('parties', { id: item.party, ...lived.party })
  for (const step of item.steps) emit('steps', { ...step, item: item.id })
  for (const pause of item.pauses) emit('pauses', { ...pause, item: item.id })
  for (const paper of lived.papers) emit('papers', { ...paper, item: item.id })
  for (const { seq, word } of lived.words) emit('words', wordRow(keys, item.id, seq, word))
  for (const { key, bodyHash, answer } of lived.commands)
    emit('commands', { key, item: item.id, body_hash: bodyHash, answer: JSON.stringify(answer) })
  const position = place(lived.entries.length)
  lived.entries.forEach((entry, index) => {
    emit('entries', entry as unknown as Record<string, unknown>)
    emit('positions', { position: position + index, stream: entry.stream, seq: entry.seq })
  })
}

function wordRow(
  keys: KeyRing,
  item: string,
  seq: number,
  word: Rehearsed['words'][number]['word'],
): Record<string, unknown> {
  const row = sealedWord(keys, item, seq, word) as { sealed: string }
  return { item, seq, field: word.field, salt: word.salt, sealed: Buffer.from(row.sealed, 'hex') }
}
