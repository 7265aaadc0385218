import type { FastifyRequest } from 'fastify'
import {
  Refusal,
  type Clock,
  type Config,
  type Context,
  type Database,
  type HttpServer,
  type KeyRing,
} from '#kernel'
import { today, type UnitTree } from '#people'
import type { Actor } from './actor.ts'
import { cookiesFor, csrfMatches, type Cookies } from './cookies.ts'
import { readSignInRules, type SignInRules } from './rules.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { openTokens, type Tokens } from './tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; undefined for guests. */
    actor: Actor | undefined
    /** The secret of the session cookie, when that is how the actor came. */
    sessionToken: string | undefined
  }
  interface FastifyContextConfig {
    /** The route has its own ways to know who calls; ours are not applied. Only the simulated identity provider has this. */
    ownSignIn?: boolean
  }
}

export interface IdentityParts {
  db: Database
  keys: KeyRing
  clock: Clock
  config: Config
  units: UnitTree
}

/** What identity keeps in memory; one per process. */
export interface Identity {
  parts: IdentityParts
  rules: SignInRules
  cookies: Cookies
  sessions: Sessions
  tokens: Tokens
}

export function openIdentity(parts: IdentityParts): Identity {
  const rules = readSignInRules(today(parts.clock()))
  return {
    parts,
    rules,
    cookies: cookiesFor(parts.config.publicUrl),
    sessions: openSessions(rules.sessions),
    tokens: openTokens(rules.sessions.cached_s),
  }
}

export const contextOf = (request: FastifyRequest, parts: Pick<IdentityParts, 'db' | 'keys'>): Context => ({
  db: parts.db,
  keys: parts.keys,
  now: request.now,
  requestId: request.id,
})

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Sets `request.actor` on every request and refuses cookie-borne writes without a CSRF token. Call it before any route is added. */
export function authenticate(app: HttpServer, identity: Identity): void {
  app.decorateRequest('actor', undefined)
  app.decorateRequest('sessionToken', undefined)
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.ownSignIn) return
    const cx = contextOf(request, identity.parts)
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
    if (request.headers.authorization !== undefined) {
      request.actor = bearer === undefined ? undefined : await identity.tokens.find(cx, bearer)
      if (!request.actor) throw new BadToken()
      return
    }
    const token = identity.cookies.session.get(request)
    if (token === undefined) return
    request.actor = await identity.sessions.find(cx, token)
    if (request.actor) request.sessionToken = token
  })
  app.addHook('preValidation', async (request) => {
    if (reads.has(request.method) || request.routeOptions.config.ownSignIn) return
    const field = takeField(request.body, '_csrf')
    if (request.headers.authorization !== undefined) return
    refuseForeignOrigin(request, identity.parts.config)
    if (request.sessionToken === undefined) return
    const given = request.headers['x-csrf-token'] ?? field
    if (!csrfMatches(identity.parts.keys, request.sessionToken, given)) throw new CsrfRefused()
  })
}

/** Forms carry the token as a field; it is taken out so that the route's schema sees only what it knows. */
function takeField(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  const fields = body as Record<string, unknown>
  const value = fields[name]
  delete fields[name]
  return value
}

/** Browsers say where a write comes from. This also guards what has no session yet: signing somebody in to another's account. */
function refuseForeignOrigin(request: FastifyRequest, config: Config): void {
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']
  const foreign = site === 'cross-site' || site === 'same-site'
  const own = new Set([
    new URL(config.publicUrl).origin,
    `http://${request.headers.host}`,
    `https://${request.headers.host}`,
  ])
  if (foreign || (origin !== undefined && !own.has(origin))) throw new CsrfRefused()
}

/** The actor, or the refusal `SignInNeeded`. */
export function requireActor(request: FastifyRequest): Actor {
  if (request.actor) return request.actor
  throw new SignInNeeded()
}

export class SignInNeeded extends Refusal {
  constructor() {
    super(
      'SignInNeeded',
      { vi: 'Hãy đăng nhập để tiếp tục.', en: 'Sign in to continue.' },
      { kind: 'unauthenticated' },
    )
  }
}

export class BadToken extends Refusal {
  constructor() {
    super(
      'BadToken',
      {
        vi: 'Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.',
        en: 'The access token is wrong, expired or revoked.',
      },
      { kind: 'unauthenticated' },
    )
  }
}

export class CsrfRefused extends Refusal {
  constructor() {
    super(
      'CsrfRefused',
      {
        vi: 'Trang này đã cũ hoặc yêu cầu đến từ nơi khác. Hãy tải lại trang rồi làm lại.',
        en: 'This page is out of date or the request came from elsewhere. Reload the page and do it again.',
      },
      { kind: 'forbidden' },
    )
  }
}
