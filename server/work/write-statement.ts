import type { Statement } from '#kernel'

/** A list of rows that only some acts write. */
export type WritePart = 'changed' | 'opened' | 'paused' | 'filed' | 'worded'

const stepColumns = `no smallint, key text, unit text, role text, person uuid, job text, allow text, allowed_min int, due_at timestamptz,
  duty text, responsibility text, product text, authority text, opened_at timestamptz, paused_at timestamptz, done_at timestamptz,
  outcome text, worked_min int, charged_to uuid`
export const stepNames = stepColumns.replaceAll(/ (smallint|text|uuid|int|timestamptz)/g, '')

/** Each part reads its rows from one JSON parameter. A step is opened after the one before is closed: there is one lead at a time. */
const textOf: Readonly<Record<WritePart, (rows: string, all: readonly WritePart[]) => string>> = {
  changed: (rows) => `
      update work.steps s
         set person = x.person, due_at = x.due_at, paused_at = x.paused_at, done_at = x.done_at, outcome = x.outcome,
             worked_min = x.worked_min, charged_to = x.charged_to
        from i, json_to_recordset(${rows}) as x(no smallint, person uuid, due_at timestamptz, paused_at timestamptz,
             done_at timestamptz, outcome text, worked_min int, charged_to uuid)
       where s.item = i.id and s.no = x.no returning s.no`,
  opened: (rows, all) => `
      insert into work.steps (item, ${stepNames})
      select i.id, x.* from i, json_to_recordset(${rows}) as x(${stepColumns})${
        all.includes('changed') ? ', (select count(*) from changed) c' : ''
      }`,
  paused: (rows) => `
      insert into work.pauses (item, no, kind, from_at, to_at, amount)
      select i.id, x.* from i, json_to_recordset(${rows}) as x(no smallint, kind text, from_at timestamptz, to_at timestamptz, amount bigint)
      on conflict (item, no) do update set to_at = excluded.to_at`,
  filed: (rows) => `
      insert into work.papers (item, no, part, originals, copies, files, given_at, kind)
      select i.id, (select count(*) from work.papers p where p.item = i.id) + row_number() over (), x.part, x.originals, x.copies,
             array(select json_array_elements_text(x.files))::uuid[], x.given_at, x.kind
        from i, json_to_recordset(${rows})
             as x(part text, originals smallint, copies smallint, files json, given_at timestamptz, kind text)`,
  worded: (rows) => `
      insert into work.words (item, seq, field, salt, sealed)
      select i.id, x.seq, x.field, decode(x.salt, 'hex'), decode(x.sealed, 'hex')
        from i, json_to_recordset(${rows}) as x(seq int, field text, salt text, sealed text)`,
}

const firstPart = 25

/** Item, facts and kept answer, and the parts this act fills. No row comes back when somebody was faster: the version is in the where clause. */
const writeWith = (parts: readonly WritePart[]): Statement => ({
  name: ['work.write', ...parts].join('-'),
  text: `
    with i as (
      update work.items set version = version + 1, status = $3, seq = $4, head = $5, competent_unit = $6, returned_unit = $7,
             procedure_version = $8, answered_at = $9, accepted_at = $10, counted_from = $11, due_at = $12, late_from = $13,
             extended_due_at = $14, finished_at = $15, closed_at = $16, outcome = $17, supplement_requests = $18, extensions = $19,
             answer_by = $20
       where id = $1 and version = $2 returning id),
    entered as (
      insert into ledger.entries (stream, seq, body, hash)
      select i.id, x.seq, x.body::json, decode(x.hash, 'hex') from i, json_to_recordset($21::json) as x(seq int, body text, hash text)),
    answered as (
      insert into work.commands (key, item, body_hash, answer) select $22, i.id, $23, $24::json from i)${parts
        .map((part, index) => `,\n    ${part} as (${textOf[part](`$${firstPart + index}::json`, parts)})`)
        .join('')}
    select id from i`,
})

const known = new Map<string, Statement>()

/**
 * The one write of an act, with just the parts it fills: the database starts every part of a statement, also one that finds no row.
 * About ten shapes are in use; each is planned once per connection.
 */
export function writeOf(parts: readonly WritePart[]): Statement {
  const key = parts.join()
  const statement = known.get(key) ?? writeWith(parts)
  known.set(key, statement)
  return statement
}
