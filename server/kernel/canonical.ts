import { createHash, hash as digest } from 'node:crypto'

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space (RFC 8785). Two equal values have equal texts, so it
 * can be hashed. JSON.stringify already writes strings and numbers as the standard asks; only the order of keys is ours. On the hot
 * path of every command; a test compares it with the package `canonicalize`.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON text`)
    return JSON.stringify(value)
  }
  if (typeof value !== 'object') throw new TypeError('this value has no JSON text')
  if (Array.isArray(value)) return `[${value.map((one) => canonical(isAbsent(one) ? null : one)).join(',')}]`
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON())
  return members(value as Record<string, unknown>)
}

function members(value: Record<string, unknown>): string {
  let written = ''
  for (const key of Object.keys(value).sort()) {
    const one = value[key]
    if (!isAbsent(one)) written += `${written === '' ? '' : ','}${text(key)}:${canonical(one)}`
  }
  return `{${written}}`
}

/** What JSON leaves out of objects and writes as null in lists. */
const isAbsent = (value: unknown): boolean => value === undefined || typeof value === 'symbol'

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a text with half a character has no JSON text')
  return JSON.stringify(value)
}

export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const [only] = parts
  // Asked for as a string of bytes: a hash object took four times as long.
  if (parts.length === 1 && only !== undefined) return Buffer.from(digest('sha256', only, 'binary'), 'binary')
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
