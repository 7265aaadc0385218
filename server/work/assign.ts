import { Type } from 'typebox'
import { getLead, leadOf } from './lead.ts'
import { findStep, isOpen, type Item, type Step } from './item.ts'
import { NotInUnit, NotYours, StepNotOpen } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

function openStepNo(item: Item, no: number): Step {
  const step = findStep(item, no)
  if (!step || !isOpen(step)) throw new StepNotOpen(no)
  return step
}

/** The head of the unit gives a step to a person, or to another one, and says why. Refuses with `NotInUnit` who has no post there. */
export const assign = itemVerb({
  verb: 'assign',
  path: 'steps/:no/assignment',
  summary: { vi: 'Giao việc', en: 'Assign' },
  body: Type.Object(
    { person: Type.String({ format: 'uuid' }), reason: Type.Optional(typed) },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const open = openStepNo(item, input.no)
    if (!env.worksIn(open.unit, input.person)) throw new NotInUnit(open.unit)
    const step = { ...open, person: input.person }
    const from = findStep(item, input.no)!.person
    return {
      status: move(item.status, 'assign'),
      steps: [step],
      words: given({ reason: input.reason }),
      facts: [
        {
          type: 'step.assigned',
          v: 1,
          data: { no: step.no, person: input.person, from, by: env.actor.id, ...leading(item, step) },
        },
      ],
    }
  },
})

/** An official takes a step that waits in the unit's queue. */
export const take = itemVerb({
  verb: 'take',
  path: 'steps/:no/take',
  summary: { vi: 'Nhận việc', en: 'Take' },
  body: Type.Object({}, { additionalProperties: false }),
  decide(item, input, env) {
    const open = openStepNo(item, input.no)
    if (open.person !== null && open.person !== env.actor.id) throw new NotYours(input.no)
    const step = { ...open, person: env.actor.id }
    return {
      status: move(item.status, 'take'),
      steps: [step],
      facts: [
        { type: 'step.taken', v: 1, data: { no: step.no, person: env.actor.id, ...leading(item, step) } },
      ],
    }
  },
})

/** The holder gives the step back to the unit's queue and says why; its minutes are the head's again. */
export const release = itemVerb({
  verb: 'release',
  path: 'steps/:no/release',
  summary: { vi: 'Trả lại hàng chờ', en: 'Release to the queue' },
  body: Type.Object({ reason: typed }, { additionalProperties: false }),
  decide(item, input, env) {
    const open = openStepNo(item, input.no)
    if (open.person !== env.actor.id) throw new NotYours(input.no)
    const step = { ...open, person: null }
    return {
      status: move(item.status, 'release'),
      steps: [step],
      words: { reason: input.reason },
      facts: [
        { type: 'step.released', v: 1, data: { no: step.no, from: env.actor.id, ...leading(item, step) } },
      ],
    }
  },
})

/** The step is named as the lead only if it is: a coordinating step changes hands without changing whose minutes they are. */
const leading = (item: Item, step: Step): { lead?: ReturnType<typeof leadOf> } =>
  getLead(item).no === step.no ? { lead: leadOf(step) } : {}
