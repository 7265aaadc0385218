import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { testDatabase } from '../kernel/testing/database.ts'
import { leavesOf, pathOf, rootFrom, rootInSql, rootOf, size } from './merkle.ts'

const place = await testDatabase()
const client = new pg.Client({ connectionString: place.url })
await client.connect()
after(async () => {
  await client.end()
  await place.close()
})

const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const hashes = (count: number, salt = 0): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => sha(Buffer.from(`${salt}/${n}`))))

/** MTH of RFC 6962, section 2.1, as it is written there. */
function slowRoot(entries: Buffer[]): Buffer {
  const [first] = entries
  if (entries.length === 1 && first) return sha(Buffer.of(0), first)
  let split = 1
  while (split * 2 < entries.length) split *= 2
  return sha(Buffer.of(1), slowRoot(entries.slice(0, split)), slowRoot(entries.slice(split)))
}
const cut = (buffer: Buffer): Buffer[] =>
  Array.from({ length: buffer.length / size }, (_, n) => buffer.subarray(n * size, (n + 1) * size))

test('the root is that of RFC 6962, in Node and in the database, for every size', async () => {
  for (const count of [...Array.from({ length: 40 }, (_, n) => n + 1), 255, 256, 257, 1_000]) {
    const all = hashes(count)
    const expected = slowRoot(cut(all)).toString('hex')
    assert.equal(rootOf(leavesOf(all)).toString('hex'), expected, `${count} leaves`)
    const { rows } = await client.query<{ root: Buffer }>(`select ${rootInSql('$1::bytea')} as root`, [
      leavesOf(all),
    ])
    assert.equal(rows[0]?.root.toString('hex'), expected, `${count} leaves in SQL`)
  }
})

test('every leaf has a path to the root, and no other leaf, place or path leads there', () => {
  const tree = fc
    .integer({ min: 1, max: 300 })
    .chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1), fc.nat(1e6)))
  fc.assert(
    fc.property(tree, fc.nat(255), ([count, index, salt], bit) => {
      const leaves = leavesOf(hashes(count, salt))
      const root = rootOf(leaves)
      const leaf = leaves.subarray(index * size, (index + 1) * size)
      const path = pathOf(leaves, index)
      assert.ok(rootFrom(leaf, index, count, path)?.equals(root))
      const flipped = Buffer.from(leaf)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.ok(!rootFrom(flipped, index, count, path)?.equals(root))
      assert.ok(!rootFrom(leaf, index + 1, count, path)?.equals(root))
      assert.equal(rootFrom(leaf, index, count, [...path, leaf]), undefined)
      if (path.length > 0) assert.equal(rootFrom(leaf, index, count, path.slice(1)), undefined)
      for (const partner of path) partner.reverse()
      if (path.length > 0) assert.ok(!rootFrom(leaf, index, count, path)?.equals(root))
    }),
    { numRuns: 300 },
  )
})

test('a leaf outside the tree has no path', () => {
  const leaves = leavesOf(hashes(5))
  assert.throws(() => pathOf(leaves, 5), RangeError)
  assert.throws(() => rootOf(Buffer.alloc(0)), RangeError)
  assert.equal(rootFrom(leaves.subarray(0, 32), 5, 5, []), undefined)
})
