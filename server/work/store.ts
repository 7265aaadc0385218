import type { Database, KeyRing } from '#kernel'
import { seal } from '#kernel'
import { chain, type Entry } from '#ledger'
import type { Change } from './change.ts'
import { applied } from './change.ts'
import type { Item, PauseRow, Step } from './item.ts'
import { salted, type SaltedWord } from './words.ts'

/** One statement reads everything a decision needs, and the answer to this idempotency key if it was given before. */
const readItem = {
  name: 'work.read-item',
  text: `
    select i.*,
           (select coalesce(json_agg(to_jsonb(s) - 'item' order by s.no), '[]') from work.steps s where s.item = i.id) as steps,
           (select coalesce(json_agg(to_jsonb(p) - 'item' order by p.no), '[]') from work.pauses p where p.item = i.id) as pauses,
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

type Dated<T, K extends keyof T> = Omit<T, K> & { [key in K]: string | null }
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
    steps: row.steps.map((step) => ({
      ...step,
      due_at: new Date(step.due_at!),
      opened_at: new Date(step.opened_at!),
      paused_at: orNull(step.paused_at),
      done_at: orNull(step.done_at),
    })),
    pauses: row.pauses.map((pause) => ({
      ...pause,
      from_at: new Date(pause.from_at!),
      to_at: orNull(pause.to_at),
    })),
  }
}

const orNull = (text: string | null): Date | null => (text === null ? null : new Date(text))

const stepColumns = `no smallint, key text, unit text, role text, person uuid, job text, allow text, allowed_min int, due_at timestamptz,
  duty text, responsibility text, product text, authority text, opened_at timestamptz, paused_at timestamptz, done_at timestamptz,
  outcome text, worked_min int, charged_to uuid`
export const stepNames = stepColumns.replaceAll(/ (smallint|text|uuid|int|timestamptz)/g, '')

/**
 * The one write of every act on an item. One shape for all of them, because each shape is planned once per connection; what an act
 * does not touch is an empty list. No row comes back when somebody was faster: the version stands in the where clause.
 */
const writeChange = {
  name: 'work.write-change',
  text: `
    with i as (
      update work.items set version = version + 1, status = $3, seq = $4, head = $5, competent_unit = $6, returned_unit = $7,
             procedure_version = $8, answered_at = $9, accepted_at = $10, counted_from = $11, due_at = $12, late_from = $13,
             extended_due_at = $14, finished_at = $15, closed_at = $16, outcome = $17, supplement_requests = $18, extensions = $19,
             answer_by = $30
       where id = $1 and version = $2 returning id),
    changed as (
      update work.steps s
         set person = x.person, due_at = x.due_at, paused_at = x.paused_at, done_at = x.done_at, outcome = x.outcome,
             worked_min = x.worked_min, charged_to = x.charged_to
        from i, json_to_recordset($20::json) as x(no smallint, person uuid, due_at timestamptz, paused_at timestamptz,
             done_at timestamptz, outcome text, worked_min int, charged_to uuid)
       where s.item = i.id and s.no = x.no returning s.no),
    opened as (
      insert into work.steps (item, ${stepNames})
      select i.id, x.* from i, json_to_recordset($21::json) as x(${stepColumns}), (select count(*) from changed) c returning no),
    paused as (
      insert into work.pauses (item, no, kind, from_at, to_at, amount)
      select i.id, x.* from i, json_to_recordset($22::json) as x(no smallint, kind text, from_at timestamptz, to_at timestamptz, amount bigint)
      on conflict (item, no) do update set to_at = excluded.to_at),
    filed as (
      insert into work.papers (item, no, part, originals, copies, files, given_at, kind)
      select i.id, (select count(*) from work.papers p where p.item = i.id) + row_number() over (), x.part, x.originals, x.copies,
             array(select json_array_elements_text(x.files))::uuid[], $23, x.kind
        from i, json_to_recordset($24::json) as x(part text, originals smallint, copies smallint, files json, kind text)),
    worded as (
      insert into work.words (item, seq, field, salt, sealed)
      select i.id, x.seq, x.field, decode(x.salt, 'hex'), decode(x.sealed, 'hex')
        from i, json_to_recordset($25::json) as x(seq int, field text, salt text, sealed text)),
    entered as (
      insert into ledger.entries (stream, seq, body, hash)
      select i.id, x.seq, x.body::json, decode(x.hash, 'hex') from i, json_to_recordset($26::json) as x(seq int, body text, hash text)),
    answered as (
      insert into work.commands (key, item, body_hash, answer) select $27, i.id, $28, $29::json from i)
    select id from i`,
}

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
  const rows = await db.rows<{ id: string }>(writeChange, [
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
    JSON.stringify(change.steps ?? []),
    JSON.stringify(change.newSteps ?? []),
    JSON.stringify([...(change.pauses ?? []), ...(change.newPauses ?? [])]),
    at,
    JSON.stringify(change.papers ?? []),
    JSON.stringify(words.map((word) => sealedWord(keys, item.id, item.seq + 1, word))),
    JSON.stringify(
      entries.map((entry) => ({ seq: entry.seq, body: entry.body, hash: entry.hash.toString('hex') })),
    ),
    command.key,
    command.bodyHash,
    JSON.stringify(answer),
    next.answer_by,
  ])
  return rows.length === 0 ? undefined : { item: next, answer }
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
