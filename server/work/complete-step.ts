import { Type } from 'typebox'
import type { ProcedureVersion, ProcessStep } from '#catalogue'
import { closed } from './close-steps.ts'
import { leadOf, openStep, ownStep } from './lead.ts'
import { FinishInstead, NotAnOutcome } from './refusals.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

/**
 * Marks one step done and opens the next.
 * Refuses with `StepNotOpen` when it is closed already, `NotYours` when another person holds it, `FinishInstead` at the last step.
 */
export const completeStep = itemVerb({
  verb: 'complete-step',
  path: 'steps/:no/completion',
  summary: { vi: 'Hoàn thành bước', en: 'Complete the step' },
  body: Type.Object(
    { outcome: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })), note: Type.Optional(typed) },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'complete-step')
    const step = closed(item, ownStep(item, input.no, env), input.outcome ?? 'done', env)
    const next = followingStep(env.procedure, step.key, input.outcome)
    if (next === 'finish') throw new FinishInstead()
    const opened = openStep(item, next, env)
    return {
      status,
      steps: [step],
      newSteps: [opened],
      words: given({ note: input.note }),
      facts: [
        {
          type: 'step.completed',
          v: 1,
          data: {
            no: step.no,
            key: step.key,
            person: env.actor.id,
            outcome: step.outcome,
            worked_min: step.worked_min,
            due: step.due_at.toISOString(),
            step_due: opened.due_at.toISOString(),
            lead: leadOf(opened),
          },
        },
      ],
    }
  },
})

/** The step that follows an outcome; with none given, the one way forward. Handing back the result is not a step but an act (`return`). */
export function followingStep(
  procedure: ProcedureVersion,
  key: string,
  outcome?: string,
): ProcessStep | 'finish' {
  const step = procedure.process.steps.find((one) => one.key === key)
  const possible = step?.next ?? []
  const chosen =
    outcome === undefined
      ? possible.find((next) => forward.has(next.outcome))
      : possible.find((next) => next.outcome === outcome)
  if (!chosen)
    throw new NotAnOutcome(
      outcome ?? 'done',
      possible.map((next) => next.outcome),
    )
  if (chosen.to === 'finish') return 'finish'
  const target = procedure.process.steps.find((one) => one.key === chosen.to)
  return target === undefined || target.kind === 'return' ? 'finish' : target
}

const forward: ReadonlySet<string> = new Set(['done', 'approved'])
