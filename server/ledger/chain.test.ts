import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical } from '#kernel'
import { chain, genesis } from './chain.ts'
import type { Fact, Json } from './entry.ts'

const stream = '018f6d7a-0000-7000-8000-000000000001'
const at = new Date('2026-11-22T07:00:00.000Z')

test('an entry is the canonical text and the hash over the hash before it', () => {
  const facts: Fact[] = [
    { type: 'dossier.accepted', v: 1, data: { unit: 'H29', by: ['b', 'a'] } },
    { type: 'step.opened', v: 2, data: { no: 1 } },
  ]
  const { entries, head } = chain({ seq: 0, hash: null }, stream, facts, at, 'person-1')
  assert.equal(
    entries[0]?.body,
    `{"actor":"person-1","at":"2026-11-22T07:00:00.000Z","data":{"by":["b","a"],"unit":"H29"},"seq":1,"stream":"${stream}","type":"dossier.accepted","v":1}`,
  )
  const sha = (previous: Buffer, body = ''): string =>
    createHash('sha256')
      .update(Buffer.concat([previous, Buffer.from(body, 'utf8')]))
      .digest('hex')
  assert.equal(entries[0]?.hash.toString('hex'), sha(genesis, entries[0]?.body))
  assert.equal(entries[1]?.hash.toString('hex'), sha(entries[0]?.hash ?? genesis, entries[1]?.body))
  assert.deepEqual(head, { seq: 2, hash: entries[1]?.hash })
})

test('a later call goes on where the head stands', () => {
  const facts = [1, 2, 3].map((n) => ({ type: 'a.b', v: 1, data: { n } }))
  const whole = chain({ seq: 0, hash: null }, stream, facts, at, 'x')
  const first = chain({ seq: 0, hash: null }, stream, facts.slice(0, 1), at, 'x')
  const rest = chain(first.head, stream, facts.slice(1), at, 'x')
  assert.deepEqual([...first.entries, ...rest.entries], whole.entries)
})

test('the body is canonical whatever the actor, type and data are', () => {
  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), json, fc.nat(), (actor, type, data, v) => {
      const [entry] = chain({ seq: 7, hash: genesis }, stream, [{ type, v, data }], at, actor).entries
      assert.equal(entry?.body, canonical({ actor, at: at.toISOString(), data, seq: 8, stream, type, v }))
    }),
  )
})

test('a stream that is not a lower-case UUID is refused', () => {
  assert.throws(() => chain({ seq: 0, hash: null }, stream.toUpperCase(), [], at, 'x'), TypeError)
})
