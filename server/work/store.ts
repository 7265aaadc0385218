import type { Database, KeyRing } from '#kernel'
import { seal } from '#kernel'
import { chain, type Entry } from '#ledger'
import type { Change } from './change.ts'
import { applied } from './change.ts'
import type { Item, PauseRow, Step } from './item.ts'
import { salted, type SaltedWord } from './words.ts'
import { writeOf, type WritePart } from './write-statement.ts'

/** Columns of a read of `work.items i` from which `itemOf` makes the item. JSON of whole rows: taking a key out of it cost half as much again. */
export const stepsAndPauses = `
           (select coalesce(json_agg(s order by s.no), '[]') from work.steps s where s.item = i.id) as steps,
           (select coalesce(json_agg(u order by u.no), '[]') from work.pauses u where u.item = i.id) as pauses`

/** One statement reads everything a decision needs, and the answer to this idempotency key if it was given before. */
const readItem = {
  name: 'work.read-item',
  text: `
    select i.*,
           ${stepsAndPauses},
           (select json_build_object('body_hash', encode(c.body_hash, 'hex'), 'item', c.item, 'answer', c.answer)
              from work.commands c where c.key = $2) as earlier
      from work.items i where i.id = $1`,
}

export interface Earlier {
  item: string
  body_hash: string
  answer: Answer
}

/** What a command answers, kept with its idempotency key: the same key gets the same answer. */
export interface Answer {
  id: string
  code?: string
  version: number
  status: number
  appointment: string | null
  lead: number | null
}

type Dated<T, K extends keyof T> = Omit<T, K> & { [key in K]: string | null } & { item: string }
type ReadRow = Omit<Item, 'steps' | 'pauses'> & {
  steps: Dated<Step, 'due_at' | 'opened_at' | 'paused_at' | 'done_at'>[]
  pauses: Dated<PauseRow, 'from_at' | 'to_at'>[]
  earlier: Earlier | null
}

export async function readOne(
  db: Database,
  id: string,
  key: string,
): Promise<{ item: Item; earlier: Earlier | null } | undefined> {
  const [row] = await db.rows<ReadRow>(readItem, [id, key])
  if (!row) return undefined
  const { earlier, ...columns } = row
  return { item: itemOf(columns), earlier }
}

/** The item as its columns and the JSON of its steps and pauses give it. */
export function itemOf(row: Omit<ReadRow, 'earlier'>): Item {
  return {
    ...row,
    steps: row.steps.map(({ item: _, ...step }) => ({
      ...step,
      due_at: new Date(step.due_at!),
      opened_at: new Date(step.opened_at!),
      paused_at: orNull(step.paused_at),
      done_at: orNull(step.done_at),
    })),
    pauses: row.pauses.map(({ item: _, ...pause }) => ({
      ...pause,
      from_at: new Date(pause.from_at!),
      to_at: orNull(pause.to_at),
    })),
  }
}

const orNull = (text: string | null): Date | null => (text === null ? null : new Date(text))

export interface Command {
  key: string
  bodyHash: Buffer
}

/** A change as it will stand: the item after it, the entries that tell it, and what people typed. */
export interface Linked {
  next: Item
  entries: Entry[]
  words: SaltedWord[]
}

/** Chains the facts of a change to the item's stream. The first fact carries the salted hashes of the words. */
export function linked(
  item: Item,
  change: Change,
  at: Date,
  actor: string,
  chance: (bytes: number) => Uint8Array,
): Linked {
  const words = salted(change.words ?? {}, chance)
  const facts =
    words.length === 0
      ? change.facts
      : change.facts.map((fact, index) => (index === 0 ? withHashes(fact, words) : fact))
  const { entries, head } = chain({ seq: item.seq, hash: item.head }, item.id, facts, at, actor)
  return { next: { ...applied(item, change), seq: head.seq, head: head.hash ?? item.head }, entries, words }
}

/** Writes a change and its facts; undefined when the item had moved on. Gives the item as it is now and the answer that was kept. */
export async function writeOne(
  office: { db: Database; keys: KeyRing; chance: (bytes: number) => Uint8Array },
  item: Item,
  change: Change,
  command: Command,
  at: Date,
  actor: string,
): Promise<{ item: Item; answer: Answer } | undefined> {
  const { db, keys } = office
  const { next, entries, words } = linked(item, change, at, actor, office.chance)
  const answer = answerOf(next)
  const parts = partsOf(keys, item, change, words, at)
  const rows = await db.rows<{ id: string }>(writeOf(parts.map(([part]) => part)), [
    item.id,
    item.version,
    next.status,
    next.seq,
    next.head,
    next.competent_unit,
    next.returned_unit,
    next.procedure_version,
    next.answered_at,
    next.accepted_at,
    next.counted_from,
    next.due_at,
    next.late_from,
    next.extended_due_at,
    next.finished_at,
    next.closed_at,
    next.outcome,
    next.supplement_requests,
    next.extensions,
    next.answer_by,
    JSON.stringify(
      entries.map((entry) => ({ seq: entry.seq, body: entry.body, hash: entry.hash.toString('hex') })),
    ),
    command.key,
    command.bodyHash,
    JSON.stringify(answer),
    ...parts.map(([, list]) => JSON.stringify(list)),
  ])
  return rows.length === 0 ? undefined : { item: next, answer }
}

/** The lists that this change fills, in the order of the statement's parts. */
function partsOf(
  keys: KeyRing,
  item: Item,
  change: Change,
  words: readonly SaltedWord[],
  at: Date,
): [WritePart, readonly unknown[]][] {
  const lists: [WritePart, readonly unknown[]][] = [
    ['changed', change.steps ?? []],
    ['opened', change.newSteps ?? []],
    ['paused', [...(change.pauses ?? []), ...(change.newPauses ?? [])]],
    ['filed', (change.papers ?? []).map((paper) => ({ ...paper, given_at: at }))],
    ['worded', words.map((word) => sealedWord(keys, item.id, item.seq + 1, word))],
  ]
  return lists.filter(([, list]) => list.length > 0)
}

export function answerOf(item: Item): Answer {
  const lead = item.steps.find((step) => step.done_at === null && step.duty !== 'coordinate')
  const promised = item.extended_due_at ?? item.due_at
  return {
    id: item.id,
    version: item.version,
    status: item.status,
    appointment: promised?.toISOString() ?? null,
    lead: lead?.no ?? null,
  }
}

export const withHashes = (
  fact: Change['facts'][number],
  words: readonly SaltedWord[],
): Change['facts'][number] => ({
  ...fact,
  data: {
    ...(fact.data as Record<string, never>),
    words: Object.fromEntries(words.map((word) => [word.field, word.hash])),
  },
})

export const sealedWord = (keys: KeyRing, item: string, seq: number, word: SaltedWord): object => ({
  seq,
  field: word.field,
  salt: word.salt.toString('hex'),
  sealed: seal(keys, word.text, `work.words/${item}/${seq}/${word.field}`).toString('hex'),
})
