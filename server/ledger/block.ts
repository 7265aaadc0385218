import { canonical, sha256 } from '#kernel'
import { genesis } from './chain.ts'

/** A block as in its table. It covers the entries at positions `from_position` … `to_position`. */
export interface Block {
  block: number
  from_position: number
  to_position: number
  leaves: number
  root: Buffer
  previous: Buffer
  hash: Buffer
  sealed_at: Date
}

/** A block as a line of the anchor file and in a proof: hashes in hex. */
export interface Anchor {
  block: number
  from: number
  to: number
  leaves: number
  root: string
  previous: string
  sealedAt: string
  hash: string
}

/** What stands before the first block. */
export const genesisBlock = { block: 0, to_position: 0, hash: genesis as Buffer }

export const anchorOf = (block: Block): Anchor => ({
  block: block.block,
  from: block.from_position,
  to: block.to_position,
  leaves: block.leaves,
  root: block.root.toString('hex'),
  previous: block.previous.toString('hex'),
  sealedAt: block.sealed_at.toISOString(),
  hash: block.hash.toString('hex'),
})

/** sha256 over the canonical text of all the block says but its hash. */
export function hashOfBlock({
  block,
  from,
  to,
  leaves,
  root,
  previous,
  sealedAt,
}: Omit<Anchor, 'hash'>): string {
  return sha256(canonical({ block, from, to, leaves, root, previous, sealedAt })).toString('hex')
}
