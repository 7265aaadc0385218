import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { keyedHash, newSecret, notFound, seal, sha256, unseal, type Context, type HttpServer } from '#kernel'
import { keepApplicant, type ApplicantDetails } from './applicants.ts'
import { contextOf, type Identity } from './authenticate.ts'
import { OidcRefused, openIssuers, type Audience, type Claims, type Issuer, type Kept } from './oidc.ts'
import type { OidcParts } from './oidc.ts'
import { beginSession } from './routes.ts'
import type { SignInRules } from './rules.ts'

const params = Type.Object(
  { provider: Type.Union([Type.Literal('citizen'), Type.Literal('staff')]) },
  { additionalProperties: false },
)
const startQuery = Type.Object(
  { return: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
)

const begun = {
  name: 'identity.begin-oidc',
  text: `with old as (delete from identity.oidc_starts where expires_at < $6)
    insert into identity.oidc_starts (state_hash, provider, browser_hash, sealed, expires_at) values ($1, $2, $3, $4, $5)`,
}
/** Taken out as it is read: a state that was used is unknown the second time. */
const used = {
  name: 'identity.use-oidc',
  text: `delete from identity.oidc_starts
          where state_hash = $1 and provider = $2 and browser_hash = $3 and expires_at > $4 returning sealed`,
}
const linked = {
  name: 'identity.staff-link',
  text: 'select person from identity.staff_links where issuer = $1 and subject_hash = $2',
}

/** Sign-in by an issuer of electronic identities: `/auth/oidc/citizen/start`, `/auth/oidc/staff/start`, and where they come back. */
export function oidcRoutes(app: HttpServer, identity: Identity, parts: OidcParts): void {
  const issuers = openIssuers(parts)
  const issuerOf = (audience: Audience): Issuer => {
    const rule = audience === 'citizen' ? identity.rules.citizens : identity.rules.staff
    const issuer = issuers.get(audience)
    if (issuer && rule.methods.includes('oidc')) return issuer
    throw notFound({ vi: 'cách đăng nhập này', en: 'This way to sign in' })
  }
  app.get(
    '/auth/oidc/:provider/start',
    { schema: { hide: true, params, querystring: startQuery } },
    async (request, reply) => {
      const url = await start(
        request,
        reply,
        identity,
        issuerOf(request.params.provider),
        request.query.return,
      )
      return reply.header('cache-control', 'no-store').redirect(url.href, 303)
    },
  )
  app.get('/auth/oidc/:provider/callback', { schema: { hide: true, params } }, async (request, reply) => {
    const to = await finish(request, reply, identity, issuerOf(request.params.provider))
    return reply.header('cache-control', 'no-store').redirect(to, 303)
  })
}

interface Sealed extends Kept {
  back: string
}

async function start(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  issuer: Issuer,
  back: string | undefined,
): Promise<URL> {
  const cx = contextOf(request, identity.parts)
  const { url, state, kept } = await issuer.begin()
  const browser = newSecret(32)
  const minutes = identity.rules.sessions.oidc_start_min
  const sealed: Sealed = { ...kept, back: localPath(back) }
  const hash = sha256(state)
  await cx.db.rows(begun, [
    hash,
    issuer.audience,
    sha256(browser),
    seal(cx.keys, JSON.stringify(sealed), `identity.oidc:${hash.toString('hex')}`),
    new Date(cx.now.getTime() + minutes * 60_000),
    cx.now,
  ])
  identity.cookies.oidc.set(reply, browser, minutes * 60)
  return url
}

async function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  issuer: Issuer,
): Promise<string> {
  const cx = contextOf(request, identity.parts)
  const callback = new URL(request.url, identity.parts.config.publicUrl)
  const browser = identity.cookies.oidc.get(request)
  const hash = sha256(callback.searchParams.get('state') ?? '')
  const [row] =
    browser === undefined
      ? []
      : await cx.db.rows<{ sealed: Buffer }>(used, [hash, issuer.audience, sha256(browser), cx.now])
  if (!row) throw new OidcRefused(new Error('this state was not begun in this browser, is over or was used'))
  identity.cookies.oidc.clear(reply)
  const kept = JSON.parse(unseal(cx.keys, row.sealed, `identity.oidc:${hash.toString('hex')}`)) as Sealed
  // Who chose not to sign in goes back to where they were; that is no failure.
  if (callback.searchParams.get('error') === 'access_denied') return kept.back
  const claims = await issuer.finish(callback, kept)
  if (issuer.audience === 'staff') {
    const person = await linkedPerson(cx, issuer.issuer, claims.subject)
    await beginSession(request, reply, identity, {
      kind: 'staff',
      actor: person,
      method: 'oidc',
      account: person,
    })
  } else {
    const details = detailsOf(claims, identity.rules.citizens.claims)
    const level = Number(claims.claims[identity.rules.citizens.claims.level])
    const from = {
      issuer: issuer.issuer,
      subject: claims.subject,
      level: Number.isInteger(level) ? level : null,
    }
    const actor = await keepApplicant(cx, from, details)
    await beginSession(request, reply, identity, { kind: 'applicant', actor, method: 'oidc', account: actor })
  }
  return kept.back
}

async function linkedPerson(cx: Context, issuer: string, subject: string): Promise<string> {
  const hash = keyedHash(cx.keys, 'subject', `${issuer}|${subject}`)
  const [row] = await cx.db.rows<{ person: string }>(linked, [issuer, hash])
  if (!row) throw new OidcRefused({ code: 'not_linked' })
  return row.person
}

const kinds = new Set(['citizen', 'household-business', 'business', 'organisation'])

function detailsOf({ claims }: Claims, names: SignInRules['citizens']['claims']): ApplicantDetails {
  const text = (name: string): string | null => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value.normalize('NFC').trim() : null
  }
  const kind = text(names.kind) ?? 'citizen'
  const name = text(names.name)
  if (!kinds.has(kind) || name === null) throw new OidcRefused({ code: 'claims_missing' })
  return {
    kind: kind as ApplicantDetails['kind'],
    name,
    number: text(names.number),
    birthDate: text(names.birth_date),
    phone: text(names.phone),
    email: text(names.email),
    address: text(names.address),
  }
}

/** Back to a page of ours and nowhere else. */
export function localPath(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return '/'
  return path
}
