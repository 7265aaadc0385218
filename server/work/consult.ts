import { Type } from 'typebox'
import { parseAllow } from '#calendar'
import { closed } from './close-steps.ts'
import { allowedMin, dueOf } from './deadlines.ts'
import { findStep, isOpen, nextStepNo, type Step } from './item.ts'
import { getLead } from './lead.ts'
import { StepNotOpen, UnknownUnit } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { typed } from './words.ts'

/** Asks another office for its opinion: a coordinating step with its own time. The lead keeps the item and its minutes. */
export const consult = itemVerb({
  verb: 'consult',
  path: 'consultations',
  summary: { vi: 'Lấy ý kiến phối hợp', en: 'Consult another office' },
  body: Type.Object(
    {
      unit: Type.String({ minLength: 1, maxLength: 35 }),
      question: typed,
      allow: Type.String({ pattern: '^[1-9][0-9]{0,3}(h|wd|d)$' }),
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'consult')
    if (!env.hasUnit(input.unit)) throw new UnknownUnit('unit', input.unit)
    const lead = getLead(item)
    const calendar = env.calendarOf(input.unit)
    parseAllow(input.allow)
    const asked: Step = {
      no: nextStepNo(item),
      key: 'y-kien',
      unit: input.unit,
      role: 'unit-head',
      person: env.soleHolder(input.unit, 'unit-head'),
      job: 'Cho ý kiến phối hợp',
      allow: input.allow,
      allowed_min: allowedMin(calendar, env.now, input.allow),
      due_at: dueOf(calendar, env.now, input.allow, [], env.now).due_at,
      duty: 'coordinate',
      responsibility: 'Trả lời đúng nội dung được hỏi, đúng hạn',
      product: 'Văn bản ý kiến',
      authority: lead.authority,
      opened_at: env.now,
      paused_at: null,
      done_at: null,
      outcome: null,
      worked_min: null,
      charged_to: null,
    }
    return {
      status,
      newSteps: [asked],
      words: { question: input.question },
      facts: [
        {
          type: 'opinion.asked',
          v: 1,
          data: { no: asked.no, unit: input.unit, by: env.actor.id, due: asked.due_at.toISOString() },
        },
      ],
    }
  },
})

/** The office that was asked answers. */
export const answer = itemVerb({
  verb: 'answer',
  path: 'consultations/:no/answer',
  summary: { vi: 'Trả lời ý kiến', en: 'Answer a consultation' },
  body: Type.Object({ text: typed }, { additionalProperties: false }),
  decide(item, input, env) {
    const status = move(item.status, 'answer')
    const asked = findStep(item, input.no)
    if (!asked || !isOpen(asked) || asked.duty !== 'coordinate') throw new StepNotOpen(input.no)
    const step = closed(item, { ...asked, person: env.actor.id }, 'answered', env)
    return {
      status,
      steps: [step],
      words: { text: input.text },
      facts: [
        {
          type: 'opinion.answered',
          v: 1,
          data: { no: step.no, unit: step.unit, person: env.actor.id, worked_min: step.worked_min },
        },
      ],
    }
  },
})
