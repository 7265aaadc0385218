import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical } from '#kernel'
import { chain, genesis } from '../chain.ts'
import type { Json } from '../entry.ts'
import { BodyReader } from './body.ts'

const stream = '018f6d7a-0000-7000-8000-000000000001'
const reader = new BodyReader()

function read(text: string): { form: string; seq: number; stream: string | null } {
  const buffer = Buffer.from(`##${text}##`)
  reader.read(buffer, 2, buffer.length - 2)
  const { form, seq, streamAt } = reader
  return { form, seq, stream: streamAt < 0 ? null : buffer.toString('latin1', streamAt, streamAt + 36) }
}

test('whatever chain writes is read as canonical, with its stream and number', () => {
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constant({ seq: 9, stream: 'x', type: 'y' }),
  ) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(json, fc.string({ unit: 'grapheme' }), fc.nat(2 ** 31 - 2), (data, actor, seq) => {
      const at = new Date(0)
      const [entry] = chain({ seq, hash: genesis }, stream, [{ type: 'a.b', v: 1, data }], at, actor).entries
      assert.deepEqual(read(entry?.body ?? ''), { form: 'canonical', seq: seq + 1, stream })
    }),
    { numRuns: 2_000 },
  )
})

test('any text of JSON is judged as canonicalising it would judge', () => {
  const spaced = fc
    .tuple(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, 1))
    .map(([v, gap]) => JSON.stringify({ v }, null, gap))
  const keys = fc.dictionary(
    fc.constantFrom('a', 'b', 'ab', 'B', 'é', '1', ''),
    fc.constantFrom(1, '', null, {}, []),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        spaced,
        keys.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        assert.equal(
          read(text).form,
          canonical(JSON.parse(text)) === text ? 'canonical' : 'not-canonical',
          text,
        )
      },
    ),
    { numRuns: 3_000 },
  )
})

test('what is not canonical is told', () => {
  const wrong = [
    '{"a": 1}',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1.0}',
    '{"a":1e2}',
    '{"a":-0}',
    '{"a":"\\u0041"}',
    '{"a":"\\/"}',
  ]
  for (const text of wrong) assert.equal(read(text).form, 'not-canonical', text)
  const right = [
    '{"a":-1}',
    '{"a":1.5}',
    '{"a":"\\n"}',
    '{"":[],"a":{}}',
    '{"a":[{"z":1},{"b":[1,2]}],"b":true}',
    '{"€":1,"\u{1F600}":2}',
  ]
  for (const text of right) assert.equal(read(text).form, 'canonical', text)
})
