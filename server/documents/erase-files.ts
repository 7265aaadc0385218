import { addJob, type Database, type Session } from '#kernel'
import type { ReadEntry } from '#ledger'
import { lockPlace } from './finish.ts'
import type { Vault } from './vault.ts'

/** The job that does the housekeeping; put in at once when bytes are to go. */
export const tendTask = 'documents.tend'

const erase = {
  name: 'documents.erase',
  text: `update documents.files f set name = null, finding = null, erased_at = e.at
    from unnest($1::uuid[], $2::timestamptz[]) as e(item, at) where f.linked_to = e.item and f.erased_at is null returning f.id`,
}

/**
 * Erases the files of these entries' items: from now on nobody reads them, and a job removes the bytes. In the transaction of the
 * subscription's cursor, so that none is forgotten; a batch that comes twice changes nothing.
 */
export async function eraseFiles(tx: Session, entries: readonly ReadEntry[]): Promise<void> {
  const rows = await tx.rows(erase, [entries.map((entry) => entry.stream), entries.map((entry) => entry.at)])
  if (rows.length > 0)
    await addJob(tx, tendTask, {}, { jobKey: `erased/${String(entries.at(-1)!.position)}`, maxAttempts: 3 })
}

const erased = {
  name: 'documents.erased',
  text: 'select id, place from documents.files where erased_at is not null and place is not null limit 1000',
}
const sharing = {
  name: 'documents.sharing-unerased',
  text: 'select id from documents.files where place = $1 and erased_at is null limit 1',
}
const forgetPlace = {
  name: 'documents.forget-place',
  text: 'update documents.files set place = null where id = $1',
}

/**
 * Removes the bytes of erased files, but for bytes that somebody else handed in as well. The place is forgotten after the bytes are
 * gone: a crash in between is met by the next round. Gives how many files were wiped.
 */
export async function wipeErased(db: Database, vault: Vault): Promise<number> {
  const files = await db.rows<{ id: string; place: string }>(erased, [])
  for (const { id, place } of files)
    await db.transaction(async (tx) => {
      await tx.rows(lockPlace, [place])
      if ((await tx.rows(sharing, [place])).length === 0) await vault.remove(place)
      await tx.rows(forgetPlace, [id])
    })
  return files.length
}
