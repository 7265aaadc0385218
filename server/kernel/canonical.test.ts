import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonical, sha256 } from './canonical.ts'

test('writes what the package that follows RFC 8785 writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }), (value) => {
      if (JSON.stringify(value).includes('\\ud')) return
      assert.equal(canonical(value), canonicalize(value))
    }),
  )
  const awkward = {
    b: [1e21, -0, 0.1, 1e-7],
    a: { ' ': 'ư', é: null, '10': 1, '9': true },
    c: undefined,
    d: [undefined],
  }
  assert.equal(canonical(awkward), canonicalize(awkward))
  assert.equal(canonical({ at: new Date(0) }), '{"at":"1970-01-01T00:00:00.000Z"}')
})

test('refuses what JSON cannot say', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, '\ud800', { a: '\udc00' }])
    assert.throws(() => canonical(value), TypeError)
})

test('one part and several give the hash of their bytes', () => {
  const right = createHash('sha256').update('đơn').digest()
  assert.deepEqual(sha256('đơn'), right)
  assert.deepEqual(sha256(Buffer.from('đơn')), right)
  assert.deepEqual(sha256('đ', Buffer.from('ơn')), right)
})
