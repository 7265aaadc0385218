import { invalid, type Session, type Statement, type Texts, type Refusal } from '#kernel'
import { exactForm, foldedForm } from './names.ts'
import { processPacks } from './templates.ts'
import { shortestMin, type FitRule } from './time-fit.ts'
import type { Allow, ChannelTerms, Level, OnlineLevel } from './types.ts'

/** A line of a list of procedures. `version` is null for one that is known but not filed here: `place` and `why` say so. */
export interface ProcedureCard {
  code: string
  name: Texts
  field: string
  fieldName: Texts
  levels: string[]
  place: 'here' | 'elsewhere' | 'never'
  why: string | null
  version: number | null
  onlineLevel: OnlineLevel | null
  sameDay: boolean | null
  /** The shortest time among its channels. */
  allow: Allow | null
}

export interface ProcedurePage {
  rows: ProcedureCard[]
  /** Give it back to read on; null at the end. */
  next: string | null
  /** All that match, on every page. */
  total: number
}

export interface ProcedureQuery {
  /** Words of the name, with marks or without, or the beginning of a code. */
  text?: string
  field?: string
  level?: Level
  /** Local date on which versions must be in force. */
  on: string
  /** Also those that are never filed here (ministries, complaints); true when not said. */
  elsewhere?: boolean
  cursor?: string
  /** A numbered page from 1, for screens that show numbers; a cursor is quicker far down. */
  page?: number
  limit?: number
}

const pageSize = 50

/**
 * What the public sees: versions in force, and procedures that are filed elsewhere. Names that match with their marks come first,
 * then those that begin with the words, then by name; no similarity ordering, which was a hundred times slower when measured.
 */
export async function searchProcedures(
  db: Pick<Session, 'rows'>,
  query: ProcedureQuery,
): Promise<ProcedurePage> {
  const limit = Math.min(query.limit ?? pageSize, 200)
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const rows = await db.rows<CardRow>(select, [
    query.on,
    query.field ?? null,
    query.level ?? null,
    query.elsewhere ?? true,
    ...textTerms(query.text ?? ''),
    after?.[0] ?? null,
    after?.[1] ?? null,
    after?.[2] ?? null,
    limit + 1,
    after ? 0 : ((query.page ?? 1) - 1) * limit,
  ])
  const fit = rows.some((row) => row.channels) ? (await processPacks()).fit(query.on) : undefined
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? writeCursor([last.rank, last.folded, last.code]) : null
  return { rows: page.map((row) => cardOf(row, fit)), next, total: rows[0]?.total ?? 0 }
}

/** tsquery, beginning, exact text and code beginning of what was typed; nulls where nothing was. */
function textTerms(text: string): [string | null, string | null, string | null, string | null] {
  const exact = exactForm(text)
  const folded = foldedForm(text)
  if (folded === '') return [null, null, null, null]
  const words = folded
    .split(' ')
    .map((word) => word.replaceAll('.', ' ').trim())
    .filter((word) => word !== '')
  const terms = words.flatMap((word) => word.split(' '))
  const tsquery = terms.map((word, index) => (index === terms.length - 1 ? `${word}:*` : word)).join(' & ')
  return [
    tsquery === '' ? null : tsquery,
    likeStart(folded),
    exact,
    /^[0-9.]+$/.test(folded) ? likeStart(folded) : null,
  ]
}

const likeStart = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`

interface CardRow extends Omit<ProcedureCard, 'name' | 'fieldName' | 'allow'> {
  total: number
  channels: ChannelTerms[] | null
  name: string
  name_en: string
  field_name: string | null
  field_name_en: string | null
  folded: string
  rank: number
}

const select: Statement = {
  name: 'catalogue.search',
  text: `with found as (
    select p.code, p.name, p.name_en, p.field, f.name as field_name, f.name_en as field_name_en, p.levels, p.place, p.place_why as why,
           v.version, v.online_level as "onlineLevel", v.same_day as "sameDay", p.folded,
           -- Exact name, then beginning, then the words together with their marks, then without, then scattered; short names first.
           case when $7::text is null then 0
                else case when p.code like $8 then 0
                          when p.exact = $7 then 0
                          when strpos(p.exact, $7) = 1 then 1
                          when strpos(p.exact, $7) > 0 then 2
                          when p.folded like $6 then 3
                          when p.folded like '%' || $6 then 4
                          else 5 end * 10000 + least(length(p.folded), 9999) end as rank
      from catalogue.procedures p
      left join catalogue.fields f on f.key = p.field
      left join catalogue.versions v on v.code = p.code and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
     where (v.code is not null or (p.place <> 'here' and $4))
       and ($2::text is null or $2 = any(p.fields))
       and ($3::text is null or $3 = any(p.levels))
       and ($5::text is null or p.words @@ to_tsquery('simple', $5) or p.code like $8)
    ), page as (
    select * from found where $9::int is null or (rank, folded, code) > ($9, $10::text, $11::text)
     order by rank, folded, code limit $12 offset $13
   )
   select page.*, v.body->'channels' as channels, (select count(*) from found) as total
     from page left join catalogue.versions v on v.code = page.code and v.version = page.version
    order by page.rank, page.folded, page.code`,
}

const cardOf = (row: CardRow, fit: FitRule | undefined): ProcedureCard => ({
  code: row.code,
  name: { vi: row.name, en: row.name_en },
  field: row.field,
  fieldName: { vi: row.field_name ?? row.field, en: row.field_name_en ?? '' },
  levels: row.levels,
  place: row.version === null ? row.place : 'here',
  why: row.why,
  version: row.version,
  onlineLevel: row.onlineLevel,
  sameDay: row.sameDay,
  allow:
    fit && row.channels
      ? shortest(
          row.channels.map((channel) => channel.allow),
          fit,
        )
      : null,
})

const shortest = (allows: Allow[], fit: FitRule): Allow | null =>
  allows.reduce<Allow | null>(
    (least, one) => (least === null || shortestMin(one, fit) < shortestMin(least, fit) ? one : least),
    null,
  )

type Cursor = [rank: number, folded: string, code: string]

const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url')

function readCursor(text: string): Cursor {
  const wrong = cursorInvalid()
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong
    throw error
  }
  if (!Array.isArray(value) || value.length !== 3) throw wrong
  const [rank, folded, code] = value as unknown[]
  if (typeof rank !== 'number' || typeof folded !== 'string' || typeof code !== 'string') throw wrong
  return [rank, folded, code]
}

export interface FieldCount {
  key: string
  name: Texts
  procedures: number
}

/** The fields that have a version in force on a date, most procedures first. */
export async function fieldsInForce(db: Pick<Session, 'rows'>, on: string): Promise<FieldCount[]> {
  const rows = await db.rows<{
    key: string
    name: string | null
    name_en: string | null
    procedures: number
  }>(selectFields, [on])
  return rows.map((row) => ({
    key: row.key,
    name: { vi: row.name ?? row.key, en: row.name_en ?? '' },
    procedures: row.procedures,
  }))
}

const selectFields: Statement = {
  name: 'catalogue.fields-in-force',
  text: `select p.field as key, f.name, f.name_en, count(*)::int as procedures
           from catalogue.versions v join catalogue.procedures p on p.code = v.code left join catalogue.fields f on f.key = p.field
          where v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
          group by 1, 2, 3 order by 4 desc, 1`,
}

export const cursorInvalid = (): Refusal =>
  invalid('cursor', { vi: 'Dấu trang không hợp lệ.', en: 'The cursor is not one of ours.' }, 'CursorInvalid')
