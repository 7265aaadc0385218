import type { Session, Texts } from '#kernel'
import type { ReadEntry } from '#ledger'

export const channels = ['sms', 'email', 'app'] as const
export type NoticeChannel = (typeof channels)[number]
export type Lang = 'vi' | 'en'

/** Where the applicant wants to be told, as chosen at filing. */
export interface Contact {
  channel: NoticeChannel
  /** Number or address; null for `app`, where the account itself is the address. */
  to: string | null
  lang: Lang
}

/** What a notice may say of an item at an entry. Names of units and officials are public; nothing of the applicant is in it. */
export interface NoticeFacts {
  contact: Contact
  code: string
  procedure: Texts
  /** Page where the dossier is followed. */
  link: string
  /** The agency the entry speaks of: the desk before acceptance, the competent one after. */
  agency: Texts
  returnPlace: Texts
  /** The official who acted or handles it now; null while it lies with a post. */
  officer: string | null
  answerBy: Date | null
  acceptedAt: Date | null
  appointment: Date | null
  /** Names of the parts asked for. */
  missing: Texts[]
  /** Words the official typed with this entry: `reason`, `guidance`. */
  words: Readonly<Record<string, string>>
  /** Of a dossier filed with linked procedures: the code of them all, and those that cannot begin without this one's result. */
  linked?: { code: string; never: readonly Texts[] }
}

/**
 * Gives the facts for each entry, in their order; undefined where the applicant chose not to be told, or was erased. Asked for
 * a whole batch at once, so that it can be one query.
 */
export type FactsOf = (tx: Session, entries: readonly ReadEntry[]) => Promise<(NoticeFacts | undefined)[]>
