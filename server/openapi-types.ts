import type { Document } from './openapi-notes.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  description?: string
}

const head = `/* Made by "./sauro openapi --types"; a test compares it with what the routes say. Instants are ISO text in UTC. */\n
`

/** The named shapes of the API as TypeScript, for programs that read it; the console's own types. */
export const typesOf = (document: Document): string =>
  head +
  Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>)
    .map(([name, schema]) => `${commented(schema, '')}export type ${name} = ${typeOf(schema, '')}\n`)
    .join('\n')

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, indent)).join(' | ')
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ')
  if (schema.type === 'array')
    return schema.items ? `${bracketed(typeOf(schema.items, indent))}[]` : 'unknown[]'
  if (schema.type === 'object') return objectOf(schema, indent)
  const plain = plainTypes.get(schema.type)
  if (plain === undefined) throw new Error(`no type is known for ${JSON.stringify(schema)}`)
  return plain
}

const plainTypes: ReadonlyMap<string | undefined, string> = new Map([
  ['integer', 'number'],
  ['number', 'number'],
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['null', 'null'],
])

function objectOf(schema: Schema, indent: string): string {
  const inner = `${indent}  `
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : '?'
    return `${commented(field, inner)}${inner}${key(name)}${optional}: ${typeOf(field, inner)}\n`
  })
  const values = valuesOf(schema)
  if (fields.length === 0) return `Record<string, ${values ? typeOf(values, indent) : 'unknown'}>`
  return `{\n${fields.join('')}${indent}}`
}

const valuesOf = (schema: Schema): Schema | undefined =>
  Object.values(schema.patternProperties ?? {})[0] ??
  (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
const key = (name: string): string => (/^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`)
const bracketed = (type: string): string => (/ \| /.test(type) && !type.startsWith('{') ? `(${type})` : type)
const commented = (schema: Schema, indent: string): string =>
  schema.description ? `${indent}/** ${schema.description} */\n` : ''
