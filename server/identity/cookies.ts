import type { FastifyReply, FastifyRequest } from 'fastify'
import { keyedHash, type KeyRing } from '#kernel'
import { timingSafeEqual } from 'node:crypto'

/** The cookies of one installation. */
export interface Cookies {
  session: Cookie
  device: Cookie
  oidc: Cookie
}

export interface Cookie {
  name: string
  get(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, value: string, seconds?: number): void
  clear(reply: FastifyReply): void
}

/**
 * `__Host-` cookies (Secure, path /, no domain) wherever browsers keep them: behind https and on localhost. An address of plain http
 * on another host cannot have them; there the same cookies go without prefix and without Secure, which the documentation warns of.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const { protocol, hostname } = new URL(publicUrl)
  const secure = protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
  const make = (name: string): Cookie => {
    const full = secure ? `__Host-${name}` : name
    const base = { path: '/', httpOnly: true, secure, sameSite: 'lax' as const }
    return {
      name: full,
      get: (request) => request.cookies[full],
      set: (reply, value, seconds) =>
        void reply.setCookie(full, value, seconds === undefined ? base : { ...base, maxAge: seconds }),
      clear: (reply) => void reply.clearCookie(full, base),
    }
  }
  return { session: make('sauro'), device: make('sauro-device'), oidc: make('sauro-oidc') }
}

/** The CSRF token of a session: it is derived from the session's secret, so it needs no storage and ends with it. */
export const csrfOf = (keys: KeyRing, sessionToken: string): string =>
  keyedHash(keys, 'csrf', sessionToken).toString('base64url')

export function csrfMatches(keys: KeyRing, sessionToken: string, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const right = Buffer.from(csrfOf(keys, sessionToken))
  const other = Buffer.from(given)
  return right.length === other.length && timingSafeEqual(right, other)
}
