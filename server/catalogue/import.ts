import { append } from '#ledger'
import { canonical, sha256, uuidv7, type Context, type Session } from '#kernel'
import { writeDrafts } from './draft.ts'
import { importStream, proceduresImported } from './entries.ts'
import { fieldsPack, writeFields } from './fields.ts'
import { readCatalogue } from './import-read.ts'
import { readProcedure, type ReadProcedure } from './import-row.ts'
import { exactForm, fieldKey } from './names.ts'

export interface ImportInput {
  procedures: { name: string; text: string }
  channels: { name: string; text: string }
  by: string
}

export type ImportOutcome =
  | 'new' // was not here
  | 'unchanged' // same cells as last time
  | 'changed' // the source changed and its draft was replaced
  | 'kept' // somebody works on the draft: it stays, the new source lies beside it
  | 'published' // published here: the version stays, the source lies beside it

export interface ImportRow {
  code: string
  line: number
  name: string
  place: ReadProcedure['place']
  outcome: ImportOutcome
  /** Field paths that keep its draft from being published. */
  lacks: string[]
  notes: string[]
}

export interface ImportReport {
  files: { procedures: string; channels: string; sha256: string }
  read: { procedures: number; channels: number }
  outcomes: Record<ImportOutcome, number>
  places: Record<ReadProcedure['place'], number>
  /** How many drafts lack a field, most first. */
  lacks: Record<string, number>
  notes: Record<string, number>
  /** Codes that came with an earlier file and are not in this one; they stay. */
  absent: string[]
  rows: ImportRow[]
}

/** Loads the national catalogue: everything in one transaction or nothing. Refuses with `ImportRefused`, every mistake with its line. */
export async function importProcedures(cx: Context, input: ImportInput): Promise<ImportReport> {
  const files = readCatalogue(input.procedures, input.channels)
  const pack = await fieldsPack()
  const known = new Set(files.procedures.map((row) => fieldKey(row.linh_vuc)))
  const read = files.procedures.map((row) =>
    readProcedure(row, files.channels.get(row.ma_thu_tuc) ?? [], pack, known),
  )
  const hash = sha256(input.procedures.text, input.channels.text)
  return cx.db.transaction(async (tx) => {
    const before = await readBefore(tx)
    const outcomes = read.map((one) => outcomeOf(one, before.get(one.code)))
    const fresh = read.filter((_one, index) => outcomes[index] !== 'unchanged')
    await writeFields(tx, [
      ...new Map(read.flatMap((one) => one.fields).map((field) => [field.key, field])).values(),
    ])
    const outcomeFor = new Map(read.map((one, index) => [one, outcomes[index]!]))
    const ours = (one: ReadProcedure): boolean => ['published', 'kept'].includes(outcomeFor.get(one)!)
    await writeSources(
      tx,
      cx.now,
      fresh.filter((one) => !ours(one)),
      false,
    )
    await writeSources(tx, cx.now, fresh.filter(ours), true)
    const drafts = read.filter(
      (one, index) => one.draft && (outcomes[index] === 'new' || outcomes[index] === 'changed'),
    )
    const lacks = new Map<string, string[]>()
    for (let from = 0; from < drafts.length; from += batch) {
      const bodies = drafts.slice(from, from + batch).flatMap((one) => (one.draft ? [one.draft] : []))
      for (const draft of await writeDrafts(tx, cx.now, bodies, 'import', input.by))
        lacks.set(draft.body.code, draft.missing)
    }
    const rows = read.map((one, index) =>
      rowOf(one, outcomes[index]!, lacks.get(one.code) ?? before.get(one.code)?.missing ?? []),
    )
    const present = new Set(read.map((one) => one.code))
    const absent = [...before.values()]
      .filter((one) => one.hash !== null && !present.has(one.code))
      .map((one) => one.code)
    const report = reportOf(input, hash.toString('hex'), rows, files.channelRows, absent)
    if (fresh.length > 0) await keepReport(tx, cx, hash, input.by, report, fresh.length)
    return report
  })
}

const batch = 500

interface Before {
  code: string
  hash: string | null
  origin: string | null
  missing: string[] | null
  published: boolean
}

