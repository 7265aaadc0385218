import { Type } from 'typebox'
import { findLead } from './item.ts'
import { leadOf } from './lead.ts'
import { paperInput, papersOf } from './papers.ts'
import { resumeNow } from './pause.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'

/** What was missing has come: the clock runs again, resumed or restarted as the procedure's rule says. */
export const supplement = itemVerb({
  verb: 'supplement',
  path: 'supplement',
  summary: { vi: 'Nhận bổ sung', en: 'Take in the supplement' },
  body: Type.Object({ parts: Type.Array(paperInput, { maxItems: 60 }) }, { additionalProperties: false }),
  decide(item, input, env) {
    const status = move(item.status, 'supplement', item.accepted_at === null ? 1 : 4)
    const resumed = resumeNow(item, env)
    const lead = findLead(item)
    return {
      status,
      ...resumed,
      papers: papersOf(input.parts, env.procedure),
      facts: [
        {
          type: 'supplement.received',
          v: 1,
          data: {
            parts: input.parts.map((part) => part.key),
            paused: null,
            ...(resumed.set.due_at ? { appointment: resumed.set.due_at.toISOString() } : {}),
            ...(lead ? { lead: leadOf(lead) } : {}),
          },
        },
      ],
    }
  },
})
