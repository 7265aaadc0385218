import type { Database } from '#kernel'
import type { FileRow } from './files.ts'
import { lockPlace, scanned } from './finish.ts'
import type { Scanner } from './scan.ts'
import { wipeErased } from './erase-files.ts'
import type { Vault } from './vault.ts'

export interface Tended {
  /** Unfinished uploads dropped, files no item names marked as expired, expired ones removed, erased ones wiped, waiting ones scanned at last. */
  dropped: number
  expired: number
  removed: number
  wiped: number
  scanned: number
}

const hour_ms = 3_600_000

/**
 * The housekeeping, run every ten minutes: an upload that was not finished within a day is dropped; a file that no item names within a day
 * first counts as gone (nothing new may name it) and an hour later is removed; files that wait for the scanner are offered to it again.
 */
export async function tend(db: Database, vault: Vault, scanner: Scanner, now: Date): Promise<Tended> {
  const ago = (hours: number): Date => new Date(now.getTime() - hours * hour_ms)
  const expired = await db.rows<{ id: string }>(expire, [ago(24), now])
  const gone = await db.rows<{ id: string; place: string | null }>(removable, [ago(1)])
  for (const file of gone) await remove(db, vault, file)
  return {
    dropped: await vault.dropUnfinished(ago(24)),
    expired: expired.length,
    removed: gone.length,
    wiped: await wipeErased(db, vault),
    scanned: await scanWaiting(db, vault, scanner),
  }
}

const expire = {
  name: 'documents.expire',
  text: `update documents.files set expired_at = $2
    where linked_to is null and expired_at is null and created_at < $1 returning id`,
}

const removable = {
  name: 'documents.removable',
  text: `select id, place from documents.files where linked_to is null and expired_at < $1 limit 1000`,
}

const deleteRow = {
  name: 'documents.delete',
  text: `delete from documents.files where id = $1 and linked_to is null returning id`,
}
const sharing = { name: 'documents.sharing', text: `select id from documents.files where place = $1 limit 1` }

/** The same content may have come twice: its bytes go with the last row that names them. */
async function remove(db: Database, vault: Vault, file: { id: string; place: string | null }): Promise<void> {
  await db.transaction(async (tx) => {
    if (file.place !== null) await tx.rows(lockPlace, [file.place])
    const deleted = await tx.rows(deleteRow, [file.id])
    if (deleted.length === 0 || file.place === null) return
    const others = await tx.rows(sharing, [file.place])
    if (others.length === 0) await vault.remove(file.place)
  })
}

const waiting = {
  name: 'documents.waiting',
  text: `select id, place from documents.files where scanned_by = 'waiting' and place is not null order by created_at limit 100`,
}

const setOutcome = {
  name: 'documents.set-outcome',
  text: `update documents.files set state = $2, scanned_by = $3, finding = $4,
    place = case when $2 = 'refused' then null else place end where id = $1`,
}

async function scanWaiting(db: Database, vault: Vault, scanner: Scanner): Promise<number> {
  let done = 0
  for (const file of await db.rows<Pick<FileRow, 'id' | 'place'>>(waiting, [])) {
    const outcome = await scanned(scanner, () => vault.open(file.place!))
    // It still does not answer: the others would wait for it in vain as well.
    if (outcome.scannedBy === 'waiting') break
    await db.rows(setOutcome, [file.id, outcome.state, outcome.scannedBy, outcome.finding])
    if (outcome.state === 'refused') await vault.remove(file.place!)
    done++
  }
  return done
}
