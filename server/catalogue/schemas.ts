import { Type, type Static, type TSchema } from 'typebox'

/** Shapes that enter from outside (screens, files, rule packs). What they cannot say is checked in `publishable.ts`. */
const closed = { additionalProperties: false } as const
const object = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed)
const oneOf = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)))
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const text = (most: number) => Type.String({ maxLength: most })
const filled = (most: number) => Type.String({ minLength: 1, maxLength: most })
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

const step = object({
  key,
  kind: oneOf('work', 'approve', 'consult', 'return'),
  name: texts,
  role: oneOf(
    ...([
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
    ] as const),
  ),
  at: Type.String({ pattern: '^(competent|received|returned|unit:[A-Z][0-9A-Z.]*)$' }),
  allow,
  responsibility: texts,
  duty: oneOf('lead', 'coordinate', 'approve'),
  product: texts,
  authority: cited,
  next: Type.Array(
    object({
      outcome: oneOf('done', 'approved', 'rejected', 'needs-supplement', 'refuse', 'consult'),
      to: key,
    }),
    { maxItems: 6 },
  ),
})

export const process = object({
  id: key,
  version: Type.Integer({ minimum: 1 }),
  steps: Type.Array(step, { minItems: 1, maxItems: 60 }),
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
  process: orNull(process),
  sources: Type.Array(object({ about: filled(200), text: filled(2000), url: orNull(text(500)), evidence }), {
    maxItems: 100,
  }),
})

export type DraftInput = Static<typeof draftBody>
