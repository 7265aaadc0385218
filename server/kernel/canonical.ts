import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'

/** The one text of a JSON value: keys sorted, no white space (RFC 8785). Two equal values have equal texts, so it can be hashed. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('this value has no JSON text')
  return text
}

export const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
