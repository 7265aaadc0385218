import { Refusal, type Context, type Session, type Statement } from '#kernel'
import { today as dateOfDay } from '#people'
import type { Remember } from './commands.ts'
import { asDraft } from './check-body.ts'
import { exactForm } from './names.ts'
import { missingOf } from './publishable.ts'
import { processPacks } from './templates.ts'
import type { Draft, DraftBody } from './types.ts'

export type Origin = Draft['origin']

/** Somebody else has changed the draft meanwhile. */
export class StaleDraft extends Refusal {
  constructor(code: string, revision: number) {
    super(
      'StaleDraft',
      {
        vi: `Bản nháp ${code} đã được người khác sửa (bản ${revision}). Hãy mở lại để xem thay đổi.`,
        en: `Draft ${code} was changed meanwhile (revision ${revision}). Open it again to see the change.`,
      },
      { kind: 'conflict', field: 'revision', facts: { revision } },
    )
  }
}

/**
 * Keeps a draft. `revision` is the one the writer saw, 0 for a new draft; another one is refused with `StaleDraft`. A draft may lack
 * anything, and what it lacks is kept beside it; an unknown or wrong field is refused with `DraftInvalid`.
 */
export async function saveDraft(
  cx: Context,
  input: { body: unknown; revision: number; by: string },
  remember?: Remember,
): Promise<Draft> {
  const body = asDraft(input.body)
  const [row] = await cx.db.transaction(async (tx) => {
    // The procedure's row is what two writers of a first draft meet at: a draft that is not there yet cannot be locked.
    await writeProcedures(tx, cx.now, [body])
    await tx.rows(lockProcedure, [body.code])
    const current = await readDraft(tx, body.code)
    if ((current?.revision ?? 0) !== input.revision) throw new StaleDraft(body.code, current?.revision ?? 0)
    const written = await writeDrafts(tx, cx.now, [body], 'person', input.by)
    await remember?.(tx, { revision: written[0]!.revision, missing: written[0]!.missing })
    return written
  })
  return row!
}

/** Many drafts at once, for a load; what was there under the same codes is replaced. */
export async function saveDrafts(
  cx: Context,
  bodies: unknown[],
  origin: Origin,
  by: string,
): Promise<Draft[]> {
  const drafts = bodies.map(asDraft)
  return cx.db.transaction((tx) => writeDrafts(tx, cx.now, drafts, origin, by))
}

/** The draft of a code, or undefined. */
export const findDraft = (db: Pick<Session, 'rows'>, code: string): Promise<Draft | undefined> =>
  readDraft(db, code)

/** Throws a draft away; the published versions stay. */
export async function discardDraft(cx: Context, code: string): Promise<void> {
  await cx.db.rows({ name: 'catalogue.discard', text: 'delete from catalogue.drafts where code = $1' }, [
    code,
  ])
}

interface DraftRow {
  body: DraftBody
  revision: number
  origin: Origin
  missing: string[]
  changedAt: Date
  changedBy: string
}

const columns = `d.body, d.revision, d.origin, d.missing, d.changed_at as "changedAt", d.changed_by as "changedBy"`
const selectDraft: Statement = {
  name: 'catalogue.draft',
  text: `select ${columns} from catalogue.drafts d where code = $1`,
}
const lockProcedure: Statement = {
  name: 'catalogue.lock-procedure',
  text: 'select code from catalogue.procedures where code = $1 for update',
}

async function readDraft(on: Pick<Session, 'rows'>, code: string): Promise<Draft | undefined> {
  const [row] = await on.rows<DraftRow>(selectDraft, [code])
  return row
}

/** A procedure gets its row with its first draft; a name in a draft is not public before its version is. */
const upsertProcedures: Statement = {
  name: 'catalogue.upsert-procedures',
  text: `insert into catalogue.procedures (code, name, name_en, exact, field, fields, levels, place, changed_at)
         select r.code, r.name, r.name_en, r.exact, r.field, array[r.field], array(select json_array_elements_text(r.levels)), 'here', $2
           from json_to_recordset($1) as r (code text, name text, name_en text, exact text, field text, levels json)
         on conflict (code) do nothing`,
}
const upsertDrafts: Statement = {
  name: 'catalogue.upsert-drafts',
  text: `insert into catalogue.drafts as d (code, body, revision, origin, missing, changed_at, changed_by)
         select r.code, r.body, 1, $3, array(select json_array_elements_text(r.missing)), $2, $4
           from json_to_recordset($1) as r (code text, body json, missing json)
         on conflict (code) do update set body = excluded.body, revision = d.revision + 1, origin = excluded.origin,
           missing = excluded.missing, changed_at = excluded.changed_at, changed_by = excluded.changed_by
         returning ${columns}`,
}

export async function writeDrafts(
  tx: Session,
  now: Date,
  bodies: DraftBody[],
  origin: Origin,
  by: string,
): Promise<Draft[]> {
  const packs = await processPacks()
  await writeProcedures(tx, now, bodies)
  const drafts = bodies.map((body) => ({
    code: body.code,
    body,
    missing: missingOf(body, packs, dateOfDay(now)),
  }))
  return tx.rows<DraftRow>(upsertDrafts, [JSON.stringify(drafts), now, origin, by])
}

async function writeProcedures(tx: Session, now: Date, bodies: DraftBody[]): Promise<void> {
  const procedures = bodies.map((body) => ({
    code: body.code,
    name: body.name.vi,
    name_en: body.name.en,
    exact: exactForm(body.name.vi),
    field: body.field,
    levels: body.levels,
  }))
  await tx.rows(upsertProcedures, [JSON.stringify(procedures), now])
}

export interface DraftCard {
  code: string
  name: string
  field: string
  levels: string[]
  revision: number
  origin: Origin
  missing: string[]
}

/** Drafts by code, a page of a hundred; those that lack a field when one is named. */
export const listDrafts = (
  db: Pick<Session, 'rows'>,
  query: { missing?: string; field?: string; after?: string },
): Promise<DraftCard[]> =>
  db.rows<DraftCard>(selectCards, [query.missing ?? null, query.field ?? null, query.after ?? null])

const selectCards: Statement = {
  name: 'catalogue.draft-cards',
  text: `select d.code, p.name, p.field, p.levels, d.revision, d.origin, d.missing
           from catalogue.drafts d join catalogue.procedures p on p.code = d.code
          where ($1::text is null or $1 = any(d.missing)) and ($2::text is null or $2 = any(p.fields))
            and ($3::text is null or d.code > $3)
          order by d.code limit 100`,
}
