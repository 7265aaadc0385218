/**
 * Everything the portal needs from the rest of the city, and nothing more. `server/app.ts` wires it to the contexts' public
 * functions; tests wire it to a small city in memory. The portal itself decides nothing about a dossier.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, Database, KeyRing, Texts } from '#kernel'
import type { Allow, Evidence } from '#calendar'
import type { LinkedPart } from './ports-linked.ts'
import type { WorkPart } from './ports-work.ts'

export type * from './ports-work.ts'

export interface PortalParts {
  db: Database
  keys: KeyRing
  /** IANA zone of the city: `Asia/Ho_Chi_Minh`. */
  zone: string
  /** Whether people reach the portal over https or on localhost: cookies then carry the `__Host-` prefix. */
  secure: boolean
  /** Address people type, without a path; printed in what they take away. */
  publicUrl: string
  city: Texts
  /** Where a person can ask for help. Null where the installation has not said: nothing is invented. */
  hotline: string | null
  catalogue: CataloguePart
  offices: OfficesPart
  work: WorkPart
  linked: LinkedPart
  files: FilesPart
  signIn: SignInPart
  /** The document behind `/api/openapi.json`. */
  openapi(): Promise<unknown>
}

export type Channel = 'direct' | 'online' | 'post'
export type Level = 'city' | 'commune'
export type SubjectKind = 'citizen' | 'household-business' | 'business' | 'organisation'

export interface CataloguePart {
  /** Procedures in force, best first. `text` may be typed without marks. `page` begins at 1. */
  search(query: SearchQuery, now: Date): Promise<SearchResult>
  /** The version in force, or undefined. */
  procedure(code: string, now: Date): Promise<Procedure | undefined>
  /** Fields that have procedures in force, with how many. */
  fields(now: Date): Promise<{ key: string; name: Texts; count: number }[]>
}

export interface SearchQuery {
  text: string
  field: string | null
  level: Level | null
  page: number
}

export interface SearchResult {
  total: number
  page_size: number
  rows: ProcedureHead[]
}

export interface ProcedureHead {
  code: string
  name: Texts
  field: { key: string; name: Texts }
  levels: Level[]
  onlineLevel: 'full' | 'partial' | 'none'
  /** The shortest promise among its channels, when one is stated. */
  allow: Allow | null
}

export interface Procedure extends ProcedureHead {
  version: number
  legalBasis: { text: string; evidence: Evidence }[]
  channels: {
    channel: Channel
    allow: Allow
    fees: { amount: number | null; currency: string; note: string }[]
  }[]
  parts: ProcedurePartOf[]
  subjects: SubjectKind[]
  result: Texts
  partialReason: string | null
  sameDay: boolean
  /** `15:00`; what arrives later counts from the next working day. */
  cutOff: string | null
  competent: { level: 'city'; unit: string } | { level: 'commune' }
  /** Steps of the process with what each may take, in order. Empty when none is published. */
  steps: { name: Texts; allow: Allow }[]
  /** Whether it can be filed here at all; otherwise `notHere` says why and where instead. */
  fileable: boolean
  notHere: Texts | null
  /** Local date, yyyy-mm-dd. */
  from: string
}

export interface ProcedurePartOf {
  key: string
  name: Texts
  originals: number
  copies: number
  required: boolean
  /** Name of the form to fill in, if any. */
  form: string | null
  /** Where the city already has it (a national database, VNeID); then nobody is asked for it. */
  digitalSource: string | null
}

export interface Office {
  code: string
  name: Texts
  kind: 'centre' | 'branch' | 'commune-centre' | 'commune'
  address: string | null
}

export interface OfficesPart {
  /** Every counter of the city that receives any dossier, in the order a person looks for them. */
  counters(now: Date): Promise<Office[]>
  /** Communes, wards and the special zone: whose matter a commune-level procedure is. */
  communes(now: Date): Promise<Office[]>
}

export interface Applicant {
  /** Id of the party, from sign-in. */
  id: string
  name: string
  kind: SubjectKind
  number: string | null
  phone: string | null
  email: string | null
  birthDate: string | null
  address: string | null
}

export interface StoredFile {
  id: string
  name: string
  bytes: number
}

export interface FilesPart {
  /** Checks type and size by content, scans and keeps. `owner` is the id of the applicant, or of a visit. */
  store(cx: Context, owner: string, file: { name: string; bytes: Uint8Array }): Promise<StoredFile>
  /** A file that a script uploaded in pieces before the form was sent; undefined when it is not the owner's. */
  claim(cx: Context, owner: string, id: string): Promise<StoredFile | undefined>
  /** Largest file in bytes, and what may be sent, in words. */
  limit: { bytes: number; kinds: string }
  /** Address for resumable upload, or null when only the form is offered. */
  resumable: string | null
}

export interface SignInPart {
  applicant(request: FastifyRequest): Applicant | undefined
  /** Where signing in begins; comes back to `back`. Null when this installation has no sign-in. */
  href(back: string): string | null
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Whether online filing needs a VNeID account on that date (QĐ 29/2026/QĐ-TTg). */
  neededToFile(now: Date): boolean
  /** CSRF token of a signed-in session; undefined for a visitor, whose token the portal makes itself. */
  csrf(request: FastifyRequest): string | undefined
}
