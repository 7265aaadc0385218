/** What the portal needs of dossiers: to send one, to open one, to see it, and the applicant's own acts on it. */
import type { Context, Texts } from '#kernel'
import type { Evidence } from '#calendar'
import type { OwnerKind, StatusCode } from '#work'
import type { LinkedFiling } from './ports-linked.ts'
import type { Applicant, SubjectKind } from './ports.ts'

export interface Filing {
  procedure: string
  channel: 'online'
  receivedAt: string
  competent: string | null
  applicant: {
    kind: SubjectKind
    name: string
    number: string
    birthDate: string | null
    phone: string | null
    email: string | null
    address: string | null
  }
  through: Through | null
  parts: FiledPart[]
  notify: { channel: NoticeChannel; to: string | null }
  /** What the applicant wrote about the papers, each line naming its paper; null when nothing. */
  words: string | null
  /** Language in which the applicant is told. */
  lang: 'vi' | 'en'
}

/** Who files for the applicant: with a written authority and its date, or as the guardian of a child. */
export interface Through {
  as: 'authorised' | 'guardian'
  name: string
  number: string
  authority: string
  /** Local date of the authority; null for a guardian. */
  authorityDate: string | null
}

export type NoticeChannel = 'sms' | 'email' | 'app' | 'none'

export interface FiledPart {
  key: string
  originals: number
  copies: number
  files: string[]
}

export interface Filed {
  item: string
  code: string
  /** Shown to whoever filed, once; opens the state of this dossier without an account. */
  secret: string
  /** By when the office must accept, refuse or ask for more. */
  answerBy: Date
  /** A filing of linked procedures: `item` is the filing, which opens each of its dossiers. */
  linked?: true
}

export interface WorkPart {
  /** The same key again answers the first answer. */
  submit(cx: Context, by: Applicant | undefined, filing: Filing, idempotencyKey: string): Promise<Filed>
  /** The item that this code and secret open, or undefined; the answer for a wrong code and a wrong secret is the same. */
  openByCode(cx: Context, code: string, secret: string): Promise<OpenedItem | undefined>
  /** A QR's token opens one item, until it is returned and fetched. */
  openByQr(cx: Context, token: string): Promise<OpenedItem | undefined>
  /** The signed-in party's own item of that code, or undefined. */
  openMine(cx: Context, by: Applicant, code: string): Promise<OpenedItem | undefined>
  /** The dossier of that code in one of these linked filings; under a filing's own code the one that matters now. */
  openMember(cx: Context, code: string, filings: readonly string[]): Promise<OpenedItem | undefined>
  /** State, times, offices and officials. `inside` is filled only when `by` is a party to it. */
  tracking(cx: Context, item: string, by: Applicant | undefined): Promise<Tracking>
  mine(cx: Context, by: Applicant): Promise<MyItem[]>
  supplement(
    cx: Context,
    by: Applicant,
    item: string,
    version: number,
    parts: FiledPart[],
    key: string,
  ): Promise<void>
  withdraw(
    cx: Context,
    by: Applicant,
    item: string,
    version: number,
    reason: string,
    key: string,
  ): Promise<void>
  /** The printed receipt (form 01), once accepted. */
  receipt(cx: Context, item: string): Promise<{ name: string; bytes: Uint8Array } | undefined>
  /** The proof of its entries; with their texts for its party, else their hashes only. */
  proof(cx: Context, item: string, by: Applicant | undefined): Promise<{ name: string; proof: object }>
}

export interface OpenedItem {
  item: string
  code: string
  /** A filing of linked procedures: it opens each of its dossiers, also those that begin later. */
  linked?: true
}

export interface MyItem {
  code: string
  procedure: Texts
  status: Status
  filedAt: Date
  answerBy: Date | null
  appointment: Date | null
  late: boolean
  /** Something waits for the applicant: a supplement, a payment, a result to fetch. */
  yourTurn: boolean
}

/** One of the ten national codes, with its words. */
export interface Status {
  code: StatusCode
  vi: string
  en: string
}

export interface Tracking {
  item: string
  version: number
  code: string
  procedure: { code: string; name: Texts }
  status: Status
  filedAt: Date
  answerBy: Date | null
  acceptedAt: Date | null
  appointment: Date | null
  firstAppointment: Date | null
  finishedAt: Date | null
  returnedAt: Date | null
  /** Working minutes left until the promise that runs now (answer or appointment); negative when it has passed. Null when none runs. */
  remaining_working_min: number | null
  /** While the clock stands still: what was left when it stopped; negative when it was late by then. */
  left_at_pause_min: number | null
  /** Working minutes of one working day where it is handled: turns minutes into days in words. */
  day_min: number
  units: { received: Texts; competent: Texts; returned: Texts }
  steps: TrackedStep[]
  /** Every minute from filing to now, each with one owner. */
  time: TimePart[]
  /** Why the appointment is what it is, sentence by sentence. */
  story: { text_vi: string; text_en: string; evidence: Evidence }[]
  apology: { reason: string; newAppointment: Date | null } | null
  waiting: 'supplement' | 'fee' | 'tax' | 'fetch' | null
  /** Of a refused, stopped or withdrawn dossier: the reason that was given. */
  ended: { kind: 'refused' | 'stopped' | 'withdrawn'; reason: string } | null
  hasReceipt: boolean
  /** The filing of linked procedures it belongs to. */
  linked: LinkedFiling | null
  inside: Inside | null
}

/** What only a party sees, after sign-in. */
export interface Inside {
  applicant: string
  notify: { channel: NoticeChannel; to: string | null }
  parts: { key: string; name: Texts; files: { id: string; name: string }[] }[]
  supplement: {
    missing: { key: string; name: Texts; why: string }[]
    reason: string
    guidance: string
  } | null
  mayWithdraw: boolean
}

export interface TrackedStep {
  no: number
  name: Texts
  state: 'done' | 'open' | 'to-come'
  unit: Texts
  /** The official, by name; null while it lies with the post. */
  person: string | null
  openedAt: Date | null
  dueAt: Date | null
  doneAt: Date | null
  allowed_min: number
  worked_min: number
}

export interface TimePart {
  from: Date
  to: Date
  min: number
  working_min: number
  owner: { kind: OwnerKind; name: string | null }
}
