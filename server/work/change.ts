import type { Fact } from '#ledger'
import type { Item, PauseRow, Step } from './item.ts'
import type { StatusCode } from './status.ts'

/** What a decision wants written: the new state of the item and the facts that say why. Plain data, so that a test can read it. */
export interface Change {
  status: StatusCode
  set?: Partial<ItemPatch>
  /** Steps as they are after the change, whole; steps not named stay as they are. */
  steps?: Step[]
  newSteps?: Step[]
  pauses?: PauseRow[]
  newPauses?: PauseRow[]
  papers?: Paper[]
  /** Words a person typed. They are kept sealed; the fact of the same name carries their salted hash. */
  words?: Record<string, string>
  facts: Fact[]
}

/** The columns of an item that may change during its life. */
export type ItemPatch = Pick<
  Item,
  | 'competent_unit'
  | 'returned_unit'
  | 'procedure_version'
  | 'answer_by'
  | 'answered_at'
  | 'accepted_at'
  | 'counted_from'
  | 'due_at'
  | 'late_from'
  | 'extended_due_at'
  | 'finished_at'
  | 'closed_at'
  | 'outcome'
  | 'supplement_requests'
  | 'extensions'
>

export interface Paper {
  part: string
  originals: number
  copies: number
  files: string[]
  kind: 'part' | 'result'
}

/** The item after a change, before it is written: `seq` and `head` move when the facts are chained. */
export function applied(item: Item, change: Change): Item {
  const changedSteps = new Map((change.steps ?? []).map((step) => [step.no, step]))
  const changedPauses = new Map((change.pauses ?? []).map((pause) => [pause.no, pause]))
  return {
    ...item,
    ...change.set,
    status: change.status,
    version: item.version + 1,
    steps: [...item.steps.map((step) => changedSteps.get(step.no) ?? step), ...(change.newSteps ?? [])],
    pauses: [
      ...item.pauses.map((pause) => changedPauses.get(pause.no) ?? pause),
      ...(change.newPauses ?? []),
    ],
  }
}
