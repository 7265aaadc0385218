import { BadToken, CsrfRefused, NotPermitted, SignInNeeded } from '#identity'
import {
  errorShape,
  httpStatus,
  idempotencyKey,
  invalid,
  KeyReused,
  notFound,
  Refusal,
  refusalBody,
  type ApiNote,
  type ApiNotes,
} from '#kernel'

/** As much of an OpenAPI document as is completed here. */
export interface Document {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Json>; examples?: Record<string, Json> }
}

export interface Operation {
  summary?: string
  parameters?: { name: string; in: string; example?: unknown }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string; content?: Record<string, Media> }>
  security?: unknown[]
}

interface Media {
  schema?: Json
  example?: unknown
  examples?: Json
}

type Json = Record<string, unknown>

const asked = { vi: 'điều được hỏi', en: 'What was asked for' }
const sent = { vi: '"version" không đúng: must be integer.', en: '"version" is not right: must be integer.' }
const exampleKey = '01a2046b-7906-71bc-823e-8c4a409c8094'

/** Adds to what the schemas say: examples, shapes that no serialiser holds, and every refusal a route may answer. */
export function completed(document: Document, notes: ApiNotes): Document {
  const examples: Record<string, Json> = {}
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      const note = notes[nameOf(method, path)] ?? {}
      if (note.summary !== undefined) operation.summary ??= note.summary
      if (note.guests) operation.security = []
      withExamples(operation, note)
      withRefusals(operation, refusalsOf(method, path, operation, note), examples)
    }
  }
  const schemas: Record<string, Json> = {}
  document.paths = named(document.paths ?? {}, schemas) as NonNullable<Document['paths']>
  document.components = {
    ...document.components,
    schemas: sorted({ ...document.components?.schemas, ...schemas }),
    examples: sorted(examples),
  }
  return document
}

/** A route as the notes name it: `GET /api/items/:id`. */
export const nameOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`

function withExamples(operation: Operation, note: ApiNote): void {
  for (const media of Object.values(operation.requestBody?.content ?? {})) media.example = note.sends
  for (const parameter of operation.parameters ?? []) {
    if (parameter.name === 'idempotency-key') parameter.example = exampleKey
  }
  const given = Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '200'
  const answer = operation.responses[given] ?? { description: '' }
  answer.description = answer.description.replace('Default Response', 'Done')
  const mime = note.mime ?? 'application/json'
  const known = Object.values(answer.content ?? {})[0]?.schema
  const schema = note.shape ? plain(note.shape) : (known ?? (note.mime ? { type: 'string' } : undefined))
  if (note.answers !== undefined || note.mime) {
    const example = note.answers === undefined ? {} : { example: note.answers }
    answer.content = { [mime]: { ...(schema ? { schema } : {}), ...example } }
  }
  operation.responses = { [given]: answer }
}

/** What follows from the route itself is said here once; the rest is its own. */
function refusalsOf(method: string, path: string, operation: Operation, note: ApiNote): Refusal[] {
  const writes = !['get', 'head', 'options'].includes(method)
  const keyed = operation.parameters?.some((one) => one.name === 'idempotency-key') === true
  const reads = operation.parameters?.some((one) => one.in === 'query') === true
  return [
    ...(note.guests ? [] : [new SignInNeeded(), new BadToken(), new NotPermitted('work.read')]),
    ...(writes && !note.guests ? [new CsrfRefused()] : []),
    ...(path.includes('{') ? [notFound(asked)] : []),
    ...(operation.requestBody || reads || path.includes('{') ? [invalid('version', sent)] : []),
    ...(operation.requestBody || reads ? [unknownField] : []),
    ...(operation.requestBody ? [missingField] : []),
    ...(keyed ? [keyMissing(), new KeyReused()] : []),
    ...(note.refuses ?? []),
  ]
}

const unknownField = invalid(
  'unit',
  { vi: 'Không có trường "unit".', en: 'There is no field "unit".' },
  'UnknownField',
)
const missingField = invalid('reason', { vi: 'Thiếu "reason".', en: '"reason" is missing.' }, 'MissingField')

function keyMissing(): Refusal {
  try {
    idempotencyKey({})
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('an act without a key was not refused')
}

function withRefusals(operation: Operation, refusals: readonly Refusal[], examples: Record<string, Json>) {
  const byStatus = Map.groupBy(refusals, httpStatus)
  for (const status of [...byStatus.keys()].toSorted((a, b) => a - b)) {
    const codes = new Map(byStatus.get(status)!.map((one) => [one.code, one]))
    for (const [code, refusal] of codes) {
      examples[code] ??= { summary: refusal.texts.vi, value: refusalBody(refusal, exampleKey) }
    }
    const refs = [...codes.keys()].map((code) => [code, { $ref: `#/components/examples/${code}` }])
    operation.responses[status] = {
      description: [...codes.keys()].join(', '),
      content: {
        'application/json': { schema: plain(errorShape), examples: Object.fromEntries(refs) as Json },
      },
    }
  }
}

const plain = (schema: object): Json => JSON.parse(JSON.stringify(schema)) as Json

/** A shape with a title is described once and referred to by name. */
function named(value: unknown, schemas: Record<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => named(one, schemas))
  if (typeof value !== 'object' || value === null) return value
  const whole = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isExample(key, one) ? one : named(one, schemas)]),
  )
  const { title, ...shape } = whole
  if (typeof title !== 'string' || !('type' in shape || 'anyOf' in shape)) return whole
  const before = schemas[title]
  if (before && JSON.stringify(before) !== JSON.stringify(shape))
    throw new Error(`two shapes are named ${title}`)
  schemas[title] = shape
  return { $ref: `#/components/schemas/${title}` }
}

/** Examples are what is sent, not shapes. */
const isExample = (key: string, value: unknown): boolean =>
  key === 'example' || (key === 'examples' && Array.isArray(value))

const sorted = <T>(table: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(table).toSorted(([a], [b]) => (a < b ? -1 : 1)))
