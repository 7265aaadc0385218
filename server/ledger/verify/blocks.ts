import type pg from 'pg'
import { readAnchors } from '../anchors.ts'
import { anchorOf, genesisBlock, hashOfBlock, type Anchor, type Block } from '../block.ts'
import type { Findings } from './findings.ts'

/** What a sealed part of the positions must come to: checked in pieces, side by side. */
export interface Sealed {
  blocks: number
  /** First position of each block, in order. */
  starts: number[]
  /** Last position of the last block. */
  to: number
}

const blocksAtOnce = 5_000

/**
 * Checks that blocks follow one another without a gap, that each hash is right, and that the anchor file says the same. `anchorsEnd` is
 * the length in bytes that the file had before the snapshot: later lines tell of blocks the snapshot does not show.
 */
export async function checkBlocks(
  client: pg.Client,
  findings: Findings,
  anchors: { path: string; end: number } | undefined,
): Promise<Sealed> {
  const sealed: Sealed = { blocks: 0, starts: [], to: 0 }
  const told = anchors && new ToldBlocks(readAnchors(anchors.path, anchors.end), findings)
  let last: { block: number; to: number; hash: string } = {
    block: genesisBlock.block,
    to: genesisBlock.to_position,
    hash: genesisBlock.hash.toString('hex'),
  }
  for (;;) {
    const { rows } = await client.query<Block>(
      'select * from ledger.blocks where block > $1 order by block limit $2',
      [last.block, blocksAtOnce],
    )
    if (rows.length === 0) break
    for (const block of rows.map(anchorOf)) {
      for (let gone = last.block + 1; gone < block.block && gone <= last.block + blocksAtOnce; gone += 1) {
        findings.add({ stream: null, seq: null, block: gone, why: 'block-gone' })
      }
      const follows =
        last.block + 1 < block.block || (block.previous === last.hash && block.from === last.to + 1)
      const whole = block.leaves === block.to - block.from + 1 && hashOfBlock(block) === block.hash
      if (!follows || !whole)
        findings.add({ stream: null, seq: null, block: block.block, why: 'block-changed' })
      await told?.compare(block)
      sealed.blocks += 1
      sealed.starts.push(block.from)
      last = block
    }
  }
  await told?.finish()
  sealed.to = last.to
  return sealed
}

/** Walks the anchor file beside the blocks. */
class ToldBlocks {
  private readonly anchors: AsyncGenerator<Anchor>
  private readonly findings: Findings
  private next: Anchor | undefined
  private ended = false
  /** Whether the block before was as told: a change shows in all later hashes, and only its beginning is worth naming. */
  private wasSame = true

  constructor(anchors: AsyncGenerator<Anchor>, findings: Findings) {
    this.anchors = anchors
    this.findings = findings
  }

  async compare(block: Anchor): Promise<void> {
    let anchor = await this.peek()
    while (anchor && anchor.block < block.block) {
      this.findings.add({ stream: null, seq: null, block: anchor.block, why: 'block-gone' })
      this.next = undefined
      anchor = await this.peek()
    }
    // The file may end before the blocks do: the sealer writes it last.
    if (!anchor) return
    if (anchor.block > block.block) {
      this.findings.add({ stream: null, seq: null, block: block.block, why: 'anchor-gone' })
      return
    }
    this.next = undefined
    const same = anchor.hash === block.hash
    if (!same && (this.wasSame || anchor.root !== block.root)) {
      this.findings.add({ stream: null, seq: null, block: block.block, why: 'anchor-differs' })
    }
    this.wasSame = same
  }

  async finish(): Promise<void> {
    for (let anchor = await this.peek(); anchor; anchor = await this.peek()) {
      this.findings.add({ stream: null, seq: null, block: anchor.block, why: 'block-gone' })
      this.next = undefined
    }
  }

  private async peek(): Promise<Anchor | undefined> {
    if (this.next || this.ended) return this.next
    const result = await this.anchors.next()
    if (result.done) this.ended = true
    else this.next = result.value
    return this.next
  }
}
