import { isUuid, type Session } from '#kernel'
import { eraseFiles } from './erase-files.ts'
import type { Json, ReadEntry, Subscription } from '#ledger'

/** Tells which files items name now. Given by whoever keeps items, because this context has never heard of them. */
export type FilesNamed = (tx: Session, items: string[]) => Promise<{ item: string; files: string[] }[]>

/** Entries after which an item may name a file it did not name before. */
const naming = /^(dossier|supplement|result|item)\./
/** The entry that says that whom an item is about was erased. */
const erasing = 'person.erased'

/**
 * Follows the ledger and marks files as belonging to the item that names them, whether in the entry itself (`files: [uuid]` at any depth)
 * or among the item's papers. A file that nothing names within a day is swept. Files of an item whose person was erased are erased.
 */
export const linkFiles = (named: FilesNamed): Subscription => ({
  name: 'documents.links',
  async onEntries(tx, entries) {
    await link(tx, named, entries)
    // After the links and in their order: what a person's dossiers named before is known by now.
    const gone = entries.filter((entry) => entry.type === erasing)
    if (gone.length > 0) await eraseFiles(tx, gone)
  },
})

async function link(tx: Session, named: FilesNamed, entries: ReadEntry[]): Promise<void> {
  const told = entries.filter((entry) => naming.test(entry.type))
  const links = new Map<string, string>()
  for (const entry of told) for (const file of filesIn(entry.data)) links.set(file, entry.stream)
  const items = [...new Set(told.map((entry) => entry.stream))]
  if (items.length > 0) {
    for (const { item, files } of await named(tx, items)) for (const file of files) links.set(file, item)
  }
  if (links.size === 0) return
  await tx.rows(linkAll, [[...links.keys()], [...links.values()], atOf(told)])
}

/** The first item that names a file keeps it. A file marked as expired whose item comes late is taken back. */
const linkAll = {
  name: 'documents.link',
  text: `update documents.files f set linked_to = l.item, linked_at = $3, expired_at = null
    from unnest($1::uuid[], $2::uuid[]) as l(file, item) where f.id = l.file and f.linked_to is null`,
}

const atOf = (entries: ReadEntry[]): Date => entries.at(-1)!.at

/** All ids under a key `files`, wherever in the entry it stands. */
export function filesIn(data: Json): string[] {
  if (data === null || typeof data !== 'object') return []
  if (Array.isArray(data)) return data.flatMap((one: Json) => filesIn(one))
  return Object.entries(data).flatMap(([key, value]: [string, Json]) =>
    key === 'files' && Array.isArray(value)
      ? value.filter((one: Json): one is string => typeof one === 'string' && isUuid(one))
      : filesIn(value),
  )
}
