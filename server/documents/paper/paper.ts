/** What is printed, as data. A paper is a pure function of it: the same data gives the same text whenever it is printed. */
export type PaperKind = '01' | '02' | '03'

export type Lang = 'vi' | 'en'

/** A local moment, made by the calendar: `{ date: '2026-11-22', time: '14:05' }`. */
export interface LocalMoment {
  date: string
  time: string
}

/** Organisation, number, place and date: the top of every paper (NĐ 30/2020, art. 8). */
export interface Heading {
  /** The agency above, in capitals as it is to be printed; null at the top. */
  above: string | null
  agency: string
  /** Number and symbol, e.g. `000.00.01.H29-261122-0001/GTN`. */
  number: string
  place: string
  date: string
}

export interface PaperPerson {
  name: string
  /** In whose name, when somebody files for another. */
  onBehalfOf?: string
  address?: string
  phone?: string
  email?: string
}

export interface PaperBase {
  lang?: Lang
  heading: Heading
  /** Dossier code. */
  code: string
  /** Where the dossier is followed; drawn as the QR code. It carries the code, never the secret, unless the city decides so. */
  link: string
  /** The applicant's secret for tracking without an account; printed only on the receipt that is handed over. */
  secret?: string
  /** `code` is null for a set of linked procedures: each of its members has a public code, the set has none. */
  procedure: { code: string | null; name: string }
  applicant: PaperPerson
  officer: { name: string; title: string }
}

export interface Paper01 extends PaperBase {
  parts: { name: string; originals: number; copies: number; files: number; note?: string }[]
  channel: string
  receivedAt: LocalMoment
  /** The time the procedure allows, in words: `10 ngày làm việc`. */
  allow: string
  /** Null while a linked filing cannot say its last appointment yet; `expected` is then the latest it may be. */
  appointment: LocalMoment | null
  expected?: LocalMoment
  /** The agencies of a linked filing, in its order; `when` is the appointment of each, or why there is none yet. */
  linked?: { procedure: string; agency: string; code: string; when: string }[]
  returnPlace: string
  /** Left out of the paper when empty: an unknown fee is not "none". */
  fees: { name: string; amount: string }[]
  competent: string
}

export interface Paper02 extends PaperBase {
  missing: { name: string; what: string }[]
  reason: string
  guidance: string
  receivedAt: LocalMoment
  /** Which request this is for the dossier: 1 for the first. */
  count: number
  /** Name of who approved it; a second request needs one. */
  approver?: string
}

export interface Paper03 extends PaperBase {
  receivedAt: LocalMoment
  reason: string
  guidance: string
}

export interface PaperData {
  '01': Paper01
  '02': Paper02
  '03': Paper03
}
