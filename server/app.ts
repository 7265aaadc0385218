import { routes as catalogueRoutes } from '#catalogue'
import { loadPacks, openCalendars, type Calendars } from '#calendar'
import { liveRoutes } from '#dashboards'
import { openDocuments, routes as documentRoutes, type Documents } from '#documents'
import { authenticate, openIdentity, requireActor, routes as identityRoutes, type Identity } from '#identity'
import { createHttp, type Clock, type Config, type Database, type HttpServer, type KeyRing } from '#kernel'
import type { Listener } from '#ledger'
import { loadUnits, type UnitTree } from '#people'
import { mayReadFile, openOffice, routes as workRoutes, type Office } from '#work'
import { describeApi } from './openapi.ts'
import { serveConsole } from './console.ts'

/** The only file that sees every context: opens them in the order of the law and hangs their routes on one server. */
export interface App {
  http: HttpServer
  identity: Identity
  office: Office
  documents: Documents
  calendars: Calendars
  tree: UnitTree
}

export interface AppParts {
  config: Config
  db: Database
  keys: KeyRing
  clock: Clock
  /** Hears of new ledger positions; undefined where nothing is live, as when the API is only described. */
  listener?: Listener
}

export async function openApp(parts: AppParts): Promise<App> {
  const { config, db, keys, clock } = parts
  const calendars = openCalendars(loadPacks())
  const tree = await loadUnits(db)
  const documents = await openDocuments(config)
  const identity = openIdentity({ db, keys, clock, config, units: tree })
  const office = openOffice({ db, keys, calendars, tree, config })
  const http = await createHttp({ clock, log: config.log, secure: config.publicUrl.startsWith('https:') })
  await describeApi(http, config)
  authenticate(http, identity)
  identityRoutes(http, identity)
  catalogueRoutes(http, { db, keys, clock, tree })
  workRoutes(http, office)
  documentRoutes(http, {
    db,
    keys,
    clock,
    documents,
    uploader: (request) => requireActor(request).id,
    mayRead: (request, file) => mayReadFile(office, requireActor(request), file, request.now),
  })
  if (parts.listener) liveRoutes(http, { listener: parts.listener })
  await serveConsole(http)
  return { http, identity, office, documents, calendars, tree }
}
