import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { invalid, Refusal, type Context } from '#kernel'
import { cleanName, fileTooLarge, largestFile_bytes, typeByContent } from './accepted.ts'
import { findRow, getRow, infoOf, sealedName, type FileInfo, type FileState } from './files.ts'
import type { Scanner } from './scan.ts'
import type { Vault } from './vault.ts'

export interface Arrived {
  id: string
  name: string
  uploadedBy: string
}

interface Inspected {
  sha256: string
  bytes: number
  type: string
}

/**
 * Takes a file whose last byte has come: looks at its content, scans it, settles it and writes its row. Doing it again after a crash
 * at any point gives the same file. Refuses with `FileEmpty`, `FileTooLarge`, `FileTypeNotAccepted`, `FileTypeLies` or
 * `FileInfected`; a refused upload is dropped at once.
 */
export async function finish(
  cx: Context,
  vault: Vault,
  scanner: Scanner,
  arrived: Arrived,
): Promise<FileInfo> {
  const known = await findRow(cx.db, arrived.id)
  if (known && known.state !== 'refused') return infoOf(cx.keys, known)
  const name = cleanName(arrived.name)
  const copy = await vault.look(arrived.id)
  try {
    const inspected = await inspect(copy.path, name)
    const outcome = await scanned(scanner, async () => createReadStream(copy.path))
    await settle(cx, vault, { ...arrived, name }, inspected, outcome)
    if (outcome.state === 'refused') throw infected(name, outcome.finding)
  } catch (error) {
    if (error instanceof Refusal) await vault.discard(arrived.id)
    throw error
  } finally {
    await copy.release()
  }
  await vault.forget(arrived.id)
  return infoOf(cx.keys, await getRow(cx.db, arrived.id))
}

async function inspect(path: string, name: string): Promise<Inspected> {
  const { size } = await stat(path)
  if (size === 0) {
    throw invalid('file', { vi: `Tệp "${name}" trống.`, en: `The file "${name}" is empty.` }, 'FileEmpty')
  }
  if (size > largestFile_bytes) throw fileTooLarge()
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { sha256: hash.digest('hex'), bytes: size, type: await typeByContent(path, name) }
}

interface Outcome {
  state: FileState
  scannedBy: string
  finding: string | null
}

/** A scanner that does not answer never passes a file: it waits, cannot be read, and is looked at again later. */
export async function scanned(scanner: Scanner, open: () => Promise<Readable>): Promise<Outcome> {
  try {
    const result = await scanner.scan(await open())
    if (result.verdict === 'none') return { state: 'uploaded', scannedBy: scanner.name, finding: null }
    if (result.verdict === 'clean') return { state: 'clean', scannedBy: scanner.name, finding: null }
    return { state: 'refused', scannedBy: scanner.name, finding: result.finding }
  } catch (error) {
    return { state: 'uploaded', scannedBy: 'waiting', finding: (error as Error).message }
  }
}

/** Held while bytes are put in or taken from a place. */
export const lockPlace = {
  name: 'documents.lock-place',
  text: `select pg_advisory_xact_lock(6606005, hashtext($1))`,
}

const insert = {
  name: 'documents.insert',
  text: `insert into documents.files
    (id, sha256, bytes, type, state, scanned_by, finding, place, name, uploaded_by, created_at)
    values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
}

/** Bytes and row under the place's lock: the sweeper takes the same one before it removes bytes that no row names. */
async function settle(
  cx: Context,
  vault: Vault,
  of: Arrived,
  what: Inspected,
  outcome: Outcome,
): Promise<void> {
  const place = outcome.state === 'refused' ? null : vault.placeOf(of.id, what.sha256)
  await cx.db.transaction(async (tx) => {
    if (place !== null) {
      await tx.rows(lockPlace, [place])
      await vault.settle(of.id, place)
    }
    await tx.rows(insert, [
      of.id,
      what.sha256,
      what.bytes,
      what.type,
      outcome.state,
      outcome.scannedBy,
      outcome.finding,
      place,
      sealedName(cx.keys, of.id, of.name),
      of.uploadedBy,
      cx.now,
    ])
  })
}

export const infected = (name: string, finding: string | null): Refusal =>
  invalid(
    'file',
    {
      vi: `Trình quét phát hiện nội dung độc hại trong "${name}" (${finding ?? ''}). Tệp đã bị xóa; hãy quét máy của bạn và gửi một bản khác.`,
      en: `The scanner found something harmful in "${name}" (${finding ?? ''}). The file was deleted; scan your machine and send another copy.`,
    },
    'FileInfected',
  )
