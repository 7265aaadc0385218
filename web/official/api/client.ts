import { correctClock } from '../app/clock.ts'
import type { Texts } from '../words/language.ts'

/** The server refused: what it says, in both languages, and where. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly texts: Texts | undefined
  readonly field: string | undefined
  readonly facts: Record<string, unknown>
  readonly request: string | undefined

  constructor(status: number, body: RefusalBody | undefined) {
    super(body?.error.message.en ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = body?.error.code ?? 'Unexpected'
    this.texts = body?.error.message
    this.field = body?.error.field
    this.facts = body?.error.facts ?? {}
    this.request = body?.error.request
  }

  get stale(): boolean {
    return this.code === 'StaleItem'
  }
}

/** Nothing came back: no network, or the server is gone. */
export class OfflineError extends Error {
  constructor() {
    super('offline')
    this.name = 'OfflineError'
  }
}

interface RefusalBody {
  error: { code: string; message: Texts; field?: string; facts?: Record<string, unknown>; request?: string }
}

interface Session {
  csrf: string | undefined
  /** Resolves once somebody has signed in again. */
  signInAgain: (() => Promise<void>) | undefined
}

const session: Session = { csrf: undefined, signInAgain: undefined }

export function rememberCsrf(token: string): void {
  session.csrf = token
}

export const csrfHeader = (): Record<string, string> =>
  session.csrf === undefined ? {} : { 'x-csrf-token': session.csrf }

/** Who asks for a new sign-in when the session has ended; what was being sent is sent again after it. */
export function onSessionEnd(signInAgain: (() => Promise<void>) | undefined): void {
  session.signInAgain = signInAgain
}

export const newIdempotencyKey = (): string => crypto.randomUUID()

interface CallOptions {
  signal?: AbortSignal
  /** The same key for the same intent: a retry after a lost answer is not a second fact. */
  idempotencyKey?: string
  headers?: Record<string, string>
  /** A 401 of the sign-in call itself is an answer, not the end of a session. */
  anonymous?: boolean
}

async function send(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method !== 'GET') {
    headers['idempotency-key'] = options.idempotencyKey ?? newIdempotencyKey()
    Object.assign(headers, csrfHeader())
  }
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new OfflineError()
  }
}

async function refusalIn(response: Response): Promise<RefusalBody | undefined> {
  if (!response.headers.get('content-type')?.includes('application/json')) return undefined
  const body: unknown = await response.json()
  return typeof body === 'object' && body !== null && 'error' in body ? (body as RefusalBody) : undefined
}

async function call<Answer>(
  method: string,
  path: string,
  body: unknown,
  options: CallOptions,
): Promise<Answer> {
  const kept =
    method === 'GET' ? options : { ...options, idempotencyKey: options.idempotencyKey ?? newIdempotencyKey() }
  let response = await send(method, path, body, kept)
  if (response.status === 401 && !options.anonymous && session.signInAgain) {
    await session.signInAgain()
    response = await send(method, path, body, kept)
  }
  if (!response.ok) throw new ApiError(response.status, await refusalIn(response))
  const date = response.headers.get('date')
  if (date) correctClock(date)
  if (response.status === 204) return undefined as Answer
  return (await response.json()) as Answer
}

export const api = {
  get: <Answer>(path: string, options: CallOptions = {}): Promise<Answer> =>
    call('GET', path, undefined, options),
  post: <Answer>(path: string, body: unknown, options: CallOptions = {}): Promise<Answer> =>
    call('POST', path, body, options),
  remove: (path: string, options: CallOptions = {}): Promise<void> =>
    call('DELETE', path, undefined, options),
}

/** `?a=1&b=2` of what is set; empty text and undefined are left out. */
export function queryOf(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
