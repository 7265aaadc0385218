import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { sha256 } from './canonical.ts'
import { drawn } from './random.ts'

/**
 * Encrypts values at rest and finds them again by keyed hash. Keys live outside the database and its backups. Each sealed value
 * carries the id of its key, so that keys can be turned over while old values still open.
 */
export interface KeyRing {
  current: string
  keys: Map<string, Uint8Array>
}

const ivBytes = 12
const tagBytes = 16

/** Layout: 1 byte length of key id, key id, 12 bytes nonce, 16 bytes tag, cipher text (AES-256-GCM). `about` binds the value to its row. */
export function seal(ring: KeyRing, clear: string, about: string): Buffer {
  const id = Buffer.from(ring.current, 'utf8')
  const iv = drawn(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', subkey(ring, ring.current, 'seal').key, iv)
  cipher.setAAD(Buffer.from(about, 'utf8'))
  const text = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([id.length]), id, iv, cipher.getAuthTag(), text])
}

export function unseal(ring: KeyRing, sealed: Uint8Array, about: string): string {
  const bytes = Buffer.from(sealed)
  const idEnd = 1 + bytes[0]!
  const id = bytes.subarray(1, idEnd).toString('utf8')
  const iv = bytes.subarray(idEnd, idEnd + ivBytes)
  const tag = bytes.subarray(idEnd + ivBytes, idEnd + ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', subkey(ring, id, 'seal').key, iv)
  decipher.setAAD(Buffer.from(about, 'utf8'))
  decipher.setAuthTag(tag)
  return Buffer.concat([
    decipher.update(bytes.subarray(idEnd + ivBytes + tagBytes)),
    decipher.final(),
  ]).toString('utf8')
}

/** A keyed hash by which an encrypted value is found; `purpose` keeps hashes of different fields apart. 16 bytes are plenty for equality. */
export function keyedHash(ring: KeyRing, purpose: string, value: string): Buffer {
  const { inner, outer } = subkey(ring, 'lookup', `find:${purpose}`)
  return sha256(Buffer.concat([outer, sha256(Buffer.concat([inner, Buffer.from(value, 'utf8')]))])).subarray(
    0,
    16,
  )
}

/** A derived key, ready for its uses. */
interface Subkey {
  /** Given as bytes to a cipher, it made it four times as slow. */
  key: KeyObject
  /** The key as HMAC pads it (RFC 2104), so that an HMAC is two one-shot hashes: an HMAC object took three times as long. */
  inner: Buffer
  outer: Buffer
}

const derived = new WeakMap<KeyRing, Map<string, Subkey>>()

function subkey(ring: KeyRing, id: string, purpose: string): Subkey {
  let cache = derived.get(ring)
  if (!cache) derived.set(ring, (cache = new Map()))
  const name = `${id}/${purpose}`
  const known = cache.get(name)
  if (known) return known
  const key = ring.keys.get(id)
  if (!key)
    throw new Error(`the key "${id}" is not in the key ring: a value was sealed with it and cannot be opened`)
  const bytes = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `sauro/${purpose}`, 32))
  const made = { key: createSecretKey(bytes), inner: padded(bytes, 0x36), outer: padded(bytes, 0x5c) }
  cache.set(name, made)
  return made
}

const blockBytes = 64

const padded = (key: Uint8Array, pad: number): Buffer =>
  Buffer.from(Array.from({ length: blockBytes }, (_, at) => (key[at] ?? 0) ^ pad))
