import type { ProcedureStep, ProcedureView } from '../api/procedure-types.ts'
import type { ItemView } from '../api/types.ts'

/**
 * The step that follows when this one goes well, or `finish` when the result comes next. Handing back the result is not
 * a step but an act, so a `return` step means the same as the end.
 */
export function followingStep(
  procedure: Pick<ProcedureView, 'process'>,
  key: string,
): ProcedureStep | 'finish' | undefined {
  const { steps } = procedure.process
  const well = steps
    .find((step) => step.key === key)
    ?.next.find((next) => next.outcome === 'done' || next.outcome === 'approved')
  if (!well) return undefined
  if (well.to === 'finish') return 'finish'
  const target = steps.find((step) => step.key === well.to)
  return target === undefined || target.kind === 'return' ? 'finish' : target
}

/** The steps still to come after this one, in order, when everything goes well. */
export function stepsAhead(procedure: Pick<ProcedureView, 'process'>, key: string): ProcedureStep[] {
  const ahead: ProcedureStep[] = []
  let at = followingStep(procedure, key)
  while (at !== undefined && at !== 'finish' && !ahead.includes(at)) {
    ahead.push(at)
    at = followingStep(procedure, at.key)
  }
  return ahead
}

/** Whether the lead step is the last before the result: then the next act is to finish. */
export function isLastStep(item: ItemView, procedure: ProcedureView | undefined): boolean {
  const lead = item.steps.find((step) => step.doneAt === null && step.duty !== 'coordinate')
  return lead !== undefined && procedure !== undefined && followingStep(procedure, lead.key) === 'finish'
}
