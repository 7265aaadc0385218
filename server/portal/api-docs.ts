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
  examples?: Record<string, { value?: unknown }>
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
  components?: { schemas?: Record<string, Schema> }
}

export interface Call {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: { name: string; place: string; type: string; required: boolean; meaning: string }[]
  fields: { name: string; type: string; required: boolean; meaning: string }[]
  answers: { status: string; meaning: string }[]
  examples: string[]
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
    answers: Object.entries(operation.responses ?? {}).map(([status, one]) => ({
      status,
      meaning: one.description ?? '',
    })),
    examples: [
      body,
      ...Object.values(operation.responses ?? {}).map((one) => one.content?.['application/json']),
    ].flatMap(examplesOf),
  }
}

function fieldsOf(spec: Spec, schema: Schema | undefined): Call['fields'] {
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
  if (whole.const !== undefined) return JSON.stringify(whole.const)
  if (whole.enum) return whole.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (whole.anyOf) return whole.anyOf.map((one) => typeOf(spec, one)).join(' | ')
  if (whole.type === 'array') return `${typeOf(spec, whole.items)}[]`
  const type = Array.isArray(whole.type) ? whole.type.join(' | ') : (whole.type ?? 'object')
  return whole.format ? `${type} (${whole.format})` : type
}

function examplesOf(media: Media | undefined): string[] {
  const given = [media?.example, ...Object.values(media?.examples ?? {}).map((one) => one.value)]
  return given.filter((one) => one !== undefined).map((one) => JSON.stringify(one, null, 2))
}
