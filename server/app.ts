import { routes as catalogueRoutes } from '#catalogue'
import { localIso, loadPacks, minuteOf, openCalendars, type Calendars } from '#calendar'
import { liveRoutes } from '#dashboards'
import { openDocuments, routes as documentRoutes, type Documents } from '#documents'
import {
  authenticate,
  eraseAccounts,
  installOidc,
  NotPermitted,
  openIdentity,
  requireActor,
  routes as identityRoutes,
  type Actor,
  type Identity,
} from '#identity'
import { createHttp, type Clock, type Config, type Database, type HttpServer, type KeyRing } from '#kernel'
import { nationalRoutes } from '#exchange'
import { routes as ledgerRoutes, type Listener } from '#ledger'
import { routes as noticeRoutes } from '#notifications'
import { loadUnits, type UnitTree } from '#people'
import { eraseDrafts, portalParts, portalRoutes, refusalPage, type PortalParts } from '#portal'
import {
  getItem,
  mayReadFile,
  openOffice,
  readable,
  routes as workRoutes,
  type EraseElsewhere,
  type Office,
} from '#work'
import { describeApi } from './openapi.ts'
import { consolePage, isConsolePage, serveConsole } from './console.ts'

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
  const office = await openOffice({ db, keys, tree, config, eraseElsewhere: eraseWith(identity, keys) })
  let portal: PortalParts | undefined
  const http = await createHttp({
    clock,
    log: config.log,
    secure: config.publicUrl.startsWith('https:'),
    trustProxy: config.trustProxy,
    page: (request, reply, refusal, status) => {
      if (status === 404 && isConsolePage(request.url, request.headers.accept)) {
        void reply.code(200)
        return consolePage()
      }
      return portal && refusalPage(portal)(request, reply, refusal, status)
    },
  })
  await describeApi(http)
  authenticate(http, identity)
  identityRoutes(http, identity)
  installOidc(http, identity)
  ledgerRoutes(http, { db, clock, spanOfDay: spanOfDayIn('Asia/Ho_Chi_Minh') })
  catalogueRoutes(http, { db, keys, clock, tree })
  workRoutes(http, office)
  nationalRoutes(http, office)
  documentRoutes(http, {
    db,
    keys,
    clock,
    documents,
    uploader: (request) => requireActor(request).id,
    mayRead: (request, file) => mayReadFile(office, requireActor(request), file, request.now),
  })
  noticeRoutes(http, {
    db,
    keys,
    clock,
    mayReadOutbox: (request) => mayReadOutbox(config, requireActor(request)),
    mayReadItem: async (request, item) =>
      void (await readable(office, requireActor(request), item, request.now)),
    mayConfirm: (request, item) => mayConfirm(office, requireActor(request), item),
    mayRetry: (request) => mayReadOutbox(config, requireActor(request)),
  })
  if (parts.listener) liveRoutes(http, { listener: parts.listener })
  await serveConsole(http)
  portal = portalParts({
    http,
    identity,
    office,
    documents,
    config,
    signInStart: config.oidc.citizen || config.demo ? '/auth/oidc/citizen/start' : null,
  })
  await portalRoutes(http, portal)
  return { http, identity, office, documents, calendars, tree }
}

/** What hangs on dossiers and forgets a person with them, in one transaction. */
const eraseWith =
  (identity: Identity, keys: KeyRing): EraseElsewhere =>
  async (tx, { number_hash, by, now }) => {
    const accounts = await eraseAccounts(identity, { db: tx, keys, now }, number_hash, by)
    await eraseDrafts(tx, keys, { accounts, number: number_hash })
    return accounts.length
  }

/** A day of the city in instants. */
const spanOfDayIn =
  (zone: string) =>
  (day: string): { from: Date; to: Date } | undefined => {
    const noon = new Date(`${day}T12:00:00Z`)
    if (Number.isNaN(noon.getTime()) || !noon.toISOString().startsWith(day)) return undefined
    const from = new Date(`${day}T00:00:00${localIso({ zone }, minuteOf(noon)).slice(-6)}`)
    return { from, to: new Date(from.getTime() + 86_400_000) }
  }

/** All messages of the city: for the demonstration's officials, else for the IT role alone. */
function mayReadOutbox(config: Config, actor: Actor): void {
  if (actor.kind === 'staff' && (config.demo || actor.posts.some((post) => post.role === 'it'))) return
  throw new NotPermitted('identity.manage')
}

/** Only the applicant has read what was sent to the applicant. */
async function mayConfirm(office: Office, actor: Actor, id: string): Promise<void> {
  const item = await getItem(office, id)
  if (item.account === null || item.account !== actor.id) throw new NotPermitted('work.read')
}
