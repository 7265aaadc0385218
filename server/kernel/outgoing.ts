import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import ipaddr from 'ipaddr.js'
import { Refusal } from './errors.ts'

/** A way out of the installation, in the shape of `fetch`. */
export type Outgoing = (url: string | URL, init?: OutgoingInit) => Promise<Response>

export interface OutgoingInit {
  method?: string
  headers?: Headers | Record<string, string> | [string, string][]
  body?: string | Uint8Array | URLSearchParams | null
  signal?: AbortSignal | null
  redirect?: 'follow' | 'manual' | 'error'
}

export interface OutgoingOptions {
  /** Origins (`http://localhost:8080`) that may lie in a private network and need no https: the installation's own choice, never a user's. */
  allow?: readonly string[]
  timeout_ms?: number
  most_bytes?: number
  /** For tests. */
  resolve?: typeof lookup
}

const defaults = { timeout_ms: 10_000, most_bytes: 2_097_152 }
const mostRedirects = 5

/**
 * Calls out of the installation only to public addresses. What a name resolves to is checked at the moment of connecting, and the
 * connection goes to that very address, so a name that resolves differently the second time gains nothing. Redirects are looked at
 * like new calls. Refuses with `OutgoingRefused`.
 */
export function outgoing(options: OutgoingOptions = {}): Outgoing {
  const limits = { ...defaults, ...options }
  const allowed = new Set((options.allow ?? []).map((address) => new URL(address).origin))
  return async (url, init = {}) => {
    let target = new URL(url)
    let request = init
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await send(target, request, allowed, limits)
      const location = answer.headers.get('location')
      const moved = [301, 302, 303, 307, 308].includes(answer.status) && location !== null
      if (!moved || init.redirect === 'manual') return answer
      if (init.redirect === 'error') throw new OutgoingRefused(target, 'a redirect was not expected')
      const next = new URL(location, target)
      request = afterRedirect(request, answer.status, next.origin === target.origin)
      target = next
    }
    throw new OutgoingRefused(target, 'too many redirects')
  }
}

/** Another origin gets neither our credentials nor our body. */
function afterRedirect(init: OutgoingInit, status: number, sameOrigin: boolean): OutgoingInit {
  const headers = new Headers(init.headers)
  if (!sameOrigin) for (const name of ['authorization', 'cookie']) headers.delete(name)
  const keeps = status === 307 || status === 308
  const kept: OutgoingInit = { ...init, headers: Object.fromEntries(headers) }
  if (keeps && sameOrigin) return kept
  return { ...kept, method: init.method === 'HEAD' ? 'HEAD' : 'GET', body: null }
}

function send(
  target: URL,
  init: OutgoingInit,
  allowed: ReadonlySet<string>,
  limits: typeof defaults & Pick<OutgoingOptions, 'resolve'>,
): Promise<Response> {
  const free = allowed.has(target.origin)
  refuseAddress(target, free)
  const body = init.body instanceof URLSearchParams ? init.body.toString() : (init.body ?? undefined)
  const headers = new Headers(init.headers)
  if (init.body instanceof URLSearchParams && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  }
  const timeout = AbortSignal.timeout(limits.timeout_ms)
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: init.method ?? 'GET',
      headers: {
        ...Object.fromEntries(headers),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      lookup: free ? undefined : checkedLookup(target, limits.resolve ?? lookup),
      signal: init.signal ? AbortSignal.any([timeout, init.signal]) : timeout,
    })
    request.on('error', reject)
    request.on('response', (answer) => resolve(responseOf(answer, target, limits.most_bytes)))
    request.end(body)
  })
}

function refuseAddress(target: URL, free: boolean): void {
  if (free) return
  if (target.protocol !== 'https:') throw new OutgoingRefused(target, 'only https goes out')
  if (target.username !== '' || target.password !== '')
    throw new OutgoingRefused(target, 'an address must not carry a password')
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isPublic(host))
    throw new OutgoingRefused(target, `${host} is not a public address`)
}

/** Node connects to what this gives and to nothing else. One private address among several refuses them all. */
function checkedLookup(target: URL, resolve: typeof lookup): LookupFunction {
  return (hostname, _options, done) => {
    resolve(hostname, { all: true }, (error, found) => {
      if (error) return done(error, '', 4)
      const wrong = found.find(({ address }) => !isPublic(address))
      const first = found[0]
      if (wrong || !first) {
        const why = wrong
          ? `${hostname} lies at ${wrong.address}, which is not a public address`
          : 'the name has no address'
        return done(new OutgoingRefused(target, why), '', 4)
      }
      return _options.all ? done(null, found) : done(null, first.address, first.family)
    })
  }
}

/** Whether an address belongs to the public internet: not this machine, a private network, a link, a group, or a tunnel to one of these. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

function responseOf(answer: http.IncomingMessage, target: URL, most_bytes: number): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const status = answer.statusCode ?? 502
  const empty = [101, 204, 205, 304].includes(status)
  let seen = 0
  answer.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > most_bytes)
      answer.destroy(new OutgoingRefused(target, `the answer is longer than ${most_bytes} bytes`))
  })
  if (empty) answer.resume()
  return new Response(empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), {
    status,
    headers,
  })
}

export class OutgoingRefused extends Refusal {
  constructor(target: URL, why: string) {
    super(
      'OutgoingRefused',
      {
        vi: `Hệ thống không gọi ra địa chỉ ${target.origin}: ${why}.`,
        en: `The system does not call ${target.origin}: ${why}.`,
      },
      { kind: 'unavailable' },
    )
  }
}
