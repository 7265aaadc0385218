import type { ProcedureVersion } from '#catalogue'
import { isVerb, may, type Actor } from '#identity'
import type { UnitsOn } from '#people'
import { followingStep } from './complete-step.ts'
import { findLead, isOpen, type Item, type Step } from './item.ts'
import { onItem } from './office.ts'
import { canDo, isAct, moves, type Act } from './status.ts'

/**
 * The acts this actor can do on the item as it stands now: what a screen shows as buttons. What would be refused is left out, and a step
 * that waits in the queue is taken before it is worked on. The server checks again on every act.
 */
export function actsOn(
  item: Item,
  actor: Actor,
  units: UnitsOn,
  procedure: ProcedureVersion | undefined,
): Act[] {
  const allowed = Object.keys(moves)
    .filter(isAct)
    .filter((act) => canDo(act, item) && isPermitted(act, item, actor, units))
  const lead = findLead(item)
  const now: Situation = { item, lead, last: lead !== undefined && isLast(lead, procedure), actor }
  const waits = lead?.person === null && allowed.includes('take')
  return allowed.filter((act) => (asks[act]?.(now) ?? true) && !(waits && workedOn.has(act)))
}

const workedOn: ReadonlySet<Act> = new Set(['complete-step', 'finish', 'rework', 'consult'])

function isPermitted(act: Act, item: Item, actor: Actor, units: UnitsOn): boolean {
  const name = `work.${act}`
  const no = act === 'answer' ? askedOf(item, actor) : undefined
  return isVerb(name) && may(actor, name, onItem(item, act, no, actor, units), units)
}

type Situation = { item: Item; lead: Step | undefined; last: boolean; actor: Actor }

/** What an act asks of the item and its step as they are, apart from permits and the table of moves. */
const asks: Partial<Record<Act, (now: Situation) => boolean>> = {
  refuse: ({ item }) => item.accepted_at === null,
  stop: ({ item }) => item.accepted_at !== null,
  extend: ({ item }) => item.due_at !== null,
  take: ({ lead }) => lead?.person === null,
  release: ({ lead, actor }) => lead?.person === actor.id,
  'complete-step': ({ item, lead, last }) => item.accepted_at !== null && lead !== undefined && !last,
  finish: ({ lead, last }) => lead !== undefined && last,
}

/** Whether the result comes next when the step goes well. */
const isLast = (lead: Step, procedure: ProcedureVersion | undefined): boolean =>
  procedure?.process.steps.some((one) => one.key === lead.key && one.next.some(goesWell)) === true &&
  followingStep(procedure, lead.key) === 'finish'

const goesWell = ({ outcome }: { outcome: string }): boolean => outcome === 'done' || outcome === 'approved'

const askedOf = (item: Item, actor: Actor): number =>
  item.steps.find(
    (step) =>
      step.duty === 'coordinate' && isOpen(step) && (step.person === null || step.person === actor.id),
  )?.no ?? -1
