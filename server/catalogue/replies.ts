import { Type } from 'typebox'
import type { ProcedurePage } from './search.ts'
import type { Draft, ProcedureVersion } from './types.ts'
import { allow, clearStep, code, draftBody, levels, localDate, oneOf } from './schemas.ts'

/** Shapes the API answers with, for its document and its serialiser. */
const words = Type.Object({ vi: Type.String(), en: Type.String() })
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(of: T) => Type.Union([of, Type.Null()])

export { errorShape as errorReply } from '#kernel'

const anything = Type.Object({}, { additionalProperties: true })

const row = Type.Object(
  {
    code,
    name: words,
    field: Type.String(),
    fieldName: words,
    levels: Type.Array(levels),
    place: Type.Union([Type.Literal('here'), Type.Literal('elsewhere'), Type.Literal('never')], {
      description: 'Where it is filed',
    }),
    why: orNull(Type.String()),
    version: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Null where it is known but not filed in this city',
    }),
    onlineLevel: orNull(oneOf('full', 'partial', 'none')),
    sameDay: orNull(Type.Boolean()),
    allow: orNull(allow),
  },
  { title: 'ProcedureRow' },
)
export const pageReply = Type.Unsafe<ProcedurePage>(
  Type.Object({ rows: Type.Array(row), next: orNull(Type.String()), total: Type.Integer() }),
)

export const fieldReply = Type.Object({ key: Type.String(), name: words, procedures: Type.Integer() })

const terms = draftBody.properties.channels.items.properties

/** What a draft has, with the dates and number of a version; a version lacks nothing. */
export const versionReply = Type.Unsafe<ProcedureVersion>(
  Type.Object(
    {
      ...draftBody.properties,
      version: Type.Integer(),
      from: localDate,
      to: orNull(localDate),
      status: Type.String({ examples: ['published'] }),
      channels: Type.Array(Type.Object({ channel: terms.channel, allow, fees: terms.fees })),
      competent: Type.Union([
        Type.Object({ level: Type.Literal('city'), unit: Type.String() }),
        Type.Object({ level: Type.Literal('commune') }),
      ]),
      process: Type.Object({
        id: Type.String(),
        version: Type.Integer(),
        steps: Type.Array(Type.Object({ ...clearStep, allow })),
      }),
    },
    { title: 'ProcedureView' },
  ),
)

export const draftReply = Type.Unsafe<Draft>(
  Type.Object({
    body: anything,
    revision: Type.Integer(),
    origin: Type.String(),
    missing: Type.Array(Type.String()),
    changedAt: Type.String({ format: 'date-time' }),
    changedBy: Type.String(),
  }),
)

export const cardReply = Type.Object({
  code,
  name: Type.String(),
  field: Type.String(),
  levels: Type.Array(Type.String()),
  revision: Type.Integer(),
  origin: Type.String(),
  missing: Type.Array(Type.String()),
})
