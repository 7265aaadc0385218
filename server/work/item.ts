import type { StatusCode } from './status.ts'

export type ItemKind = 'dossier' | 'task' | 'report'
export type ChannelCode = 1 | 2 | 3
export type Duty = 'lead' | 'coordinate' | 'approve'
export type PauseKind = 'applicant' | 'fee' | 'tax'

/** Everything a decision needs to know about an item: read in one statement, written by one. */
export interface Item {
  id: string
  kind: ItemKind
  code: string
  origin: 'own' | 'national' | 'imported'
  status: StatusCode
  version: number
  seq: number
  head: Buffer
  procedure: string
  procedure_version: number
  channel: ChannelCode
  received_unit: string
  competent_unit: string
  returned_unit: string
  party: string
  /** The signed-in applicant it was filed by; null when it was filed at a counter. */
  account: string | null
  parent: string | null
  notify: Notify
  filed_at: Date
  answer_by: Date
  answered_at: Date | null
  accepted_at: Date | null
  /** Where the appointment is counted from: the acceptance, or the supplement where the procedure says `restart`. */
  counted_from: Date | null
  /** The first appointment, with pauses given back. Lateness is measured against it. */
  due_at: Date | null
  late_from: Date | null
  /** What an apology granted; shown beside, never instead. */
  extended_due_at: Date | null
  finished_at: Date | null
  closed_at: Date | null
  outcome: 'granted' | 'refused' | null
  supplement_requests: number
  extensions: number
  steps: Step[]
  pauses: PauseRow[]
}

export type Notify = 'sms' | 'email' | 'app' | 'none'

/** One step with its six clears: unit, role and person (người), job (việc), due (thời gian), responsibility, product, authority. */
export interface Step {
  no: number
  key: string
  unit: string
  role: string
  person: string | null
  job: string
  allow: string
  allowed_min: number
  due_at: Date
  duty: Duty
  responsibility: string
  product: string
  authority: string
  opened_at: Date
  paused_at: Date | null
  done_at: Date | null
  outcome: string | null
  worked_min: number | null
  /** Where a reviewer sent work back: whose fault the repeated minutes are. */
  charged_to: string | null
}

export interface PauseRow {
  no: number
  kind: PauseKind
  from_at: Date
  to_at: Date | null
  amount: number | null
}

export const isOpen = (step: Step): boolean => step.done_at === null

/** The one step whose holder answers for the item now; undefined once it is finished or closed. */
export const findLead = (item: Item): Step | undefined =>
  item.steps.find((step) => isOpen(step) && step.duty !== 'coordinate')

export const findStep = (item: Item, no: number): Step | undefined =>
  item.steps.find((step) => step.no === no)

export const runningPause = (item: Item): PauseRow | undefined =>
  item.pauses.find((pause) => pause.to_at === null)

/** The latest instant that the item itself remembers. */
export function latestOf(item: Item): Date {
  let latest = item.filed_at
  const seen = (at: Date | null): void => {
    if (at !== null && at > latest) latest = at
  }
  for (const step of item.steps) [step.opened_at, step.paused_at, step.done_at].forEach(seen)
  for (const pause of item.pauses) [pause.from_at, pause.to_at].forEach(seen)
  seen(item.closed_at)
  return latest
}

export const nextStepNo = (item: Item): number =>
  item.steps.reduce((most, step) => Math.max(most, step.no), -1) + 1
