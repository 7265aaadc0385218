import { timingSafeEqual } from 'node:crypto'
import { keyedHash, type KeyRing } from '#kernel'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * The secret that opens a dossier's tracking page together with its code: 12 characters without look-alikes (60 bits), derived from
 * the item by a keyed hash. It is never stored, so no copy of the database opens anything.
 */
export function trackingSecret(keys: KeyRing, item: string): string {
  const bytes = keyedHash(keys, 'tracking', item)
  return Array.from(bytes.subarray(0, 12), (byte) => letters[byte & 31]).join('')
}

export function isTrackingSecret(keys: KeyRing, item: string, typed: string): boolean {
  const given = Buffer.from(typed.toUpperCase().replace(/[\s-]/g, ''))
  const right = Buffer.from(trackingSecret(keys, item))
  return given.length === right.length && timingSafeEqual(given, right)
}
