import { Type } from 'typebox'
import { pauseNow, resumeNow } from './pause.ts'
import { findLead } from './item.ts'
import { leadOf } from './lead.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

/** The applicant must pay a fee or a tax first; that time is not the office's (national status 6). */
export const financialDuty = itemVerb({
  verb: 'financial-duty',
  path: 'financial-duty',
  summary: { vi: 'Yêu cầu nghĩa vụ tài chính', en: 'Ask for payment' },
  body: Type.Object(
    {
      kind: Type.Union([Type.Literal('fee'), Type.Literal('tax')]),
      /** In đồng. */
      amount: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
      reason: Type.Optional(typed),
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    return {
      status: move(item.status, 'financial-duty'),
      ...pauseNow(item, input.kind, input.amount ?? null, env),
      words: given({ reason: input.reason }),
      facts: [
        {
          type: 'duty.required',
          v: 1,
          data: { kind: input.kind, amount: input.amount ?? null, paused: input.kind },
        },
      ],
    }
  },
})

/** The payment has come. */
export const pay = itemVerb({
  verb: 'pay',
  path: 'payment',
  summary: { vi: 'Ghi nhận đã nộp', en: 'Record the payment' },
  body: Type.Object(
    { receipt: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })) },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const resumed = resumeNow(item, env)
    const lead = findLead(item)
    return {
      status: move(item.status, 'pay'),
      ...resumed,
      words: given({ receipt: input.receipt }),
      facts: [
        {
          type: 'duty.paid',
          v: 1,
          data: {
            paused: null,
            ...(resumed.set.due_at ? { appointment: resumed.set.due_at.toISOString() } : {}),
            ...(lead ? { lead: leadOf(lead) } : {}),
          },
        },
      ],
    }
  },
})
