import type { Database } from '#kernel'
import { anchorOf, hashOfBlock, type Anchor, type Block } from './block.ts'
import { genesis, link } from './chain.ts'
import { leavesOf, pathOf, rootFrom, size } from './merkle.ts'

/** That an entry is in a sealed block, checkable without our database: against an anchor file or a published root. Hashes in hex. */
export interface Proof {
  stream: string
  seq: number
  /** The canonical text that was hashed; null where only the place in the block is shown. */
  body: string | null
  /** Hash of the entry before it in its stream. */
  previous: string
  hash: string
  position: number
  block: Anchor
  /** Partners on the way from the leaf to the root of the block, the lowest first. */
  path: string[]
}

export interface StreamProof {
  stream: string
  entries: Proof[]
  /** Entries too young to be in a block; ask again after some seconds. */
  unsealed: number
}

interface Row {
  seq: number
  body: string
  hash: Buffer
  position: number | null
}

/** The proofs of all entries of a stream, oldest first; what `./sauro` gives an applicant for their own dossier. */
export async function proveStream(db: Database, stream: string): Promise<StreamProof> {
  const rows = await db.rows<Row>(entriesOf, [stream])
  const blocks = await blocksOf(db, rows)
  const levels = new Map<number, Buffer>()
  for (const block of blocks) levels.set(block.block, leavesOf(await hashesOf(db, block)))
  const entries: Proof[] = []
  let previous: Buffer = genesis
  for (const { seq, body, hash, position } of rows) {
    const block = blocks.find(
      (one) => position !== null && one.from_position <= position && position <= one.to_position,
    )
    const leaves = block && levels.get(block.block)
    if (block && leaves && position !== null) {
      const path = pathOf(leaves, position - block.from_position).map(hex)
      entries.push({
        stream,
        seq,
        body,
        previous: hex(previous),
        hash: hex(hash),
        position,
        block: anchorOf(block),
        path,
      })
    }
    previous = hash
  }
  return { stream, entries, unsealed: rows.length - entries.length }
}

/** For whoever may follow a dossier without being its party: that nothing was changed, not what was written. */
export const withoutTexts = (proof: StreamProof): StreamProof => ({
  ...proof,
  entries: proof.entries.map((entry) => ({ ...entry, body: null })),
})

/** The proof of one entry; undefined when there is no such entry or it is not sealed yet. */
export async function findProof(db: Database, stream: string, seq: number): Promise<Proof | undefined> {
  return (await proveStream(db, stream)).entries.find((proof) => proof.seq === seq)
}

/** What is wrong with a proof; undefined when it holds. Pure: whether the block itself is ours, its anchor says. */
export function checkProof(proof: Proof): 'body' | 'hash' | 'path' | 'block' | undefined {
  const { stream, seq, body, previous, hash, position, block, path } = proof
  if (body !== null && !tells(body, stream, seq)) return 'body'
  if (body !== null && hex(link(bytes(previous), body)) !== hash) return 'hash'
  const [leaf, index] = [leavesOf(bytes(hash)), position - block.from]
  if (block.leaves !== block.to - block.from + 1 || leaf.length !== size) return 'path'
  if (rootFrom(leaf, index, block.leaves, path.map(bytes))?.toString('hex') !== block.root) return 'path'
  return hashOfBlock(block) === block.hash ? undefined : 'block'
}

function tells(body: string, stream: string, seq: number): boolean {
  try {
    const told = JSON.parse(body) as { stream?: unknown; seq?: unknown }
    return told.stream === stream && told.seq === seq
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const hex = (buffer: Buffer): string => buffer.toString('hex')
const bytes = (text: string): Buffer => Buffer.from(text, 'hex')

const entriesOf = {
  name: 'ledger.entries-to-prove',
  text: `select e.seq, e.body::text as body, e.hash, p.position
           from ledger.entries e left join ledger.positions p on p.stream = e.stream and p.seq = e.seq
          where e.stream = $1 order by e.seq`,
}

const blockAt = {
  name: 'ledger.blocks-at',
  text: `select distinct b.* from unnest($1::bigint[]) as at (position)
           cross join lateral (select * from ledger.blocks where to_position >= at.position order by to_position limit 1) as b
          where b.from_position <= at.position`,
}

const blocksOf = (db: Database, rows: readonly Row[]): Promise<Block[]> =>
  db.rows<Block>(blockAt, [rows.flatMap(({ position }) => (position === null ? [] : [position]))])

const hashesInBlock = {
  name: 'ledger.hashes-in-block',
  text: `select string_agg(e.hash, ''::bytea order by p.position) as hashes
           from ledger.positions p join ledger.entries e on e.stream = p.stream and e.seq = p.seq
          where p.position between $1 and $2`,
}

async function hashesOf(db: Database, block: Block): Promise<Buffer> {
  const [row] = await db.rows<{ hashes: Buffer | null }>(hashesInBlock, [
    block.from_position,
    block.to_position,
  ])
  const hashes = row?.hashes ?? Buffer.alloc(0)
  if (hashes.length !== block.leaves * size) {
    throw new Error(
      `block ${block.block} has ${block.leaves} leaves and ${hashes.length / size} of them are there: run "sauro verify"`,
    )
  }
  return hashes
}
