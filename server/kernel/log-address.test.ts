import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressForLog } from './log-address.ts'

test('the log keeps no query and no tracking token, however the address is spelt', () => {
  const route = '/tra-cuu/qr/:token'
  assert.equal(addressForLog('/tra-cuu/qr/H29-1.SECRET', route), '/tra-cuu/qr/…')
  assert.equal(addressForLog('/tra-cuu/%71r/H29-1.SECRET', route), '/tra-cuu/qr/…')
  assert.equal(addressForLog('/tra-cuu/qr/H29-1.SECRET/more', undefined), '/tra-cuu/qr/…')
  assert.equal(addressForLog('/thu-tuc?q=an', '/thu-tuc'), '/thu-tuc')
  assert.equal(addressForLog('/%zz', undefined), '/%zz')
})
