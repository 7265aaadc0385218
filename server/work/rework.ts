import { Type } from 'typebox'
import { closed } from './close-steps.ts'
import { StepNotOpen, stepNotDone } from './refusals.ts'
import { getLead, leadOf, openStep, ownStep } from './lead.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { typed } from './words.ts'

/**
 * Returns work to an earlier step. The repeated minutes stay charged to whoever caused it, as the reviewer states:
 * the one who did the step, or the reviewer, who asks for something new.
 */
export const rework = itemVerb({
  verb: 'rework',
  path: 'steps/:no/rework',
  summary: { vi: 'Trả lại để làm lại', en: 'Return for rework' },
  body: Type.Object(
    {
      toStep: Type.String({ minLength: 1, maxLength: 80 }),
      cause: Type.Union([Type.Literal('performer'), Type.Literal('reviewer')]),
      reason: typed,
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'rework')
    const own = ownStep(item, input.no, env)
    // An opinion is answered, not sent back: only the lead step can put another in its place.
    if (own.no !== getLead(item).no) throw new StepNotOpen(own.no)
    const done = item.steps.findLast(
      (step) => step.key === input.toStep && step.done_at !== null && step.no < own.no,
    )
    const planned = env.procedure.process.steps.find((step) => step.key === input.toStep)
    if (!done || !planned) {
      throw stepNotDone()
    }
    const charged_to = input.cause === 'performer' ? done.person : env.actor.id
    const opened = { ...openStep(item, planned, env), unit: done.unit, person: done.person, charged_to }
    const step = closed(item, own, 'returned', env)
    return {
      status,
      steps: [step],
      newSteps: [opened],
      words: { reason: input.reason },
      facts: [
        {
          type: 'step.returned',
          v: 1,
          data: {
            no: step.no,
            key: step.key,
            to: input.toStep,
            cause: input.cause,
            charged_to,
            worked_min: step.worked_min,
            step_due: opened.due_at.toISOString(),
            lead: leadOf(opened),
          },
        },
      ],
    }
  },
})
