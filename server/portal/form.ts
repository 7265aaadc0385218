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
export const plain_upload_bytes = 25 * 1_048_576

class Multipart {
  readonly data: FormData
  constructor(data: FormData) {
    this.data = data
  }
}

/** Lets this part of the server read forms with files. */
export function readMultipart(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: plain_upload_bytes + 65_536 },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? ''
      try {
        return new Multipart(
          await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData(),
        )
      } catch (cause) {
        throw new Refusal(
          'BrokenForm',
          {
            vi: 'Biểu mẫu gửi lên bị đứt giữa chừng. Hãy gửi lại.',
            en: 'The form arrived incomplete. Please send it again.',
          },
          { facts: { cause: String(cause) } },
        )
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
  const form: Form = { typed: {}, lists: {}, files: [] }
  const known = (name: string): void => {
    if (name !== '_csrf' && !fields.includes(name) && !lists.includes(name)) {
      throw invalid(
        name,
        { vi: `Không có trường "${name}".`, en: `There is no field "${name}".` },
        'UnknownField',
      )
    }
  }
  const take = (name: string, value: string): void => {
    known(name)
    if (lists.includes(name)) (form.lists[name] ??= []).push(value)
    else form.typed[name] = value
  }
  if (request.body instanceof Multipart) await readParts(request.body.data, form, known, take)
  else {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
      for (const one of Array.isArray(value) ? value : [value]) take(name, String(one))
    }
  }
  checkCsrf(parts, request, form.typed['_csrf'])
  return form
}

async function readParts(
  data: FormData,
  form: Form,
  known: (name: string) => void,
  take: (name: string, value: string) => void,
): Promise<void> {
  for (const [field, value] of data.entries()) {
    if (typeof value === 'string') {
      take(field, value)
      continue
    }
    known(field)
    // A file field left empty arrives as a file without name and content.
    if (value.name === '' && value.size === 0) continue
    form.files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
}

/** Error messages by field, as the components want them. */
export function errorsOf(
  faults: readonly Fault[],
  say: Say,
): Record<string, { text: string; visuallyHiddenText: string }> {
  return Object.fromEntries(
    faults.map((one) => [one.field, { text: say(one.words), visuallyHiddenText: say('fault.hidden') }]),
  )
}

export const contextOf = (parts: PortalParts, request: FastifyRequest): Context => ({
  db: parts.db,
  now: request.now,
  keys: parts.keys,
  requestId: request.id,
})
