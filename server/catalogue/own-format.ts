import { readdir, readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { Refusal, type Texts } from '#kernel'
import type { Allow, AllowUnit, Channel, Cited, DraftBody, Fee, Part } from './types.ts'

/** The clone's own procedures, `rules/procedures/*.yaml`: one file per field, written by hand, sources named. */
const folder = new URL('../../rules/procedures/', import.meta.url)

const text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false } as const
const names = Type.Object({ vi: text, en: Type.String() }, closed)
const fee = Type.Object(
  { amount: Type.Union([Type.Integer(), Type.Null()]), currency: text, note: Type.Optional(text) },
  closed,
)
const perChannel = <T extends Parameters<typeof Type.Optional>[0]>(of: T) =>
  Type.Object({ direct: Type.Optional(of), online: Type.Optional(of), post: Type.Optional(of) }, closed)
const allowText = Type.String({ pattern: '^[1-9][0-9]*(min|h|d|wd|m)$' })
const subject = Type.Union(
  (['citizen', 'household-business', 'business', 'organisation'] as const).map((one) => Type.Literal(one)),
)
const level = Type.Union([Type.Literal('city'), Type.Literal('commune')])

const procedure = Type.Object(
  {
    code: text,
    name: names,
    levels: Type.Array(level),
    competent: text,
    decision: text,
    url: text,
    legal_basis: Type.Optional(Type.Array(text)),
    times: perChannel(allowText),
    time_basis: Type.Optional(text),
    fees: Type.Optional(perChannel(Type.Array(fee))),
    online: Type.Optional(Type.Union([Type.Literal('partial'), Type.Literal('none')])),
    partial_reason: Type.Optional(text),
    cut_off: Type.Optional(text),
    financial_duty: Type.Optional(Type.Union([Type.Literal('fee'), Type.Literal('tax')])),
    after_supplement: Type.Optional(Type.Literal('restart')),
    subjects: Type.Array(subject),
    result: names,
    parts: Type.Array(Type.String({ pattern: '^[a-z0-9-]+\\?? [0-9]+\\+[0-9]+$' })),
  },
  closed,
)
const file = Type.Object(
  {
    field: text,
    effective_from: text,
    citation: text,
    evidence: text,
    source: text,
    part_names: Type.Record(
      Type.String(),
      Type.Object(
        { vi: text, en: text, form: Type.Optional(text), digital_source: Type.Optional(text) },
        closed,
      ),
    ),
    legal_basis: Type.Array(text),
    procedures: Type.Array(procedure),
  },
  closed,
)
const agencies = Type.Object({ cities: Type.Record(Type.String(), Type.Record(Type.String(), text)) })

const fileCheck = Compile(file)
const agenciesCheck = Compile(agencies)

type OwnFile = Static<typeof file>
type OwnProcedure = OwnFile['procedures'][number]

export interface OwnProcedures {
  drafts: { body: DraftBody; from: string }[]
}

/** All procedures the clone carries, as drafts for one city (a key of `agencies.….yaml`). */
export async function readOwnProcedures(city: string): Promise<OwnProcedures> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const agenciesFile = files.find((name) => name.startsWith('agencies.')) ?? 'agencies.yaml'
  const agencyPack = await readYaml(agenciesFile)
  if (!agenciesCheck.Check(agencyPack)) throw wrongFile(agenciesFile, 'cities', 'city → agency → unit code')
  const units = agencyPack.cities[city]
  if (!units) throw wrongFile(agenciesFile, `cities.${city}`, 'no units for this city')
  const drafts: OwnProcedures['drafts'] = []
  for (const name of files.filter((one) => !/^(agencies|fields)\./.test(one))) {
    const pack = await readYaml(name)
    if (!fileCheck.Check(pack)) {
      const error = fileCheck.Errors(pack)[0]
      throw wrongFile(name, error?.instancePath ?? '', error?.message ?? 'wrong')
    }
    for (const one of pack.procedures)
      drafts.push({ body: draftOf(name, pack, one, units), from: pack.effective_from })
  }
  return { drafts }
}

