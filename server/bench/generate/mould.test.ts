import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Mould } from './mould.ts'

const bytes = (text: string): Buffer => Buffer.from(text)
const mould = (...parts: string[]): Mould => new Mould(parts.map(bytes))

test('a value is found wherever it stands, and a part shows what was written over it', () => {
  const made = mould('id=abc;', 'again abc and abc')
  made.fill(made.find(bytes('abc')), bytes('xyz'))
  assert.equal(made.part(0).toString(), 'id=xyz;')
  assert.equal(made.part(1).toString(), 'again xyz and xyz')
})

test('two values in the same bytes are refused', () => {
  const made = mould('abcdef')
  made.find(bytes('abcd'))
  assert.throws(() => made.find(bytes('cdef')), /two values share byte 2/)
})

test('what is nowhere has no place', () => {
  assert.deepEqual(mould('abc').find(bytes('z')), [])
  assert.throws(() => mould('abc').get(bytes('z')), /stands nowhere/)
})
