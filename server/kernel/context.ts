import type { Database } from './database.ts'
import type { KeyRing } from './crypto.ts'

/** What every command is given: where to write, what time it is, the keys. One per request; `now` does not move inside it. */
export interface Context {
  db: Database
  now: Date
  keys: KeyRing
  requestId: string
}
