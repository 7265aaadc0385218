import { workedMin } from './deadlines.ts'
import { isOpen, type Item, type Step } from './item.ts'
import type { Env } from './verb.ts'

/** The step as done now, with the office minutes it was in hand. */
export const closed = (item: Item, step: Step, outcome: string, env: Env): Step => ({
  ...step,
  paused_at: null,
  done_at: env.now,
  outcome,
  worked_min: workedMin(env.calendarOf(step.unit), step, item.pauses, env.now),
})

/** Every open step, closed for the same reason: the dossier ends here. */
export const closeAll = (item: Item, outcome: string, env: Env): Step[] =>
  item.steps.filter(isOpen).map((step) => closed(item, step, outcome, env))
