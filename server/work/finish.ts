import { Type } from 'typebox'
import { closed } from './close-steps.ts'
import { followingStep } from './complete-step.ts'
import { getLead, ownStep } from './lead.ts'
import { isOpen } from './item.ts'
import { NotTheLastStep } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

/** Records the result of the whole dossier: closes the last step; the counter has it from now, and handling time ends. */
export const finish = itemVerb({
  verb: 'finish',
  path: 'result',
  summary: { vi: 'Ghi kết quả giải quyết', en: 'Record the result' },
  body: Type.Object(
    {
      outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused')]),
      files: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })),
      note: Type.Optional(typed),
    },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'finish')
    const lead = ownStep(item, getLead(item).no, env)
    if (!endsHere(lead.key, input.outcome, env)) throw new NotTheLastStep(lead.key)
    const others = item.steps.filter((step) => isOpen(step) && step.no !== lead.no)
    const step = closed(item, lead, input.outcome, env)
    return {
      status,
      set: { finished_at: env.now, outcome: input.outcome },
      steps: [step, ...others.map((other) => closed(item, other, 'not-needed', env))],
      papers: input.files?.length
        ? [{ part: 'result', originals: 0, copies: 0, files: input.files, kind: 'result' }]
        : [],
      words: given({ note: input.note }),
      facts: [
        {
          type: 'dossier.finished',
          v: 1,
          data: {
            outcome: input.outcome,
            late_from: item.late_from?.toISOString() ?? null,
            extended: item.extended_due_at?.toISOString() ?? null,
            step: {
              no: step.no,
              key: step.key,
              person: env.actor.id,
              worked_min: step.worked_min,
              due: step.due_at.toISOString(),
            },
            files: input.files?.length ?? 0,
            lead: null,
          },
        },
      ],
    }
  },
})

function endsHere(
  key: string,
  outcome: 'granted' | 'refused',
  env: Parameters<typeof finish.decide>[2],
): boolean {
  const step = env.procedure.process.steps.find((one) => one.key === key)
  const canRefuse =
    outcome === 'refused' && step?.next.some((next) => next.outcome === 'refuse' && next.to === 'finish')
  return canRefuse === true || followingStep(env.procedure, key) === 'finish'
}
