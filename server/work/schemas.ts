import { Type, type TObject, type TSchema } from 'typebox'

/** Shapes of the API that several routes share. */
export const keyHeader = Type.Object({
  'idempotency-key': Type.String({
    description: 'A UUID; the same key is the same act, however often it is sent',
  }),
})

export const itemParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

export { errorShape as errorReply } from '#kernel'

export const filedReply = Type.Object(
  {
    id: Type.String(),
    code: Type.String({ examples: ['H29.26734-261122-0001'] }),
    secret: Type.String({ description: 'Opens the tracking page together with the code' }),
    status: Type.Integer(),
    version: Type.Integer(),
    answerBy: Type.String({ format: 'date-time' }),
  },
  { title: 'FiledDossier' },
)

export const itemCode = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    status: Type.Integer({ minimum: 1, maximum: 10 }),
    appointment: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    lead: Type.Union([Type.Integer(), Type.Null()]),
  },
  { title: 'ActAnswer', description: 'Where the item stands after the act' },
)

export const erasedReply = Type.Object(
  {
    ...itemCode.properties,
    codes: Type.Array(Type.String(), { description: 'Dossiers whose applicant is gone now' }),
    represented: Type.Array(Type.String(), {
      description: 'Dossiers of others whose representative is gone now',
    }),
    accounts: Type.Integer({ description: 'Accounts of the person that were erased' }),
  },
  { title: 'Erased' },
)

/** The body of an act with the version of the item that its sender saw. */
export const versioned = (body: TObject): TObject =>
  Type.Object(
    { ...(body.properties as Record<string, TSchema>), version: Type.Integer({ minimum: 1 }) },
    { additionalProperties: false },
  )
