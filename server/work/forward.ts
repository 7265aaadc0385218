import { Type } from 'typebox'
import { UnknownUnit, sameUnit } from './refusals.ts'
import { closed } from './close-steps.ts'
import { getLead, leadOf, openStep } from './lead.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { typed } from './words.ts'

/**
 * Sends the item to the office that is competent. Before acceptance only the competence moves, the desk still owes the answer;
 * afterwards the open step is closed and opens again over there. The appointment stays: an office's mistake is not the applicant's time.
 */
export const forward = itemVerb({
  verb: 'forward',
  path: 'forwarding',
  summary: { vi: 'Chuyển cơ quan có thẩm quyền', en: 'Forward to the competent office' },
  body: Type.Object(
    { to: Type.String({ minLength: 1, maxLength: 35 }), reason: typed },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'forward')
    if (input.to === item.competent_unit) {
      throw sameUnit()
    }
    if (!env.hasUnit(input.to)) throw new UnknownUnit('to', input.to)
    const there = { ...item, competent_unit: input.to }
    const lead = getLead(item)
    const planned = env.procedure.process.steps.find((step) => step.key === lead.key)
    const moves = planned?.at === 'competent'
    const opened = moves ? openStep(there, planned, env) : undefined
    return {
      status,
      set: { competent_unit: input.to },
      steps: opened ? [closed(item, { ...lead, person: lead.person ?? env.actor.id }, 'forwarded', env)] : [],
      newSteps: opened ? [opened] : [],
      words: { reason: input.reason },
      facts: [
        {
          type: 'dossier.forwarded',
          v: 1,
          data: { from: item.competent_unit, to: input.to, ...(opened ? { lead: leadOf(opened) } : {}) },
        },
      ],
    }
  },
})
