import { append } from '#ledger'
import { Refusal, canonical, sha256, type Context, type Session, type Statement } from '#kernel'
import { today as dateOfDay } from '#people'
import type { Remember } from './commands.ts'
import { StaleDraft } from './draft.ts'
import { procedurePublished, streamOfProcedure } from './entries.ts'
import { exactForm } from './names.ts'
import { verdictOn } from './publishable.ts'
import { processPacks } from './templates.ts'
import { forget, getVersion } from './versions.ts'
import type { DraftBody, Problem, ProcedureBody, ProcedureVersion } from './types.ts'

export interface Publication {
  code: string
  /** First local day on which the version holds. */
  from: string
  /** The revision of the draft that was looked at. */
  revision?: number
}

export type CodedProblem = Problem & { procedure: string }

/** What stands in the way of publishing, all of it, in `facts.problems`. */
export class PublicationRefused extends Refusal {
  readonly problems: CodedProblem[]
  constructor(problems: CodedProblem[]) {
    const first = problems[0]!
    super(
      'PublicationRefused',
      {
        vi: `Chưa công bố được, còn ${problems.length} chỗ phải sửa. ${first.procedure}: ${first.texts.vi}`,
        en: `Not published: ${problems.length} things are to be mended. ${first.procedure}: ${first.texts.en}`,
      },
      { kind: 'invalid', field: first.field, facts: { problems } },
    )
    this.problems = problems
  }
}

/**
 * Publishes the draft of a code from a date on; the version before it ends that day. Refuses with `PublicationRefused` (all problems
 * at once, by field path) and `StaleDraft`. A date before today is refused: what was in force is history.
 */
export async function publish(
  cx: Context,
  publication: Publication & { by: string },
  remember?: Remember,
): Promise<ProcedureVersion> {
  const today = dateOfDay(cx.now)
  if (publication.from < today) throw new PublicationRefused([inThePast(publication, today)])
  const [version] = await publishAll(cx, [publication], publication.by, remember)
  return getVersion(cx.db, publication.code, version!, today)
}

/** Publishes many drafts in one transaction: all or none. For loads, so dates in the past are allowed. Gives the version numbers. */
export async function publishAll(
  cx: Context,
  publications: Publication[],
  by: string,
  remember?: Remember,
): Promise<number[]> {
  const versions = await cx.db.transaction(async (tx) => {
    const states = await readStates(tx, publications)
    const bodies = await decide(publications, states)
    const written = await write(tx, cx.now, publications, bodies, states, by)
    await remember?.(tx, { version: written[0] })
    return written
  })
  for (const { code } of publications) forget(cx.db, code)
  return versions
}

interface State {
  code: string
  draft: DraftBody | null
  revision: number | null
  place: 'here' | 'elsewhere' | 'never'
  last: number | null
  lastFrom: string | null
  lastTo: string | null
}

const lockProcedures: Statement = {
  name: 'catalogue.lock-procedures',
  text: 'select code from catalogue.procedures where code = any($1) order by code for update',
}
const selectStates: Statement = {
  name: 'catalogue.states',
  text: `select p.code, d.body as draft, d.revision, p.place, v.version as last, v.valid_from as "lastFrom", v.valid_to as "lastTo"
           from catalogue.procedures p
           left join catalogue.drafts d on d.code = p.code
           left join lateral (select version, valid_from, valid_to from catalogue.versions
                               where code = p.code order by version desc limit 1) v on true
          where p.code = any($1)`,
}

async function readStates(tx: Session, publications: Publication[]): Promise<Map<string, State>> {
  const codes = publications.map((one) => one.code)
  await tx.rows(lockProcedures, [codes])
  return new Map((await tx.rows<State>(selectStates, [codes])).map((state) => [state.code, state]))
}

/** The bodies to publish, in order; throws with every problem of every draft. */
async function decide(publications: Publication[], states: Map<string, State>): Promise<ProcedureBody[]> {
  const packs = await processPacks()
  const problems: CodedProblem[] = []
  const bodies: ProcedureBody[] = []
  for (const publication of publications) {
    const { code, from, revision } = publication
    const state = states.get(code)
    if (!state?.draft) {
      problems.push(noDraft(code))
      continue
    }
    if (revision !== undefined && revision !== state.revision) throw new StaleDraft(code, state.revision ?? 0)
    if (state.place === 'never') problems.push(neverFiled(code))
    if (state.lastFrom !== null && from <= state.lastFrom) problems.push(notAfter(code, state.lastFrom))
    if (state.lastTo !== null && from < state.lastTo) problems.push(notAfter(code, state.lastTo))
    const verdict = verdictOn(state.draft, packs, from)
    if ('body' in verdict) bodies.push(verdict.body)
    else problems.push(...verdict.problems.map((problem) => ({ ...problem, procedure: code })))
  }
  if (problems.length > 0) throw new PublicationRefused(problems)
  return bodies
}

