import type { ProcessStep } from '#catalogue'
import { allowedMin, dueOf } from './deadlines.ts'
import { findLead, findStep, nextStepNo, type Item, type Step } from './item.ts'
import { NoLeadStep, NotYours, StepNotOpen } from './refusals.ts'
import type { Env } from './verb.ts'

/** Who holds the item, as facts tell it: everything the time ledger needs to give a minute its owner. */
export interface Lead {
  no: number
  key: string
  unit: string
  person: string | null
  charged_to: string | null
}

export const leadOf = (step: Step): { [key in keyof Lead]: Lead[key] } => ({
  no: step.no,
  key: step.key,
  unit: step.unit,
  person: step.person,
  charged_to: step.charged_to,
})

export function getLead(item: Item): Step {
  const lead = findLead(item)
  if (!lead) throw new NoLeadStep()
  return lead
}

/** The open step `no`, when the actor holds it or may take it because nobody does. */
export function ownStep(item: Item, no: number, env: Env): Step {
  const step = findStep(item, no)
  if (!step || step.done_at !== null) throw new StepNotOpen(no)
  if (step.person !== null && step.person !== env.actor.id) throw new NotYours(no)
  return { ...step, person: env.actor.id }
}

/** Opens a step of the internal process: its post is resolved to a person where exactly one fills it. */
export function openStep(item: Item, planned: ProcessStep, env: Env): Step {
  const unit = env.roomFor(unitOf(item, planned), planned.role)
  const calendar = env.calendarOf(unit)
  const allow = `${planned.allow.amount}${planned.allow.unit}`
  return {
    no: nextStepNo(item),
    key: planned.key,
    unit,
    role: planned.role,
    person: env.soleHolder(unit, planned.role),
    job: planned.name.vi,
    allow,
    allowed_min: allowedMin(calendar, env.now, allow),
    due_at: dueOf(calendar, env.now, allow, [], env.now).due_at,
    duty: planned.duty,
    responsibility: planned.responsibility.vi,
    product: planned.product.vi,
    authority: planned.authority.text,
    opened_at: env.now,
    paused_at: null,
    done_at: null,
    outcome: null,
    worked_min: null,
    charged_to: null,
  }
}

export function unitOf(
  item: Pick<Item, 'competent_unit' | 'received_unit' | 'returned_unit'>,
  planned: ProcessStep,
): string {
  switch (planned.at) {
    case 'competent':
      return item.competent_unit
    case 'received':
      return item.received_unit
    case 'returned':
      return item.returned_unit
    default: // open: `unit:…` names any unit
      return planned.at.slice('unit:'.length)
  }
}
