/**
 * A visit is one browser, known by a random cookie and nothing else. It anchors the CSRF token of people without an account, what
 * this browser has proved it may see, and a filing begun before sign-in. Its content lies sealed on the server.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { keyedHash, Refusal, seal, unseal } from '#kernel'
import type { PortalParts } from './ports.ts'

export interface Visit {
  /** Random, in the cookie only; the database knows its hash. */
  token: string
}

/** A dossier this browser opened by code and secret or by QR. */
export interface Grant {
  item: string
  code: string
  /** A filing of linked procedures instead of one dossier. */
  linked?: true
  until: string
}

const cookieName = (parts: PortalParts): string => (parts.secure ? '__Host-sauro-visit' : 'sauro-visit')
const grant_min = 60
const cookieShape = /^[A-Za-z0-9_-]{43}$/

export function findVisit(parts: PortalParts, request: FastifyRequest): Visit | undefined {
  const token = request.cookies[cookieName(parts)]
  return token !== undefined && cookieShape.test(token) ? { token } : undefined
}

/** The visit of this browser, begun now if there is none. */
export function getVisit(parts: PortalParts, request: FastifyRequest, reply: FastifyReply): Visit {
  const known = findVisit(parts, request)
  if (known) return known
  const token = randomBytes(32).toString('base64url')
  const name = cookieName(parts)
  void reply.setCookie(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: parts.secure })
  // The same request may ask again, and must get the same visit.
  request.cookies[name] = token
  return { token }
}

/** The token forms carry. A signed-in session has its own; a visitor's is derived from the cookie with a key the browser lacks. */
export function csrfToken(parts: PortalParts, request: FastifyRequest, reply: FastifyReply): string {
  return parts.signIn.csrf(request) ?? derivedToken(parts, getVisit(parts, request, reply))
}

const derivedToken = (parts: PortalParts, visit: Visit): string =>
  keyedHash(parts.keys, 'portal-csrf', visit.token).toString('base64url')

/** Refuses a form that did not come from a page of ours. */
export function checkCsrf(parts: PortalParts, request: FastifyRequest, given: unknown): void {
  const visit = findVisit(parts, request)
  const expected = parts.signIn.csrf(request) ?? (visit && derivedToken(parts, visit))
  if (expected === undefined || typeof given !== 'string' || !same(expected, given)) {
    throw new Refusal(
      'FormExpired',
      {
        vi: 'Trang này đã cũ nên việc vừa gửi chưa được thực hiện. Hãy mở lại trang và gửi lần nữa.',
        en: 'This page was out of date, so nothing was sent. Open the page again and send it once more.',
      },
      { kind: 'forbidden' },
    )
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

const keyOf = (visit: Visit): Buffer => createHash('sha256').update(visit.token).digest()

const readVisit = {
  name: 'portal.visit.read',
  text: 'select body from portal.visits where key = $1 and expires_at > $2',
}
const writeVisit = {
  name: 'portal.visit.write',
  text: `with old as (delete from portal.visits where expires_at < $4 and key <> $1)
    insert into portal.visits (key, body, expires_at) values ($1, $2, $3)
    on conflict (key) do update set body = excluded.body, expires_at = excluded.expires_at`,
}

/** What this browser may see without an account; grants that ran out are gone. */
export async function grantsOf(parts: PortalParts, visit: Visit | undefined, now: Date): Promise<Grant[]> {
  if (!visit) return []
  const [row] = await parts.db.rows<{ body: Buffer }>(readVisit, [keyOf(visit), now])
  if (!row) return []
  const grants = JSON.parse(unseal(parts.keys, row.body, 'portal.visit')) as Grant[]
  return grants.filter((grant) => new Date(grant.until) > now)
}

/** Lets this browser see one dossier for an hour. */
export async function addGrant(
  parts: PortalParts,
  visit: Visit,
  opened: Omit<Grant, 'until'>,
  now: Date,
): Promise<void> {
  const kept = (await grantsOf(parts, visit, now)).filter((grant) => grant.item !== opened.item)
  const until = new Date(now.getTime() + grant_min * 60_000)
  const grants = [...kept.slice(-9), { ...opened, until: until.toISOString() }]
  await parts.db.rows(writeVisit, [
    keyOf(visit),
    seal(parts.keys, JSON.stringify(grants), 'portal.visit'),
    until,
    now,
  ])
}

/** Forgets everything this browser could see; for shared computers. */
export async function endGrants(parts: PortalParts, visit: Visit): Promise<void> {
  await parts.db.rows({ name: 'portal.visit.end', text: 'delete from portal.visits where key = $1' }, [
    keyOf(visit),
  ])
}
