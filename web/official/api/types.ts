import type { Texts } from '../words/language.ts'

/** Shapes of the REST API as the console reads them. Instants are ISO text in UTC; durations are whole minutes. */
export type Said = Texts | string
export type ItemKind = 'dossier' | 'task' | 'report'
export type OwnerKind =
  | 'desk'
  | 'head'
  | 'official'
  | 'applicant'
  | 'fee'
  | 'tax'
  | 'agency-city'
  | 'agency-outside'
  | 'counter'
  | 'outside'
export type Duty = 'lead' | 'coordinate' | 'approve'
export type Evidence = 'verified' | 'secondary' | 'unverified'
export type ActName =
  | 'accept'
  | 'refuse'
  | 'request-supplement'
  | 'supplement'
  | 'financial-duty'
  | 'pay'
  | 'forward'
  | 'complete-step'
  | 'rework'
  | 'consult'
  | 'answer'
  | 'assign'
  | 'take'
  | 'release'
  | 'finish'
  | 'return'
  | 'withdraw'
  | 'stop'
  | 'extend'

export interface PersonRef {
  id: string
  name: string
}

export interface UnitRef {
  code: string
  name: Said
}

/** A step with its six clears; an absent one is a hole on screen. */
export interface StepView {
  no: number
  key: string
  name: Said
  person: PersonRef | null
  unit: UnitRef | string | null
  role?: string
  duty: Duty
  state: 'done' | 'open' | 'paused' | 'waiting'
  openedAt: string | null
  dueAt: string | null
  doneAt: string | null
  allowed_min: number
  worked_min: number | null
  responsibility: Said | null
  product: Said | null
  authority: Said | null
  outcome?: string | null
  outcomes?: string[]
}

export interface PauseView {
  kind: 'applicant' | 'fee' | 'tax'
  from: string
  to: string | null
}

export interface PartView {
  key: string
  name: Said
  required?: boolean
  originals: number
  copies: number
  files: string[]
}

export interface StatusView extends Texts {
  code: number
}

export interface ItemView {
  id: string
  code: string
  kind: ItemKind
  version: number
  status: StatusView
  procedure: { code: string; version: number; name: Said }
  channel: 'direct' | 'online' | 'post'
  units: { received: UnitRef | string; competent: UnitRef | string; returned: UnitRef | string }
  applicant: {
    name: string
    masked: boolean
    kind: string
    number: string | null
    phone: string | null
    address: string | null
  }
  filedAt?: string
  answerBy: string | null
  acceptedAt?: string | null
  appointment: string | null
  firstAppointment: string | null
  lateFrom: string | null
  finishedAt?: string | null
  steps: StepView[]
  remaining_working_min: number | null
  late: boolean
  outcome: string | null
  pauses: PauseView[]
  parts: PartView[]
  supplementRequests?: number
  acts: ActName[]
}

export interface TimePart {
  from: string
  to: string
  min: number
  working_min: number
  owner: { kind: OwnerKind; id: string | null; name: string | null }
  step: number | null
  why: string
}

export interface TimeView {
  elapsed_min: number
  parts: TimePart[]
}

export interface HistoryLine {
  at: string
  type: string
  text: Texts
  actor: PersonRef | null
  position: number | null
  words: Record<string, string>
}

export interface StoryLine {
  kind: string
  text_vi: string
  text_en: string
  until: string | null
  evidence: Evidence | null
}

/** One stretch of the bar in a list: whose it is and how long in working minutes; `ahead` is still to come. */
export interface BarPart {
  owner: OwnerKind | 'ahead' | 'late'
  working_min: number
}

export interface TodayRow {
  item: {
    id: string
    code: string
    kind: ItemKind
    version?: number
    title: Said
    applicant: string | null
    status: StatusView
    answerBy: string | null
    appointment: string | null
    stepsTotal: number
    acts?: ActName[]
  }
  step: StepView | null
  remaining_working_min: number | null
  bar: BarPart[]
}

export interface TodayView {
  now: string
  rows: TodayRow[]
  next: string | null
}

export interface ItemRow {
  id: string
  code: string
  kind: ItemKind
  title: Said
  applicant: string | null
  status: StatusView
  unit: UnitRef | string | null
  person: string | null
  filedAt: string
  appointment: string | null
  late: boolean
  remaining_working_min: number | null
}

export interface Page<Row> {
  rows: Row[]
  next: string | null
  total?: number
}

export interface UnitView {
  code: string
  parent: string | null
  kind: string
  name: Said
  adminCode: string | null
}

/** Open steps of a unit, by the promise of each step. */
export interface UnitLoad {
  open: number
  late: number
  dueToday: number
  unassigned: number
}

export interface Me {
  /** Null for a guest. */
  actor: {
    kind: 'staff' | 'applicant' | 'service'
    id: string
    name: string
    posts: { id: string; unit: string; unitName: Texts; role: string; roleName: Texts }[]
  } | null
  permits: { verb: string; scope: 'own' | 'unit' | 'subtree' | 'city' }[]
  csrf: string | null
  /** How staff may sign in here. */
  signIn?: ('local' | 'oidc')[]
}

export interface OutboxMessage {
  id: string
  item: string
  template: string
  channel: string
  /** Masked. */
  to: string | null
  state: string
  vi: { subject: string; text: string } | null
  en: { subject: string; text: string } | null
  attempts: number
  queuedAt: string
  sentAt: string | null
  readAt: string | null
  failure: string | null
}

export interface FiledDossier {
  id: string
  code: string
  secret: string
  answerBy: string
  status: number
  version: number
}

/** What an act answers: where the item stands after it. */
export interface ActAnswer {
  id: string
  version: number
  status: number
  appointment: string | null
  lead: number | null
}
