import { createHash } from 'node:crypto'
import { drawn } from './random.ts'

/**
 * A version 7 UUID (RFC 9562): time-ordered, so that rows written together lie together on disk.
 * Made here and not in SQL because the id must be known before the one write statement (it is hashed), and because
 * PostgreSQL 15 has no uuidv7().
 */
export const uuidv7 = (now: Date, random: Uint8Array = drawn(10)): string =>
  asUuid(uuidv7Into(Buffer.alloc(16), now.getTime(), random))

/** The same as 16 bytes, written to the start of `bytes`. */
export function uuidv7Into(bytes: Buffer, now_ms: number, random: Uint8Array): Buffer {
  bytes.writeUIntBE(now_ms, 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes
}

/** The id of a thing that has a name instead of a birth: the same name gives the same id everywhere (UUID version 8). */
export function namedUuid(name: string): string {
  const bytes = createHash('sha256').update(name, 'utf8').digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return asUuid(bytes)
}

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/** The text of a UUID's 16 bytes. */
export function asUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
