/** Reads a form, plain or with files. A field that the page does not have is refused by name; a form without its token is refused. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid, Refusal, type Context } from '#kernel'
import { checkCsrf } from './visit.ts'
import type { PortalParts } from './ports.ts'
import type { Fault, Typed } from './filing/check.ts'
import type { Say } from './words.ts'

export interface SentFile {
  field: string
  name: string
  bytes: Uint8Array
}

export interface Form {
  typed: Typed
  /** Values of fields that may come several times. */
  lists: Record<string, string[]>
  files: SentFile[]
}

/** Files of one page sent the plain way are held in memory; larger ones go in pieces, with scripts on. */
export const plain_upload_bytes = 25_000_000

/** The largest file that can be sent here with and without scripts, which is what a page promises. */
export const limitOf = ({ files }: PortalParts): PortalParts['files']['limit'] => ({
  ...files.limit,
  bytes: Math.min(files.limit.bytes, plain_upload_bytes),
})

type Entry = [name: string, value: string | File]

/** A body as it came. The token stands apart, because the guard of signed-in sessions takes `_csrf` out of a body it has checked. */
class Sent {
  readonly #token: string | undefined
  readonly entries: Entry[]
  _csrf?: string

  constructor(entries: Entry[]) {
    const token = entries.find(([name]) => name === '_csrf')?.[1]
    this.entries = entries.filter(([name]) => name !== '_csrf')
    if (typeof token !== 'string') return
    this.#token = token
    this._csrf = token
  }

  get token(): string | undefined {
    return this.#token
  }
}

/** Lets this part of the server read forms, with and without files. */
export function readForms(app: FastifyInstance): void {
  app.removeContentTypeParser('application/x-www-form-urlencoded')
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => new Sent([...new URLSearchParams(body)]),
  )
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: plain_upload_bytes + 65_536 },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? ''
      try {
        const data = await new Response(new Uint8Array(body), {
          headers: { 'content-type': type },
        }).formData()
        return new Sent([...data.entries()])
      } catch (cause) {
        throw new BrokenForm(String(cause))
      }
    },
  )
}

/** The form that was sent, with the token checked. `fields` may come once, `lists` several times. */
export async function getForm(
  parts: PortalParts,
  request: FastifyRequest,
  fields: readonly string[],
  lists: readonly string[] = [],
): Promise<Form> {
  const sent = request.body instanceof Sent ? request.body : new Sent([])
  checkCsrf(parts, request, sent.token)
  const form: Form = { typed: {}, lists: {}, files: [] }
  for (const [name, value] of sent.entries) {
    if (!fields.includes(name) && !lists.includes(name)) {
      throw invalid(
        name,
        { vi: `Không có trường "${name}".`, en: `There is no field "${name}".` },
        'UnknownField',
      )
    }
    if (typeof value === 'string') {
      if (lists.includes(name)) (form.lists[name] ??= []).push(value)
      else form.typed[name] = value
    } else if (value.name !== '' || value.size > 0) {
      // A file field left empty arrives as a file without name and content.
      form.files.push({ field: name, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
    }
  }
  return form
}

class BrokenForm extends Refusal {
  constructor(cause: string) {
    super(
      'BrokenForm',
      {
        vi: 'Biểu mẫu gửi lên bị đứt giữa chừng. Hãy gửi lại.',
        en: 'The form arrived incomplete. Please send it again.',
      },
      { facts: { cause } },
    )
  }
}

/** Error messages by field, as the components want them. */
export function errorsOf(
  faults: readonly Fault[],
  say: Say,
): Record<string, { text: string; visuallyHiddenText: string }> {
  return Object.fromEntries(
    faults.map((one) => [
      one.field,
      { text: say(one.words, one.values), visuallyHiddenText: say('fault.hidden') },
    ]),
  )
}

export const contextOf = (parts: PortalParts, request: FastifyRequest): Context => ({
  db: parts.db,
  now: request.now,
  keys: parts.keys,
  requestId: request.id,
})
