import type { FastifyInstance } from 'fastify'
import { createHttp, openDatabase, type Database } from '#kernel'
import { testDatabase } from '../../kernel/testing/database.ts'
import { portalRoutes, refusalPage } from '../routes.ts'
import { clock, smallCity, type City } from './city.ts'

/** A database for a file of tests, and the portal of a small city over it, begun anew for each of them. */
export interface PortalHouse {
  db: Database
  begin(): Promise<{ city: City; app: FastifyInstance }>
  close(): Promise<void>
}

export async function portalHouse(): Promise<PortalHouse> {
  const database = await testDatabase()
  const db = openDatabase(database.url, { connections: 2 })
  let app: FastifyInstance | undefined
  return {
    db,
    async begin() {
      await app?.close()
      await db.rows({ name: 'test.empty', text: 'delete from portal.drafts' }, [])
      const city = smallCity(db)
      const http = await createHttp({ clock, log: 'silent', secure: false, page: refusalPage(city.parts) })
      app = http as unknown as FastifyInstance
      await portalRoutes(app, city.parts)
      return { city, app }
    },
    async close() {
      await app?.close()
      await db.close()
      await database.close()
    },
  }
}
