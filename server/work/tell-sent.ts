import type { Actor } from '#identity'
import { namedUuid } from '#kernel'
import { noticeSent } from './notice-sent.ts'
import type { Office } from './office.ts'
import { perform } from './perform.ts'
import { WrongStatus } from './status.ts'
import type { ItemVerb } from './verb.ts'

const system: Actor = { kind: 'service', id: 'notifications', name: '', posts: [], session: null }

/** The applicant's pause begins at the moment the notice went out. Telling twice is the same as once, and too late is too late. */
export async function tellSent(
  office: Office,
  sent: { message: string; item: string; sentAt: Date },
): Promise<void> {
  try {
    await perform(office, noticeSent as unknown as ItemVerb, {
      actor: system,
      now: sent.sentAt,
      key: namedUuid(`notice-sent/${sent.message}`),
      item: sent.item,
      body: {},
    })
  } catch (error) {
    // The supplement came, or the dossier was withdrawn, before the notice left: then no pause is owed.
    if (!(error instanceof WrongStatus)) throw error
  }
}
