import type { HeldPost } from '#people'
import type { Verb } from './permits.ts'

/** Who asks. Made by `authenticate` from a session or a token, never from anything a body, query or header says about itself. */
export interface Actor {
  kind: 'staff' | 'applicant' | 'service'
  /** Person of an official, account of an applicant (`identity.applicants`), or the token of a service. */
  id: string
  /** For official screens; empty for applicants and never written to the ledger. */
  name: string
  /** The posts the person fills today, stand-ins included. */
  posts: readonly HeldPost[]
  session: string | null
  /** Of a token: nothing but these verbs. For a service also the unit under which they hold. */
  limit?: { verbs: ReadonlySet<Verb>; unit: string | null }
}
