import { Type } from 'typebox'
import { pauseNow } from './pause.ts'
import { SecondSupplementNeedsApprover, UnknownPart } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

/**
 * Asks the applicant for what is missing, all of it at once (form 02). The clock does not stop here but when the notice is sent
 * (`notice-sent`); an applicant told in person at the counter has been told, so then it stops at once.
 * A further request needs an approver and is counted: Decision 766 takes more than one as overdue.
 */
export const requestSupplement = itemVerb({
  verb: 'request-supplement',
  path: 'supplement-request',
  summary: { vi: 'Yêu cầu bổ sung', en: 'Ask for a supplement' },
  body: Type.Object(
    {
      missing: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 60 }),
      reason: typed,
      guidance: Type.Optional(typed),
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'request-supplement')
    const parts = new Set(env.procedure.parts.map((part) => part.key))
    input.missing.forEach((key, index) => {
      if (!parts.has(key)) throw new UnknownPart(`missing.${index}`, key)
    })
    const count = item.supplement_requests + 1
    if (count > env.rules.supplements_alone && !env.may('work.approve-second-supplement'))
      throw new SecondSupplementNeedsApprover()
    const told = item.notify === 'none'
    return {
      status,
      set: { supplement_requests: count, answered_at: item.answered_at ?? env.now },
      ...(told ? pauseNow(item, 'applicant', null, env) : {}),
      words: given({ reason: input.reason, guidance: input.guidance }),
      facts: [
        {
          type: 'supplement.requested',
          v: 1,
          data: {
            count,
            missing: input.missing,
            stage: item.accepted_at === null ? 'intake' : 'appraisal',
            ...(told ? { paused: 'applicant' } : {}),
          },
        },
      ],
    }
  },
})
