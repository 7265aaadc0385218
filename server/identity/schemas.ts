import { Type } from 'typebox'

const strict = { additionalProperties: false }
export const texts = Type.Object({ vi: Type.String(), en: Type.String() })

export const signInBody = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 64, examples: ['clerk'] }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    totp: Type.Optional(Type.String({ maxLength: 6, pattern: '^([0-9]{6})?$' })),
  },
  strict,
)

export const passwordBody = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  strict,
)

export const secondFactorBody = Type.Object(
  { current: Type.String({ minLength: 1, maxLength: 200 }) },
  strict,
)
export const secondFactorAnswer = Type.Object({ secret: Type.String(), address: Type.String() })
export const confirmFactorBody = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 200 }),
    secret: Type.String({ pattern: '^[A-Z2-7]{32}$' }),
    totp: Type.String({ pattern: '^[0-9]{6}$' }),
  },
  strict,
)

export const tokenBody = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 80 }),
    unit: Type.String({ maxLength: 35, examples: ['H29'] }),
    verbs: Type.Array(Type.String(), { minItems: 1, maxItems: 60, examples: [['work.submit']] }),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
  },
  strict,
)

const scope = Type.Union([
  Type.Literal('own'),
  Type.Literal('unit'),
  Type.Literal('subtree'),
  Type.Literal('city'),
])

export const meAnswer = Type.Object(
  {
    actor: Type.Union([
      Type.Null(),
      Type.Object({
        kind: Type.Union([Type.Literal('staff'), Type.Literal('applicant'), Type.Literal('service')]),
        id: Type.String({ format: 'uuid' }),
        name: Type.String(),
        posts: Type.Array(
          Type.Object({
            id: Type.String({ format: 'uuid' }),
            unit: Type.String(),
            role: Type.String(),
            unitName: texts,
            roleName: texts,
          }),
        ),
      }),
    ]),
    permits: Type.Array(Type.Object({ verb: Type.String(), scope })),
    csrf: Type.Union([Type.Null(), Type.String()]),
    /** How staff may sign in. */
    signIn: Type.Array(Type.Union([Type.Literal('oidc'), Type.Literal('local')])),
  },
  { title: 'Me' },
)

export const tokenAnswer = Type.Object({ id: Type.String({ format: 'uuid' }), token: Type.String() })
export const idParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, strict)
