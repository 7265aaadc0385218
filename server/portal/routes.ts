/** The citizen's portal: every address of it, its files and its error pages. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '#kernel'
import { accountRoutes } from './account.ts'
import { apiDocsRoutes } from './api-docs.ts'
import { buildPortal, builtFolder, type Assets } from './build.ts'
import { filingRoutes } from './filing/routes.ts'
import { readForms } from './form.ts'
import { keepLanguage, preparePages } from './page.ts'
import { procedureRoutes } from './procedure.ts'
import { setRoutes } from './set.ts'
import { trackingRoutes } from './tracking.ts'
import type { PortalParts } from './ports.ts'

let built: Assets | undefined
const assets = (): Assets => (built ??= buildPortal())

const mark = readFileSync(join(import.meta.dirname, 'static', 'dau.svg'))

/** Adds the portal's addresses. Style and script are built first when they are missing or stale (some two seconds, once). */
export async function portalRoutes(app: FastifyInstance, parts: PortalParts): Promise<void> {
  assets()
  const open = preparePages(parts, assets)
  await app.register(async (portal) => {
    readForms(portal)
    await portal.register(fastifyStatic, {
      root: builtFolder,
      prefix: '/tinh/',
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
      index: false,
      allowedPath: (path) => /\.(css|js|woff2)$/.test(path),
    })
    portal.get('/tinh/dau.svg', async (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(mark),
    )
    portal.addHook('preHandler', async (request, reply) => {
      const clean = keepLanguage(parts, request, reply)
      if (clean !== undefined) return reply.redirect(clean, 303)
    })
    procedureRoutes(portal, parts, open)
    setRoutes(portal, parts, open)
    filingRoutes(portal, parts, open)
    trackingRoutes(portal, parts, open)
    accountRoutes(portal, parts, open)
    apiDocsRoutes(portal, parts, open)
  })
}

/** Shows a refusal as a page with kind words. Given to the HTTP server, which asks for it for every address outside `/api/`. */
export function refusalPage(
  parts: PortalParts,
): (request: FastifyRequest, reply: FastifyReply, refusal: Refusal, status: number) => string | undefined {
  const open = preparePages(parts, assets)
  return (request, reply, refusal, status) => {
    if (request.headers.accept?.includes('text/html') !== true) return undefined
    const page = open(request, reply)
    const kind = kindOf(refusal, status)
    return page.show(
      'refusal',
      {
        heading: page.say(`refusal.title-${kind}`),
        message: page.pick(refusal.texts),
        again: againAt(request, status),
        number: status >= 500 ? request.id : null,
      },
      { personal: true, status },
    )
  }
}

/** What the heading says: a dossier not opened, nobody signed in, or a sign-in that failed are three different things. */
function kindOf({ code }: Refusal, status: number): string {
  if (status === 404) return 'not-found'
  if (status >= 500) return 'broken'
  if (status !== 401) return 'other'
  return code === 'NotOpened' ? 'open-first' : code === 'SignInNeeded' ? 'sign-in' : 'not-signed-in'
}

/** Where trying again makes sense: a sign-in that failed begins anew, for its answer is used up. */
function againAt({ method, url }: FastifyRequest, status: number): string {
  if (url.startsWith('/auth/')) return '/dang-nhap'
  return method === 'GET' && status !== 404 ? url : '/'
}
