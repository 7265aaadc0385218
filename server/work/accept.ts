import { Type } from 'typebox'
import { appointment } from './deadlines.ts'
import { closed } from './close-steps.ts'
import { getLead, leadOf, openStep } from './lead.ts'
import { promisedBy } from './pause.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'

/**
 * Accepts a filing: the procedure version is frozen, the appointment is promised from now, the first step of the internal process opens.
 * The office cannot choose the appointment; the procedure, the channel and the calendar make it.
 */
export const accept = itemVerb({
  verb: 'accept',
  path: 'acceptance',
  summary: { vi: 'Tiếp nhận hồ sơ và hẹn trả', en: 'Accept and promise the appointment' },
  body: Type.Object({}, { additionalProperties: false }),
  decide(item, _input, env) {
    const status = move(item.status, 'accept')
    const intake = getLead(item)
    const promised = appointment(env.calendar, promisedBy(item, env), env.now, [], env.now)
    const first = openStep(item, env.procedure.process.steps[0]!, env)
    return {
      status,
      set: {
        ...promised,
        accepted_at: env.now,
        answered_at: item.answered_at ?? env.now,
        counted_from: env.now,
        procedure_version: env.procedure.version,
      },
      steps: [closed(item, { ...intake, person: env.actor.id }, 'accepted', env)],
      newSteps: [first],
      facts: [
        {
          type: 'dossier.accepted',
          v: 1,
          data: {
            appointment: promised.due_at.toISOString(),
            late_from: promised.late_from.toISOString(),
            procedure: env.procedure.code,
            procedure_version: env.procedure.version,
            step_due: first.due_at.toISOString(),
            lead: leadOf(first),
          },
        },
      ],
    }
  },
})
