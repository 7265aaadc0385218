import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { checkProof, findProof, proveStream, withoutTexts, type Proof } from './proof.ts'
import { filledLedger } from './testing/filled.ts'
import { newStream } from './testing/writers.ts'

const place = await testDatabase()
const db = openDatabase(place.url, { connections: 3 })
after(async () => {
  await db.close()
  await place.close()
})
const { streams } = await filledLedger(db, { streams: 12, entries: 5, blocks: 4, unsealed: 1 })

test('every entry of every sealed stream has a proof that holds', async () => {
  let checked = 0
  for (const stream of streams.slice(0, 12)) {
    const { entries, unsealed } = await proveStream(db, stream)
    assert.deepEqual([entries.length, unsealed], [5, 0])
    for (const proof of entries)
      assert.equal(checkProof(JSON.parse(JSON.stringify(proof)) as Proof), undefined)
    checked += entries.length
  }
  assert.equal(checked, 60)
})

test('what is not sealed, or not there, has no proof', async () => {
  const young = streams.at(-1) ?? ''
  assert.deepEqual(await proveStream(db, young), { stream: young, entries: [], unsealed: 5 })
  assert.equal(await findProof(db, young, 1), undefined)
  assert.equal(await findProof(db, newStream(), 1), undefined)
})

test('a proof that was changed anywhere does not hold, and says where', async () => {
  const proof = await findProof(db, streams[3] ?? '', 2)
  assert.ok(proof)
  const wrong = (change: Partial<Proof>): string | undefined => checkProof({ ...proof, ...change })
  const zero = '0'.repeat(64)
  assert.equal(wrong({ body: proof.body!.replace('"n":1', '"n":2') }), 'hash')
  assert.equal(wrong({ body: 'no json' }), 'body')
  assert.equal(wrong({ seq: 3 }), 'body')
  assert.equal(wrong({ stream: newStream() }), 'body')
  assert.equal(wrong({ previous: zero }), 'hash')
  assert.equal(wrong({ hash: zero }), 'hash')
  assert.equal(wrong({ position: proof.position + 1 }), 'path')
  assert.equal(wrong({ path: proof.path.slice(1) }), 'path')
  assert.equal(wrong({ path: [zero, ...proof.path.slice(1)] }), 'path')
  assert.equal(wrong({ block: { ...proof.block, root: zero } }), 'path')
  assert.equal(wrong({ block: { ...proof.block, previous: zero } }), 'block')
  assert.equal(wrong({ block: { ...proof.block, sealedAt: '2020-01-01T00:00:00.000Z' } }), 'block')
})

test('a proof without texts shows the place of each entry and nothing of what it says', async () => {
  const { entries } = withoutTexts(await proveStream(db, streams[2] ?? ''))
  assert.equal(entries.length, 5)
  for (const proof of entries) {
    assert.equal(proof.body, null)
    assert.equal(checkProof(proof), undefined)
    assert.equal(checkProof({ ...proof, hash: '0'.repeat(64) }), 'path')
  }
})