const endPrevious: Statement = {
  name: 'catalogue.end-previous',
  text: `update catalogue.versions v set valid_to = r."from"
           from json_to_recordset($1) as r (code text, "from" date)
          where v.code = r.code and v.valid_to is null`,
}
const insertVersions: Statement = {
  name: 'catalogue.insert-versions',
  text: `insert into catalogue.versions
           (code, version, valid_from, online_level, same_day, body, body_hash, published_at, published_by)
         select r.code, r.version, r."from", r.online, r.same_day, r.body, decode(r.hash, 'hex'), $2, $3
           from json_to_recordset($1)
             as r (code text, version int, "from" date, online text, same_day boolean, body json, hash text)`,
}
const showProcedures: Statement = {
  name: 'catalogue.show-procedures',
  text: `update catalogue.procedures p
            set name = r.name, name_en = r.name_en, exact = r.exact, field = r.field, place = 'here', place_why = null,
                fields = case when r.field = any(p.fields) then p.fields else array[r.field] end,
                levels = array(select json_array_elements_text(r.levels)), changed_at = $2
           from json_to_recordset($1)
             as r (code text, name text, name_en text, exact text, field text, levels json)
          where p.code = r.code`,
}
const dropDrafts: Statement = {
  name: 'catalogue.drop-drafts',
  text: 'delete from catalogue.drafts where code = any($1)',
}

async function write(
  tx: Session,
  now: Date,
  publications: Publication[],
  bodies: ProcedureBody[],
  states: Map<string, State>,
  by: string,
): Promise<number[]> {
  const rows = bodies.map((body, index) => ({
    code: body.code,
    version: (states.get(body.code)?.last ?? 0) + 1,
    from: publications[index]!.from,
    online: body.onlineLevel,
    same_day: body.sameDay,
    body,
    hash: sha256(canonical(body)).toString('hex'),
    name: body.name.vi,
    name_en: body.name.en,
    exact: exactForm(body.name.vi),
    field: body.field,
    levels: body.levels,
  }))
  await tx.rows(endPrevious, [JSON.stringify(rows.map(({ code, from }) => ({ code, from })))])
  await tx.rows(insertVersions, [JSON.stringify(rows), now, by])
  await tx.rows(showProcedures, [JSON.stringify(rows), now])
  await tx.rows(dropDrafts, [rows.map((row) => row.code)])
  for (const row of rows)
    await append({ db: tx, now }, streamOfProcedure(row.code), [procedurePublished(row)], by)
  return rows.map((row) => row.version)
}

const inThePast = ({ code, from }: Publication, today: string): CodedProblem => ({
  procedure: code,
  field: 'from',
  code: 'PublishedInThePast',
  texts: {
    vi: `Ngày hiệu lực ${from} đã qua; sớm nhất là ${today}.`,
    en: `${from} has passed; the earliest day is ${today}.`,
  },
})
const noDraft = (code: string): CodedProblem => ({
  procedure: code,
  field: 'code',
  code: 'NoDraft',
  texts: { vi: 'Thủ tục này không có bản nháp.', en: 'This procedure has no draft.' },
})
const neverFiled = (code: string): CodedProblem => ({
  procedure: code,
  field: 'code',
  code: 'NeverFileable',
  texts: {
    vi: 'Khiếu nại, tố cáo không giải quyết theo cơ chế một cửa.',
    en: 'Complaints and denunciations are not handled by the one-stop shop.',
  },
})
const notAfter = (code: string, date: string): CodedProblem => ({
  procedure: code,
  field: 'from',
  code: 'VersionsOverlap',
  texts: {
    vi: `Ngày hiệu lực phải sau ${date}, mốc của phiên bản trước.`,
    en: `The date must be after ${date}, where the version before it stands.`,
  },
})
