import assert from 'node:assert/strict'
import { createHmac, hkdfSync } from 'node:crypto'
import { test } from 'node:test'
import { keyedHash, seal, unseal, type KeyRing } from './crypto.ts'

const lookup = new Uint8Array(32).fill(2)
const ring: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', new Uint8Array(32).fill(1)],
    ['lookup', lookup],
  ]),
}

test('a keyed hash is the first half of an HMAC-SHA256 under a key of its purpose', () => {
  for (const value of ['', '0901234567', 'Nguyễn Thị Ánh', 'x'.repeat(1000)]) {
    const key = Buffer.from(hkdfSync('sha256', lookup, '', 'sauro/find:phone', 32))
    const expected = createHmac('sha256', key).update(value, 'utf8').digest().subarray(0, 16)
    assert.deepEqual(keyedHash(ring, 'phone', value), expected)
  }
  assert.notDeepEqual(keyedHash(ring, 'phone', '1'), keyedHash(ring, 'number', '1'))
})

test('a sealed value opens in its own row only, and no nonce comes twice', () => {
  const sealed = Array.from({ length: 2_000 }, () => seal(ring, 'Trần Văn Bảy', 'row/1'))
  assert.equal(unseal(ring, sealed[0]!, 'row/1'), 'Trần Văn Bảy')
  assert.throws(() => unseal(ring, sealed[0]!, 'row/2'))
  const nonces = sealed.map((one) => one.subarray(3, 15).toString('hex'))
  assert.equal(new Set(nonces).size, sealed.length)
})
