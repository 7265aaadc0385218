/** What the portal needs of linked procedures: to find a set, to file it, and how its agencies stand beside the dossier whose page it is. */
import type { Evidence } from '#calendar'
import type { Context, Texts } from '#kernel'
import type { Filed, FiledPart, Filing } from './ports-work.ts'
import type { Applicant, Procedure } from './ports.ts'

export interface LinkedPart {
  /** The sets that can be filed on this date, by name alone. */
  heads(now: Date): SetHead[]
  /** The set in force with all its procedures, or undefined. */
  set(code: string, now: Date): Promise<ProcedureSet | undefined>
  /** One filing, one code; the same key again answers the first answer. */
  file(cx: Context, by: Applicant | undefined, filing: SetFiling, idempotencyKey: string): Promise<Filed>
}

export interface SetHead {
  code: string
  name: Texts
  /** Codes of its procedures. */
  procedures: string[]
}

/** Procedures that are filed at once, one dossier for each, in the order in which agencies need each other's results. */
export interface ProcedureSet {
  code: string
  name: Texts
  evidence: Evidence
  legalBasis: { text: string; evidence: Evidence }[]
  members: SetMember[]
  /** Parts of the matter that bodies outside this system handle. */
  elsewhere: Texts[]
}

export interface SetMember {
  procedure: Procedure
  /** Null where it is the commune whose matter it is. */
  agency: Texts | null
  /** Codes of the procedures whose results it needs; none: it begins at once. */
  after: string[]
}

/** Who and where once, papers by procedure. */
export interface SetFiling extends Omit<Filing, 'procedure' | 'competent' | 'parts'> {
  set: string
  members: { procedure: string; competent: string | null; parts: FiledPart[] }[]
}

export interface LinkedFiling {
  code: string
  name: Texts
  whole: 'running' | 'done' | 'ended'
  /** The last appointment of all; null while one is not promised yet. */
  appointment: Date | null
  /** The latest it may be, as long as it is not promised. */
  expected: Date | null
  /** Who is late: the receiving desk with its answer, or an agency with its result. */
  late: { procedure: Texts; agency: Texts; with: 'answer' | 'result' }[]
  members: LinkedDossier[]
  /** Parts of the matter that bodies outside this system handle. */
  elsewhere: Texts[]
}

export interface LinkedDossier {
  procedure: Texts
  agency: Texts
  /** Null until it begins. */
  code: string | null
  state: 'open' | 'granted' | 'ended' | 'ready' | 'waiting' | 'never'
  status: Texts | null
  appointment: Date | null
  expected: Date | null
  finishedAt: Date | null
  late: boolean
  /** Why it could not begin although its turn had come. */
  held: Texts | null
  /** Names of the procedures whose results it needs. */
  after: Texts[]
}
