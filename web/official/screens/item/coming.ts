import { followingStep, stepsAhead } from '../../acts/following.ts'
import { leadStep } from '../../acts/forms.ts'
import type { ProcedureStep, ProcedureView } from '../../api/procedure-types.ts'
import type { ItemView } from '../../api/types.ts'

/** The steps the item has still to go through, the handing back included, when everything goes well. */
export function comingSteps(item: ItemView, procedure: ProcedureView | undefined): ProcedureStep[] {
  const lead = leadStep(item)
  if (!procedure || !lead) return []
  const { steps } = procedure.process
  const handingBack = steps.filter((step) => step.kind === 'return')
  const inProcess = steps.some((step) => step.key === lead.key)
  const first = steps[0]
  const ahead =
    inProcess || first === undefined
      ? stepsAhead(procedure, lead.key)
      : [first, ...stepsAhead(procedure, first.key)]
  return [
    ...ahead,
    ...handingBack.filter((step) => !ahead.includes(step) && followingStep(procedure, lead.key) !== step),
  ]
}
