import { invalid, notFound, seal, Refusal, unseal, type Database, type KeyRing, type Session } from '#kernel'

/** One attachment, as it is known outside: its name opened, its place not told. */
export interface FileInfo {
  id: string
  sha256: string
  bytes: number
  type: string
  state: FileState
  /** `none`: this installation has no scanner; `waiting`: the scanner has not answered yet. */
  scannedBy: string
  name: string
  uploadedBy: string
  /** The item whose ledger entry named the file; null while nothing does. */
  item: string | null
  /** When the person it was about was erased: then the bytes and the name are gone. */
  erasedAt: Date | null
  createdAt: Date
}

export type FileState = 'uploaded' | 'clean' | 'refused'

export interface FileRow {
  id: string
  sha256: Buffer
  bytes: number
  type: string
  state: FileState
  scanned_by: string
  place: string | null
  /** Null once the person was erased. */
  name: Buffer | null
  uploaded_by: string
  linked_to: string | null
  created_at: Date
  erased_at: Date | null
}

type Reader = Pick<Session, 'rows'>

const columns =
  'id, sha256, bytes, type, state, scanned_by, place, name, uploaded_by, linked_to, created_at, erased_at'

const byIds = {
  name: 'documents.by-ids',
  text: `select ${columns} from documents.files where id = any($1::uuid[]) and expired_at is null`,
}

const byItem = {
  name: 'documents.by-item',
  text: `select ${columns} from documents.files where linked_to = $1 order by created_at, id`,
}

export const findRow = async (db: Reader, id: string): Promise<FileRow | undefined> =>
  (await db.rows<FileRow>(byIds, [[id]]))[0]

export async function getRow(db: Reader, id: string): Promise<FileRow> {
  const row = await findRow(db, id)
  if (!row) throw notFound({ vi: 'tệp', en: 'The file' })
  return row
}

/**
 * The files a command names, in the order named. Refuses with `UnknownFile` when one is not there (or was swept), with `FileRefused`
 * when the scanner found something in it, with `FileOfAnother` when somebody else uploaded it and it is not of the item.
 */
export async function getFiles(
  db: Database,
  keys: KeyRing,
  ids: readonly string[],
  by: { uploader?: string; item?: string } = {},
): Promise<FileInfo[]> {
  if (ids.length === 0) return []
  const rows = new Map((await db.rows<FileRow>(byIds, [ids])).map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = rows.get(id)
    if (!row) throw unknownFile()
    const ofItem = by.item !== undefined && row.linked_to === by.item
    // Also when it is linked already: a command sent a second time names the same files.
    const own = by.uploader === undefined ? row.linked_to === null : row.uploaded_by === by.uploader
    if (!ofItem && !own) throw ofAnother()
    if (row.state === 'refused') throw refusedFile()
    if (row.erased_at !== null) throw erasedFile()
    return infoOf(keys, row)
  })
}

/** All files named by an item's entries, oldest first. */
export const filesOfItem = async (db: Reader, keys: KeyRing, item: string): Promise<FileInfo[]> =>
  (await db.rows<FileRow>(byItem, [item])).map((row) => infoOf(keys, row))

export const infoOf = (keys: KeyRing, row: FileRow): FileInfo => ({
  id: row.id,
  sha256: row.sha256.toString('hex'),
  bytes: row.bytes,
  type: row.type,
  state: row.state,
  scannedBy: row.scanned_by,
  name: row.name === null ? erasedName : unseal(keys, row.name, about(row.id)),
  uploadedBy: row.uploaded_by,
  item: row.linked_to,
  createdAt: row.created_at,
  erasedAt: row.erased_at,
})

/** What lists say where a name stood. */
const erasedName = '(đã xóa theo yêu cầu)'

export const sealedName = (keys: KeyRing, id: string, name: string): Buffer => seal(keys, name, about(id))

const about = (id: string): string => `documents.files/${id}/name`

export const unknownFile = (): Refusal =>
  invalid(
    'files',
    {
      vi: 'Có tệp không còn trong hệ thống (tệp không gắn với hồ sơ được giữ một ngày). Hãy tải tệp lên lại.',
      en: 'A file is no longer here (a file that belongs to no dossier is kept for a day). Upload it again.',
    },
    'UnknownFile',
  )

export const ofAnother = (): Refusal =>
  invalid(
    'files',
    {
      vi: 'Tệp này thuộc người khác hoặc hồ sơ khác. Hãy tải tệp của hồ sơ này lên.',
      en: 'This file belongs to somebody else or to another dossier. Upload the file of this dossier.',
    },
    'FileOfAnother',
  )

export const refusedFile = (): Refusal =>
  invalid(
    'files',
    {
      vi: 'Tệp này bị từ chối vì trình quét phát hiện nội dung độc hại. Hãy gửi một bản khác.',
      en: 'This file was refused because the scanner found something harmful in it. Send another copy.',
    },
    'FileRefused',
  )

export const erasedFile = (): Refusal =>
  new Refusal(
    'FileErased',
    {
      vi: 'Tệp này đã được xóa theo yêu cầu của người nộp hồ sơ. Chỉ còn mã kiểm tra của tệp.',
      en: 'This file was deleted at the request of the applicant. Only its checksum is left.',
    },
    { kind: 'conflict' },
  )
