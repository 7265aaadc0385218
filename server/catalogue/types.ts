import type { Texts } from '#kernel'

/** How sure we are of a fact of law; shown wherever the fact is. */
export type Evidence = 'verified' | 'secondary' | 'unverified'

export interface Cited {
  text: string
  evidence: Evidence
}

export type AllowUnit = 'min' | 'h' | 'd' | 'wd' | 'm'

/** An allowed time. `h` and `min` are office time, `d` calendar days, `wd` working days, `m` months. */
export interface Allow {
  amount: number
  unit: AllowUnit
}

export type Channel = 'direct' | 'online' | 'post'
export type Level = 'city' | 'commune'
export type Subject = 'citizen' | 'household-business' | 'business' | 'organisation'
export type OnlineLevel = 'full' | 'partial' | 'none'

/** `amount` is in whole units of `currency` (đồng as a rule); null where the public source says who decides it, which `note` tells. */
export interface Fee {
  amount: number | null
  currency: string
  note: string
}

export interface ChannelTerms {
  channel: Channel
  allow: Allow
  fees: Fee[]
}

export interface Part {
  key: string
  name: Texts
  originals: number
  copies: number
  required: boolean
  form: string | null
  digitalSource: string | null
}

export type PostRole =
  | 'clerk'
  | 'case-official'
  | 'unit-head'
  | 'deputy-head'
  | 'leader'
  | 'city-office'
  | 'home-affairs'
  | 'hotline'
  | 'inspector'
  | 'it'
  | 'cashier'

export type StepKind = 'work' | 'approve' | 'consult' | 'return'
export type StepDuty = 'lead' | 'coordinate' | 'approve'
export type StepPlace = 'competent' | 'received' | 'returned' | `unit:${string}`
export type Outcome = 'done' | 'approved' | 'rejected' | 'needs-supplement' | 'refuse' | 'consult'

export interface Next {
  outcome: Outcome
  /** Key of a step, or `finish`. */
  to: string
}

/** One step with its six clears: person (by role and place), work, time, responsibility, product, authority. */
export interface ProcessStep {
  key: string
  kind: StepKind
  name: Texts
  role: PostRole
  at: StepPlace
  allow: Allow
  responsibility: Texts
  duty: StepDuty
  product: Texts
  authority: Cited
  next: Next[]
}

/** The first step is the one opened at acceptance. */
export interface Process {
  id: string
  version: number
  steps: ProcessStep[]
}

export type Competent = { level: 'city'; unit: string } | { level: 'commune' }

/** Where a fact of this version comes from: `about` is a field path such as `channels.direct.allow`. */
export interface Source {
  about: string
  text: string
  url: string | null
  evidence: Evidence
}

/** What a version says; immutable once published. */
export interface ProcedureBody {
  code: string
  name: Texts
  field: string
  levels: Level[]
  legalBasis: Cited[]
  channels: ChannelTerms[]
  parts: Part[]
  subjects: Subject[]
  result: Texts
  onlineLevel: OnlineLevel
  partialReason: string | null
  sameDay: boolean
  /** Local time such as `15:00`: what is received later is answered on the next working day. */
  cutOff: string | null
  afterSupplement: 'resume' | 'restart'
  /** Whether the applicant pays on the way, which stops the clock: a fee at the counter or a tax at the tax office. */
  financialDuty: 'none' | 'fee' | 'tax'
  competent: Competent
  process: Process
  sources: Source[]
}

export interface ProcedureVersion extends ProcedureBody {
  version: number
  /** First local day, `yyyy-mm-dd`. */
  from: string
  /** First local day on which it no longer holds, or null. */
  to: string | null
  status: 'draft' | 'published' | 'expired'
}

/** A time as a public source states it, unit or number missing where it is missing there. */
export interface GivenTime {
  amount: number | null
  unit: AllowUnit | null
  note: string
}

export interface DraftChannel {
  channel: Channel
  allow: Allow | null
  fees: Fee[]
  /** What the source states for this channel: several rows are stages or cases, which only a person can tell apart. */
  given: GivenTime[]
}

/** A step in the making: a clear that is still missing is null or blank. */
export interface DraftStep extends Omit<ProcessStep, 'role' | 'allow'> {
  role: PostRole | null
  allow: Allow | null
}

export interface DraftProcess {
  id: string
  version: number
  steps: DraftStep[]
}

/** A version in the making. Null or empty is what is still missing; `process: null` asks for the field's default process. */
export interface DraftBody extends Omit<ProcedureBody, 'channels' | 'competent' | 'process'> {
  channels: DraftChannel[]
  competent: Competent | null
  process: DraftProcess | null
}

export interface Draft {
  body: DraftBody
  revision: number
  origin: 'import' | 'person' | 'seed'
  missing: string[]
  changedAt: Date
  changedBy: string
}

/** A thing that stands in the way, at a field path, for whoever must mend it. */
export interface Problem {
  field: string
  code: string
  texts: Texts
}