const readYaml = async (name: string): Promise<unknown> =>
  parse(await readFile(new URL(name, folder), 'utf8'))

const wrongFile = (name: string, at: string, why: string): Refusal =>
  new Refusal('RulePackInvalid', {
    vi: `rules/procedures/${name}, mục ${at}: ${why}.`,
    en: `rules/procedures/${name}, at ${at}: ${why}.`,
  })

function draftOf(name: string, pack: OwnFile, one: OwnProcedure, units: Record<string, string>): DraftBody {
  const unit = one.competent === 'commune' ? undefined : units[one.competent]
  if (one.competent !== 'commune' && !unit)
    throw wrongFile(name, `${one.code}.competent`, `unknown agency "${one.competent}"`)
  return {
    code: one.code,
    name: one.name,
    field: pack.field,
    levels: one.levels,
    legalBasis: legalBasisOf(pack, one),
    channels: (['direct', 'online', 'post'] as const).flatMap((channel) => channelOf(one, channel)),
    parts: one.parts.map((line) => partOf(name, pack, one, line)),
    subjects: one.subjects,
    result: one.result,
    onlineLevel: one.online ?? 'full',
    partialReason: one.partial_reason ?? null,
    sameDay: one.cut_off !== undefined,
    cutOff: one.cut_off ?? null,
    afterSupplement: one.after_supplement ?? 'resume',
    financialDuty: one.financial_duty ?? 'none',
    competent: unit === undefined ? { level: 'commune' } : { level: 'city', unit },
    process: null,
    sources: sourcesOf(pack, one),
  }
}

function legalBasisOf(pack: OwnFile, one: OwnProcedure): Cited[] {
  const laws = [...pack.legal_basis, ...(one.legal_basis ?? [])]
  return [
    ...laws.map((law) => ({ text: law, evidence: 'unverified' as const })),
    { text: `Quyết định ${one.decision} công bố thủ tục hành chính`, evidence: 'secondary' },
  ]
}

function channelOf(one: OwnProcedure, channel: Channel): DraftBody['channels'] {
  const time = one.times[channel]
  if (time === undefined) return []
  const fees: Fee[] = (one.fees?.[channel] ?? []).map((entry) => ({ ...entry, note: entry.note ?? '' }))
  return [{ channel, allow: parseAllow(time), fees, given: [] }]
}

function parseAllow(time: string): Allow {
  const found = /^([0-9]+)([a-z]+)$/.exec(time)!
  return { amount: Number(found[1]), unit: found[2] as AllowUnit }
}

function partOf(name: string, pack: OwnFile, one: OwnProcedure, line: string): Part {
  const found = /^([a-z0-9-]+)(\??) ([0-9]+)\+([0-9]+)$/.exec(line)!
  const key = found[1]!
  const named = pack.part_names[key]
  if (!named) throw wrongFile(name, `${one.code}.parts`, `"${key}" is not in part_names`)
  const texts: Texts = { vi: named.vi, en: named.en }
  return {
    key,
    name: texts,
    originals: Number(found[3]),
    copies: Number(found[4]),
    required: found[2] === '',
    form: named.form ?? null,
    digitalSource: named.digital_source ?? null,
  }
}

/** Times and fees come from the national catalogue unless the file says on what basis its writer set them. */
function sourcesOf(pack: OwnFile, one: OwnProcedure): DraftBody['sources'] {
  const catalogue = { text: pack.source, url: one.url }
  return [
    { about: 'name', ...catalogue, evidence: 'secondary' },
    one.time_basis === undefined
      ? { about: 'channels.allow', ...catalogue, evidence: 'secondary' }
      : { about: 'channels.allow', text: one.time_basis, url: null, evidence: 'unverified' },
    { about: 'channels.fees', ...catalogue, evidence: 'secondary' },
    {
      about: 'parts',
      text: 'Mẫu do Sáu Rõ soạn, cần cơ quan công bố xác nhận',
      url: null,
      evidence: 'unverified',
    },
    {
      about: 'process',
      text: 'Quy trình mặc định của lĩnh vực, cần cơ quan phê duyệt',
      url: null,
      evidence: 'unverified',
    },
  ]
}
