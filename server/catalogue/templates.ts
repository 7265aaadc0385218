import { readdir, readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { Refusal } from '#kernel'
import { clearStep } from './schemas.ts'
import type { Process } from './types.ts'

/** Rule packs of `rules/processes`: one default process per field with shares instead of times, and how times are compared. */
const folder = new URL('../../rules/processes/', import.meta.url)
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const head = {
  id: Type.String({ minLength: 1 }),
  version: Type.Integer({ minimum: 1 }),
  effective_from: day,
  effective_to: Type.Union([day, Type.Null()]),
  citation: Type.String({ minLength: 1 }),
  evidence: Type.Union([Type.Literal('verified'), Type.Literal('secondary'), Type.Literal('unverified')]),
  source: Type.String({ minLength: 1 }),
}
const templatePack = Type.Object(
  {
    ...head,
    fields: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    steps: Type.Array(
      Type.Object({ ...clearStep, share: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)
const fitPack = Type.Object(
  {
    ...head,
    working_day_min: Type.Integer({ minimum: 1 }),
    close_of_day: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
  },
  { additionalProperties: false },
)
const templateCheck = Compile(templatePack)
const fitCheck = Compile(fitPack)

export type ProcessTemplate = Omit<Static<typeof templatePack>, 'steps'> & {
  steps: (Omit<Process['steps'][number], 'allow'> & { share: number })[]
}
export type FitPack = Static<typeof fitPack>

export interface ProcessPacks {
  /** The default process of a field on a date: the field's own, else the one for every field. */
  templateOf(field: string, date: string): ProcessTemplate
  template(id: string, date: string): ProcessTemplate | undefined
  fit(date: string): FitPack
}

let loaded: Promise<ProcessPacks> | undefined

/** Reads the packs once per process: they change with the clone, not while it runs. */
export const processPacks = (): Promise<ProcessPacks> => (loaded ??= readPacks())

async function readPacks(): Promise<ProcessPacks> {
  const templates: ProcessTemplate[] = []
  const fits: FitPack[] = []
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.yaml')).sort()) {
    const pack: unknown = parse(await readFile(new URL(name, folder), 'utf8'))
    if (name.startsWith('time-fit.')) fits.push(checked(name, fitCheck, pack))
    else templates.push(checked(name, templateCheck, pack) as ProcessTemplate)
  }
  const inForce = <P extends { effective_from: string; effective_to: string | null }>(
    packs: P[],
    date: string,
  ): P[] =>
    packs.filter(
      (pack) => pack.effective_from <= date && (pack.effective_to === null || date < pack.effective_to),
    )
  return {
    template: (id, date) => inForce(templates, date).find((pack) => pack.id === id),
    templateOf(field, date) {
      const now = inForce(templates, date)
      const found =
        now.find((pack) => pack.fields.includes(field)) ?? now.find((pack) => pack.fields.includes('*'))
      return found ?? missing(`process for the field "${field}"`, date)
    },
    fit: (date) => inForce(fits, date)[0] ?? missing('time-fit', date),
  }
}

function checked<T>(
  name: string,
  check: { Check(value: unknown): boolean; Errors(value: unknown): object[] },
  pack: unknown,
): T {
  if (check.Check(pack)) return pack as T
  const first = check.Errors(pack)[0] as { instancePath?: string; message?: string } | undefined
  const at = `rules/processes/${name}${first?.instancePath ?? ''}`
  throw new Refusal('RulePackInvalid', {
    vi: `Gói quy tắc ${at}: ${first?.message ?? 'sai'}.`,
    en: `Rule pack ${at}: ${first?.message ?? 'wrong'}.`,
  })
}

function missing(what: string, date: string): never {
  throw new Refusal('RulePackMissing', {
    vi: `Không có gói quy tắc ${what} có hiệu lực ngày ${date} trong rules/processes.`,
    en: `rules/processes has no ${what} in force on ${date}.`,
  })
}
