import { openDatabase, uuidv7, type Context } from '#kernel'
import { testDatabase } from '../../kernel/testing/database.ts'

/** A catalogue of one's own for a file of tests, with nothing in it, on a fixed day. */
export interface CatalogueHouse {
  cx: Context
  close(): Promise<void>
}

export const now = new Date('2026-11-22T02:00:00Z')

export async function catalogueHouse(): Promise<CatalogueHouse> {
  const place = await testDatabase()
  const db = openDatabase(place.url)
  return {
    cx: { db, now, keys: { current: 'k1', keys: new Map() }, requestId: uuidv7(now) },
    async close() {
      await db.close()
      await place.close()
    },
  }
}
