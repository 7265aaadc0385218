import { Type } from 'typebox'
import { UnknownUnit } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'

/** Hands the result to the applicant, at any office of the city. */
export const returnResult = itemVerb({
  verb: 'return',
  path: 'return',
  summary: { vi: 'Trả kết quả', en: 'Return the result' },
  body: Type.Object(
    {
      to: Type.Union([
        Type.Literal('applicant'),
        Type.Literal('representative'),
        Type.Literal('post'),
        Type.Literal('online'),
      ]),
      unit: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'return')
    const unit = input.unit ?? item.returned_unit
    if (input.unit !== undefined && !env.hasUnit(unit)) throw new UnknownUnit('unit', unit)
    return {
      status,
      set: { returned_unit: unit, closed_at: env.now },
      facts: [{ type: 'result.returned', v: 1, data: { to: input.to, unit, lead: null } }],
    }
  },
})
