import { seal, type Database, type KeyRing } from '#kernel'
import { canonical } from '#kernel'
import { genesis, link, type Entry } from '#ledger'
import type { Paper } from './change.ts'
import type { NewItem } from './filing.ts'
import { sealedWord, type Answer, type Command } from './store.ts'
import type { SaltedWord } from './words.ts'
import { stepNames } from './write-statement.ts'

export interface SealedParty {
  kind: string
  sealed: Buffer
  number_hash: Buffer | null
  /** Of whoever filed for the applicant. */
  through_hash: Buffer | null
  phone_hash: Buffer | null
  name_hashes: Buffer[]
}

export interface Numbering {
  unit: string
  day: string
  prefix: string
  most: number
}

const stepTypes = stepNames
  .split(',')
  .map((name) => name.trim())
  .map(
    (name) =>
      `${name} ${({ no: 'smallint', person: 'uuid', charged_to: 'uuid', allowed_min: 'int', worked_min: 'int' } as Record<string, string>)[name] ?? (name.endsWith('_at') ? 'timestamptz' : 'text')}`,
  )
  .join(', ')

/**
 * Everything a filing writes, in one statement. The number comes from the counter of the receiving unit's day and goes into the code,
 * the entry and its hash in the same breath: no number is lost, none is given twice. The canonical entry arrives in two halves, around the code.
 */
const filingTail = `
    t as (select b.code, $5::text || to_json(b.code)::text || $6::text as body from b),
    h as (select t.code, t.body, sha256($7::bytea || convert_to(t.body, 'UTF8')) as hash from t),
    party as (
      insert into work.parties (id, kind, sealed, number_hash, phone_hash, name_hashes, through_hash)
      select $8, $9, $10, $11, $12, $13::bytea[], $34 from h),
    i as (
      insert into work.items (id, kind, code, origin, status, version, seq, head, procedure, procedure_version, channel,
             received_unit, competent_unit, returned_unit, party, account, parent, notify, filed_at, answer_by)
      select $14, $15, h.code, $16, 1, 1, 1, h.hash, $17, $18, $19, $20, $21, $22, $8, $23, $24, $25, $26, $27 from h returning id, code),
    opened as (
      insert into work.steps (item, ${stepNames})
      select i.id, x.* from i, json_to_recordset($28::json) as x(${stepTypes})),
    filed as (
      insert into work.papers (item, no, part, originals, copies, files, given_at, kind)
      select i.id, row_number() over (), x.part, x.originals, x.copies, array(select json_array_elements_text(x.files))::uuid[], $26, x.kind
        from i, json_to_recordset($29::json) as x(part text, originals smallint, copies smallint, files json, kind text)),
    worded as (
      insert into work.words (item, seq, field, salt, sealed)
      select i.id, x.seq, x.field, decode(x.salt, 'hex'), decode(x.sealed, 'hex')
        from i, json_to_recordset($30::json) as x(seq int, field text, salt text, sealed text)),
    entered as (insert into ledger.entries (stream, seq, body, hash) select i.id, 1, h.body::json, h.hash from i, h),
    answered as (insert into work.commands (key, item, body_hash, answer) select $31, i.id, $32, $33::json from i)
    select code from i`

const writeFiling = {
  name: 'work.write-filing',
  text: `
    with c as (
      insert into work.counters as c (unit, day, last) values ($1, $2::date, 1)
      on conflict (unit, day) do update set last = c.last + 1 where c.last < $3::int
      returning last),
    b as (select $4::text || lpad(last::text, greatest(4, length(last::text)), '0') as code from c),
    ${filingTail}`,
}

/** A filing that brings its code: from the national portal or another system. */
const writeCoded = {
  name: 'work.write-coded-filing',
  text: `
    with b as (select $4::text as code where $1::text is not null and $2::date is not null and $3::int is not null),
    ${filingTail}`,
}

export interface FilingRows {
  item: NewItem
  fact: Record<string, unknown>
  party: SealedParty
  papers: Paper[]
  words: SaltedWord[]
  numbering: Numbering
  /** The code another system gave; undefined: the next number of the unit's day. */
  code?: string
  answer: Answer
  actor: string
}

/** Gives the code; undefined when the day's numbers are used up. */
export async function writeNew(
  db: Pick<Database, 'rows'>,
  keys: KeyRing,
  rows: FilingRows,
  command: Command,
): Promise<string | undefined> {
  const { item, numbering, party } = rows
  const [before, after] = halves(rows)
  const values = [
    numbering.unit,
    numbering.day,
    numbering.most,
    rows.code ?? numbering.prefix,
    before,
    after,
    genesis,
    item.party,
    party.kind,
    party.sealed,
    party.number_hash,
    party.phone_hash,
    party.name_hashes,
    item.id,
    item.kind,
    item.origin,
    item.procedure,
    item.procedure_version,
    item.channel,
    item.received_unit,
    item.competent_unit,
    item.returned_unit,
    item.account,
    item.parent,
    item.notify,
    item.filed_at,
    item.answer_by,
    JSON.stringify(item.steps),
    JSON.stringify(rows.papers),
    JSON.stringify(rows.words.map((word) => sealedWord(keys, item.id, 1, word))),
    command.key,
    command.bodyHash,
    JSON.stringify(rows.answer),
    party.through_hash,
  ]
  const written = await db.rows<{ code: string }>(rows.code === undefined ? writeFiling : writeCoded, values)
  return written[0]?.code
}

/** The code with its number, as the write statement makes it. */
export const numberedCode = (prefix: string, last: number): string =>
  `${prefix}${String(last).padStart(4, '0')}`

/** The first entry of an item under its code, as the write statement makes it. */
export function filingEntry(rows: FilingRows, code: string): Entry {
  const [before, after] = halves(rows)
  const body = `${before}${JSON.stringify(code)}${after}`
  return { stream: rows.item.id, seq: 1, body, hash: link(genesis, body) }
}

const mark = '\u0001code\u0001'

/** The canonical entry text before and after the code's JSON string. */
function halves(rows: FilingRows): [string, string] {
  const words =
    rows.words.length === 0
      ? {}
      : { words: Object.fromEntries(rows.words.map((word) => [word.field, word.hash])) }
  const body = canonical({
    actor: rows.actor,
    at: rows.item.filed_at.toISOString(),
    data: { ...rows.fact, ...words, code: mark },
    seq: 1,
    stream: rows.item.id,
    type: 'dossier.submitted',
    v: 1,
  })
  const [before, after, ...rest] = body.split(JSON.stringify(mark))
  if (before === undefined || after === undefined || rest.length > 0)
    throw new Error('the place of the code in the entry is not single')
  return [before, after]
}

export const sealParty = (keys: KeyRing, party: string, data: object): Buffer =>
  seal(keys, JSON.stringify(data), `work.parties/${party}`)
