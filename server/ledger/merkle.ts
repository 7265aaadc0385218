import { hash } from 'node:crypto'

/**
 * Merkle trees as in RFC 6962: a leaf is sha256(0x00 ‖ entry hash), a node sha256(0x01 ‖ left ‖ right), and a node without a
 * partner moves up as it is. Hashes lie one after the other in one buffer, 32 bytes each.
 */
export const size = 32

/** The level of leaves over entry hashes. */
export function leavesOf(hashes: Buffer): Buffer {
  const leaves = Buffer.allocUnsafe(hashes.length)
  const input = Buffer.alloc(1 + size)
  for (let at = 0; at < hashes.length; at += size) {
    hashes.copy(input, 1, at, at + size)
    leaves.write(sha(input), at, 'binary')
  }
  return leaves
}

export function rootOf(leaves: Buffer): Buffer {
  if (leaves.length === 0) throw new RangeError('a tree has at least one leaf')
  let level = leaves
  while (level.length > size) level = levelAbove(level)
  return level
}

/** What leads from the leaf at `index` to the root: the partners met on the way up. */
export function pathOf(leaves: Buffer, index: number): Buffer[] {
  if (index < 0 || index * size >= leaves.length) throw new RangeError(`there is no leaf ${index}`)
  const path: Buffer[] = []
  for (let level = leaves, i = index; level.length > size; level = levelAbove(level), i >>= 1) {
    const partner = (i ^ 1) * size
    if (partner < level.length) path.push(Buffer.from(level.subarray(partner, partner + size)))
  }
  return path
}

/** The root that a leaf and its path lead to; undefined when the path does not fit a tree of `count` leaves. */
export function rootFrom(
  leaf: Buffer,
  index: number,
  count: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) return undefined
  let here = leaf
  let used = 0
  for (let i = index, last = count - 1; last > 0; i >>= 1, last >>= 1) {
    if (i === last && i % 2 === 0) continue
    const partner = path[used]
    if (partner?.length !== size) return undefined
    used += 1
    here = i % 2 === 0 ? nodeOf(here, partner) : nodeOf(partner, here)
  }
  return used === path.length ? here : undefined
}

const nodeOf = (left: Buffer, right: Buffer): Buffer =>
  Buffer.from(sha(Buffer.concat([Buffer.of(1), left, right])), 'binary')

function levelAbove(level: Buffer): Buffer {
  const pairs = Math.floor(level.length / (2 * size))
  const odd = level.length - pairs * 2 * size
  const above = Buffer.allocUnsafe(pairs * size + odd)
  const input = Buffer.alloc(1 + 2 * size, 1)
  for (let pair = 0; pair < pairs; pair += 1) {
    level.copy(input, 1, pair * 2 * size, (pair + 1) * 2 * size)
    above.write(sha(input), pair * size, 'binary')
  }
  level.copy(above, pairs * size, level.length - odd)
  return above
}

/** As a string of bytes, because giving out a buffer of its own for each hash took four times as long. */
const sha = (input: Buffer): string => hash('sha256', input, 'binary')

/**
 * The same root within the database, three times as fast as here: an expression over `leaves`, an SQL expression of type bytea
 * that holds the leaf level.
 */
export const rootInSql = (leaves: string): string => `
  (with recursive level (h) as (
     select ${leaves}
     union all
     select (select string_agg(sha256('\\x01'::bytea || substr(h, i, 64)), ''::bytea)
               from generate_series(1, length(h) - 63, 64) as i) || substr(h, length(h) / 64 * 64 + 1)
       from level where length(h) > 32)
   select h from level where length(h) = 32)`
