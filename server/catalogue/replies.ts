import { Type } from 'typebox'
import type { Draft, ProcedureVersion } from './types.ts'
import { code, draftBody, localDate, texts } from './schemas.ts'

/** Shapes the API answers with, for its document and its serialiser. */
const words = Type.Object({ vi: Type.String(), en: Type.String() })
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(of: T) => Type.Union([of, Type.Null()])

export { errorShape as errorReply } from '#kernel'

const anything = Type.Object({}, { additionalProperties: true })

export const pageReply = Type.Object({
  rows: Type.Array(
    Type.Object({
      code,
      name: words,
      field: Type.String(),
      fieldName: words,
      levels: Type.Array(Type.String()),
      place: Type.String({ description: 'here, elsewhere or never: where it is filed' }),
      why: orNull(Type.String()),
      version: orNull(Type.Integer()),
      onlineLevel: orNull(Type.String()),
      sameDay: orNull(Type.Boolean()),
      allow: orNull(Type.Object({ amount: Type.Integer(), unit: Type.String() })),
    }),
  ),
  next: orNull(Type.String()),
  total: Type.Integer(),
})

export const fieldReply = Type.Object({ key: Type.String(), name: words, procedures: Type.Integer() })

/** What a draft has, with the dates and number of a version; a version lacks nothing. */
export const versionReply = Type.Unsafe<ProcedureVersion>(
  Type.Object({
    ...draftBody.properties,
    name: texts,
    version: Type.Integer(),
    from: localDate,
    to: orNull(localDate),
    status: Type.String({ examples: ['published'] }),
    channels: Type.Array(anything),
    competent: anything,
    process: anything,
  }),
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