async function readBefore(tx: Session): Promise<Map<string, Before>> {
  const rows = await tx.rows<Before>(
    {
      name: 'catalogue.import-before',
      text: `select p.code, encode(p.source_hash, 'hex') as hash, d.origin, d.missing,
                    exists (select from catalogue.versions v where v.code = p.code) as published
               from catalogue.procedures p left join catalogue.drafts d on d.code = p.code`,
    },
    [],
  )
  return new Map(rows.map((row) => [row.code, row]))
}

const sourceHash = (one: ReadProcedure): string => sha256(canonical(one.source)).toString('hex')

function outcomeOf(one: ReadProcedure, before: Before | undefined): ImportOutcome {
  if (before?.hash === sourceHash(one)) return 'unchanged'
  if (!before) return 'new'
  if (before.published) return 'published'
  return before.origin === null || before.origin === 'import' ? 'changed' : 'kept'
}

/** What is published or worked on here keeps its name, field and levels; the source is laid beside it. */
async function writeSources(tx: Session, now: Date, read: ReadProcedure[], ours: boolean): Promise<void> {
  for (let from = 0; from < read.length; from += batch) {
    const rows = read.slice(from, from + batch).map((one) => ({
      code: one.code,
      name: one.name,
      exact: exactForm(one.name),
      field: one.field.key,
      fields: one.fields.map((field) => field.key),
      levels: one.levels,
      place: one.place,
      why: one.placeWhy,
      source: one.source,
      hash: sourceHash(one),
    }))
    await tx.rows(ours ? besideSources : insertSources, [JSON.stringify(rows), now])
  }
}

const insertSources = {
  name: 'catalogue.insert-sources',
  text: `insert into catalogue.procedures
           (code, name, exact, field, fields, levels, place, place_why, source, source_hash, changed_at)
         select r.code, r.name, r.exact, r.field, array(select json_array_elements_text(r.fields)),
                array(select json_array_elements_text(r.levels)), r.place, r.why, r.source, decode(r.hash, 'hex'), $2
           from json_to_recordset($1) as r (code text, name text, exact text, field text, fields json, levels json,
                                            place text, why text, source json, hash text)
         on conflict (code) do update set name = excluded.name, exact = excluded.exact, field = excluded.field,
           fields = excluded.fields, levels = excluded.levels, place = excluded.place, place_why = excluded.place_why,
           source = excluded.source, source_hash = excluded.source_hash, changed_at = excluded.changed_at`,
}
const besideSources = {
  name: 'catalogue.beside-sources',
  text: `update catalogue.procedures p set source = r.source, source_hash = decode(r.hash, 'hex'), changed_at = $2
           from json_to_recordset($1) as r (code text, source json, hash text) where p.code = r.code`,
}

const rowOf = (one: ReadProcedure, outcome: ImportOutcome, lacks: string[]): ImportRow => ({
  code: one.code,
  line: one.line,
  name: one.name,
  place: one.place,
  outcome,
  lacks: one.draft && outcome !== 'published' ? lacks : [],
  notes: one.notes,
})

function reportOf(
  input: ImportInput,
  sha: string,
  rows: ImportRow[],
  channels: number,
  absent: string[],
): ImportReport {
  const outcomes: ImportReport['outcomes'] = { new: 0, unchanged: 0, changed: 0, kept: 0, published: 0 }
  const places: ImportReport['places'] = { here: 0, elsewhere: 0, never: 0 }
  for (const row of rows) {
    outcomes[row.outcome] += 1
    places[row.place] += 1
  }
  return {
    files: { procedures: input.procedures.name, channels: input.channels.name, sha256: sha },
    read: { procedures: rows.length, channels },
    outcomes,
    places,
    lacks: counted(rows.flatMap((row) => row.lacks)),
    notes: counted(rows.flatMap((row) => row.notes)),
    absent,
    rows,
  }
}

function counted(words: string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)))
}

async function keepReport(
  tx: Session,
  cx: Context,
  hash: Buffer,
  by: string,
  report: ImportReport,
  changed: number,
): Promise<void> {
  await tx.rows(
    {
      name: 'catalogue.keep-import',
      text: 'insert into catalogue.imports (id, file_hash, at, by, report) values ($1, $2, $3, $4, $5)',
    },
    [uuidv7(cx.now), hash, cx.now, by, JSON.stringify(report)],
  )
  const fact = proceduresImported({ file: hash.toString('hex'), read: report.read.procedures, changed })
  await append({ db: tx, now: cx.now }, importStream, [fact], by)
}
