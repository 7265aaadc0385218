import { addJob, type Clock, type Session, type Task } from '#kernel'
import type { Subscription } from '#ledger'
import type { Office } from '../office.ts'
import { beginNext } from './begin-next.ts'
import { parentsOf } from './store.ts'

/** The job that tries one linked filing's held members again. */
export const heldTask = 'work.linked-held'

const first_min = 10
const tries_most = 10

/**
 * When a held member is tried again: ten minutes later, then each time after twice as long, a week in all; null after that. What ends
 * another member of the filing begins the count anew.
 */
export const heldAgainAt = (tries: number, now: Date): Date | null =>
  tries >= tries_most ? null : new Date(now.getTime() + first_min * 2 ** tries * 60_000)

/**
 * Follows the ledger: when a dossier of a linked filing is finished, the members that needed its result begin, in the same transaction as the
 * cursor. Stopped in between it goes on where it was, and nothing begins twice.
 */
export const linkedNext = (office: Office, clock: Clock): Subscription => ({
  name: 'work.linked-next',
  async onEntries(tx, entries) {
    const finished = entries.filter((entry) => entry.type === 'dossier.finished')
    if (finished.length === 0) return
    const parents = await parentsOf(tx, [...new Set(finished.map((entry) => entry.stream))])
    for (const parent of parents) await follow(office, tx, parent, 0, clock())
  },
})

/** Tries the held members of one filing again; each filing has its own job, so that nobody looks for them. */
export const tryHeld =
  (office: Office, clock: Clock): Task =>
  async (payload) => {
    const { linked, tries } = payload as { linked: string; tries: number }
    await office.db.transaction((tx) => follow(office, tx, linked, tries, clock()))
  }

/** Begins what can begin; for what is held the next try is put in by the same transaction. */
async function follow(office: Office, tx: Session, linked: string, tries: number, now: Date): Promise<void> {
  const { held } = await beginNext(office, tx, linked)
  const runAt = held.length === 0 ? null : heldAgainAt(tries, now)
  if (runAt === null) return
  await addJob(tx, heldTask, { linked, tries: tries + 1 }, { jobKey: linked, runAt, maxAttempts: 5 })
}
