import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Context, type Database, type KeyRing } from '#kernel'
import { testDatabase } from '../../kernel/testing/database.ts'
import { openDocuments, type Documents } from '../documents.ts'

export interface House {
  /** Connection string of the owner. */
  url: string
  db: Database
  keys: KeyRing
  dataDir: string
  documents: Documents
  cx(now?: Date): Context
  /** The same data with another scanner. */
  with(scanner: string): Promise<Documents>
  close(): Promise<void>
}

/** A database and a data folder of its own, for one test file. */
export async function openHouse(scanner = 'none'): Promise<House> {
  const base = await testDatabase()
  const db = openDatabase(base.url, { connections: 6 })
  const dataDir = await mkdtemp(join(tmpdir(), 'sauro-documents-'))
  const keys: KeyRing = {
    current: 't',
    keys: new Map(['t', 'lookup'].map((id) => [id, Buffer.alloc(32, id)])),
  }
  const open = (setting: string): Promise<Documents> =>
    openDocuments({ dataDir, files: 'disk', scanner: setting })
  return {
    url: base.url,
    db,
    keys,
    dataDir,
    documents: await open(scanner),
    cx: (now = new Date('2026-11-23T02:00:00Z')) => ({ db, keys, now, requestId: 'test' }),
    with: open,
    async close() {
      await db.close()
      await base.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
