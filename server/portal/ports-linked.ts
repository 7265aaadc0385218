/** What the portal shows of linked procedures: every agency of one filing, beside the dossier whose page it is. */
import type { Texts } from '#kernel'

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
