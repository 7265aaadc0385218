import { Type, type Static, type TSchema } from 'typebox'
import type { StepPlace } from './types.ts'

/** Shapes that enter from outside (screens, files, rule packs). What they cannot say is checked in `publishable.ts`. */
const closed = { additionalProperties: false } as const
const object = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed)
export const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)))
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
// Neither JSON in the database nor XML takes the other control characters.
const printable = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]*$'
const text = (most: number) => Type.String({ maxLength: most, pattern: printable })
const filled = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: printable })
const key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })

export const code = Type.String({
  pattern: '^[0-9]\\.[0-9]{6}(\\.[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2})?$',
  description: 'National code of the procedure',
  examples: ['1.012783'],
})
export const localDate = Type.String({ format: 'date', examples: ['2026-12-01'] })
export const texts = object({ vi: filled(2000), en: text(2000) })
const evidence = oneOf('verified', 'secondary', 'unverified')
const cited = object({ text: filled(2000), evidence })
const unit = oneOf('min', 'h', 'd', 'wd', 'm')

export const allow = object({ amount: Type.Integer({ minimum: 1, maximum: 100_000 }), unit })
export const levels = oneOf('city', 'commune')
const fee = object({
  amount: orNull(Type.Integer({ minimum: 0 })),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  note: text(2000),
})

const words = object({ vi: text(2000), en: text(2000) })
const role = oneOf(
  'clerk',
  'case-official',
  'unit-head',
  'deputy-head',
  'leader',
  'city-office',
  'home-affairs',
  'hotline',
  'inspector',
  'it',
  'cashier',
)
const shared = {
  key,
  kind: oneOf('work', 'approve', 'consult', 'return'),
  at: Type.Unsafe<StepPlace>(
    Type.String({ pattern: '^(competent|received|returned|unit:[A-Z][0-9A-Z.]*)$' }),
  ),
  duty: oneOf('lead', 'coordinate', 'approve'),
  next: Type.Array(
    object({
      outcome: oneOf('done', 'approved', 'rejected', 'needs-supplement', 'refuse', 'consult'),
      to: key,
    }),
    { maxItems: 6 },
  ),
}

/** A step with all its clears, but for the time, which a rule pack gives as a share. */
export const clearStep = {
  ...shared,
  name: texts,
  role,
  responsibility: texts,
  product: texts,
  authority: cited,
}

/** A step of a draft: clears may be blank; publication says which. */
const draftStep = object({
  ...shared,
  name: words,
  role: orNull(role),
  allow: orNull(allow),
  responsibility: words,
  product: words,
  authority: object({ text: text(2000), evidence }),
})

export const draftProcess = object({
  id: key,
  version: Type.Integer({ minimum: 1 }),
  steps: Type.Array(draftStep, { minItems: 1, maxItems: 60 }),
})

const given = object({ amount: orNull(Type.Integer({ minimum: 0 })), unit: orNull(unit), note: text(4000) })

/** A draft may lack things (null, empty); it may not hold things we do not know. */
export const draftBody = object({
  code,
  name: texts,
  field: key,
  levels: Type.Array(levels, { maxItems: 2 }),
  legalBasis: Type.Array(cited, { maxItems: 100 }),
  channels: Type.Array(
    object({
      channel: oneOf('direct', 'online', 'post'),
      allow: orNull(allow),
      fees: Type.Array(fee, { maxItems: 30 }),
      given: Type.Array(given, { maxItems: 30 }),
    }),
    { maxItems: 3 },
  ),
  parts: Type.Array(
    object({
      key,
      name: texts,
      originals: Type.Integer({ minimum: 0, maximum: 100 }),
      copies: Type.Integer({ minimum: 0, maximum: 100 }),
      required: Type.Boolean(),
      form: orNull(filled(200)),
      digitalSource: orNull(filled(200)),
    }),
    { maxItems: 100 },
  ),
  subjects: Type.Array(oneOf('citizen', 'household-business', 'business', 'organisation'), { maxItems: 4 }),
  result: object({ vi: text(4000), en: text(2000) }),
  onlineLevel: oneOf('full', 'partial', 'none'),
  partialReason: orNull(filled(1000)),
  sameDay: Type.Boolean(),
  cutOff: orNull(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })),
  afterSupplement: oneOf('resume', 'restart'),
  financialDuty: oneOf('none', 'fee', 'tax'),
  competent: orNull(
    Type.Union([
      object({
        level: Type.Literal('city'),
        unit: Type.String({ pattern: '^[A-Z][0-9A-Z.]*$', maxLength: 35 }),
      }),
      object({ level: Type.Literal('commune') }),
    ]),
  ),
  process: orNull(draftProcess),
  sources: Type.Array(object({ about: filled(200), text: filled(2000), url: orNull(text(500)), evidence }), {
    maxItems: 100,
  }),
})

export type DraftInput = Static<typeof draftBody>
