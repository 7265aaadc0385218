import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyRing } from '#kernel'
import { nameHashes, nameMatches, queryHashes } from './search-names.ts'

const ring = (fill: number): KeyRing => ({
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32).fill(fill)],
  ]),
})
const keys = ring(1)

/** What the database does with the hashes: all of `every`, one of `oneOf`; then the name itself is looked at. */
function finds(name: string, typed: string): boolean {
  const stored = new Set(nameHashes(keys, name).map((hash) => hash.toString('hex')))
  const query = queryHashes(keys, typed)
  if (!query) return false
  const has = (hash: Buffer): boolean => stored.has(hash.toString('hex'))
  return query.every.every(has) && query.oneOf.some(has) && nameMatches(name, typed)
}

test('a name is found by its words, without marks, and by the beginning of the given name', () => {
  for (const typed of [
    'nguyen',
    'Nguyễn',
    'Nguyễn Thị',
    'nguyen thi ph',
    'phuong',
    'Phươ',
    'mai phuong',
    'PH',
  ])
    assert.equal(finds('Nguyễn Thị Mai Phương', typed), true, typed)
})

test('and not by what it is not', () => {
  for (const typed of ['tran', 'nguyen van', 'phuonga', 'phi', 'p', '', 'ngu', 'nguyen tha'])
    assert.equal(finds('Nguyễn Thị Mai Phương', typed), false, typed)
})

test('Đ in either form, and names taken apart, are one name', () => {
  assert.equal(finds('Ðặng Văn Đức'.normalize('NFD'), 'đặng'), true)
  assert.equal(finds('Đặng Văn Ðức', 'duc'), true)
})

test('another key gives other hashes, and no word stands in them', () => {
  const other = nameHashes(ring(2), 'Lê Ánh').map((hash) => hash.toString('hex'))
  for (const hash of nameHashes(keys, 'Lê Ánh')) assert.ok(!other.includes(hash.toString('hex')))
  assert.equal(nameHashes(keys, '  ').length, 0)
})
