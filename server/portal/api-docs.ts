/** The interface description for people: the same document that machines read, as a page. No script, nothing from elsewhere. */
import type { FastifyInstance } from 'fastify'
import type { OpenPage } from './page.ts'
import type { PortalParts } from './ports.ts'

export function apiDocsRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get('/api-docs', async (request, reply) => {
    const groups = groupsOf((await parts.openapi()) as Spec)
    return reply.send(open(request, reply).show('api-docs', { groups }))
  })
}

interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
}

interface Media {
  schema?: Schema
  example?: unknown
  /** Refusals, each described once under the document's components. */
  examples?: Record<string, { $ref: string }>
}

interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, { description?: string; content?: Record<string, Media> }>
}

export interface Spec {
  paths?: Record<string, Record<string, Operation>>
  tags?: { name: string; description?: string }[]
  components?: {
    schemas?: Record<string, Schema>
    examples?: Record<string, { value: { error: { code: string; message: { vi: string; en: string } } } }>
  }
}

export interface Call {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: { name: string; place: string; type: string; required: boolean; meaning: string }[]
  fields: Field[]
  /** Shape and example of what is sent and of what comes back when it was done. */
  sends: string | null
  answers: { status: string; type: string; fields: Field[]; example: string | null }
  refusals: { status: string; code: string; message: { vi: string; en: string } }[]
}

interface Field {
  name: string
  type: string
  required: boolean
  meaning: string
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Calls by group (tag, else the first word of the path), in the order of the document. */
export function groupsOf(spec: Spec): { id: string; name: string; calls: Call[] }[] {
  const groups = new Map<string, Call[]>()
  for (const [path, operations] of Object.entries(spec.paths ?? {})) {
    for (const method of methods) {
      const operation = operations[method]
      if (!operation) continue
      const name =
        operation.tags?.[0] ?? path.split('/').find((part) => part !== '' && part !== 'api') ?? 'api'
      const calls = groups.get(name) ?? []
      groups.set(name, [...calls, callOf(spec, path, method, operation)])
    }
  }
  return [...groups].map(([name, calls]) => ({ id: anchor(name), name, calls }))
}

const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

function callOf(spec: Spec, path: string, method: string, operation: Operation): Call {
  const body = operation.requestBody?.content?.['application/json']
  return {
    id: `${method}-${anchor(path)}`,
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    description: operation.description ?? '',
    parameters: (operation.parameters ?? []).map((one) => ({
      name: one.name,
      place: one.in,
      type: typeOf(spec, one.schema),
      required: one.required === true,
      meaning: one.description ?? one.schema?.description ?? '',
    })),
    fields: fieldsOf(spec, body?.schema),
    sends: exampleOf(body),
    answers: answerOf(spec, operation),
    refusals: refusalsOf(spec, operation),
  }
}

function answerOf(spec: Spec, { responses = {} }: Operation): Call['answers'] {
  const [status, answer] = Object.entries(responses).find(([one]) => one.startsWith('2')) ?? ['', {}]
  const [mime, media] = Object.entries(answer.content ?? {})[0] ?? []
  const type = mime === 'application/json' ? typeOf(spec, media?.schema) : (mime ?? '')
  return { status, type, fields: fieldsOf(spec, media?.schema), example: exampleOf(media) }
}

const refusalsOf = (spec: Spec, { responses = {} }: Operation): Call['refusals'] =>
  Object.entries(responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, one]) =>
      Object.keys(one.content?.['application/json']?.examples ?? {}).map((code) => {
        const message = spec.components?.examples?.[code]?.value.error.message ?? { vi: '', en: '' }
        return { status, code, message }
      }),
    )

function fieldsOf(spec: Spec, schema: Schema | undefined): Field[] {
  const whole = resolve(spec, schema)
  return Object.entries(whole?.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeOf(spec, field),
    required: whole?.required?.includes(name) === true,
    meaning: resolve(spec, field)?.description ?? field.description ?? '',
  }))
}

function resolve(spec: Spec, schema: Schema | undefined): Schema | undefined {
  if (!schema?.$ref) return schema
  return spec.components?.schemas?.[schema.$ref.split('/').pop() ?? '']
}

function typeOf(spec: Spec, schema: Schema | undefined): string {
  const whole = resolve(spec, schema)
  if (!whole) return ''
  if (schema?.$ref && whole.properties) return schema.$ref.split('/').pop() ?? ''
  if (whole.const !== undefined) return JSON.stringify(whole.const)
  if (whole.enum) return whole.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (whole.anyOf) return whole.anyOf.map((one) => typeOf(spec, one)).join(' | ')
  if (whole.type === 'array') return `${typeOf(spec, whole.items)}[]`
  const type = Array.isArray(whole.type) ? whole.type.join(' | ') : (whole.type ?? 'object')
  return whole.format ? `${type} (${whole.format})` : type
}

const exampleOf = (media: Media | undefined): string | null => {
  if (media?.example === undefined) return null
  return typeof media.example === 'string' ? media.example : JSON.stringify(media.example, null, 2)
}
