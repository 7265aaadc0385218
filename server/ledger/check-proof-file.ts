import { readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { readAnchors } from './anchors.ts'
import { leavesOf, rootOf } from './merkle.ts'
import { checkProof } from './proof.ts'

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const natural = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

const proof = Type.Object({
  stream: Type.String(),
  seq: natural,
  body: Type.Union([Type.String(), Type.Null()]),
  previous: hash,
  hash,
  position: natural,
  block: Type.Object({
    block: natural,
    from: natural,
    to: natural,
    leaves: natural,
    root: hash,
    previous: hash,
    sealedAt: Type.String(),
    hash,
  }),
  path: Type.Array(hash, { maxItems: 64 }),
})
/** A proof as it is downloaded. */
export const proofShape = Type.Object({
  stream: Type.String(),
  entries: Type.Array(proof),
  unsealed: natural,
})
const check = Compile(proofShape)

export interface ProofVerdict {
  stream: string
  entries: number
  /** Entries that were too young for a block when the file was made. */
  unsealed: number
  /** Entries whose text was left out: their place in a block is proved, not what they say. */
  withoutText: number
  /** Blocks that the file names. */
  blocks: number
  /** Of these, how many the anchors have; null when no anchors were given. */
  anchored: number | null
  broken: { seq: number | null; why: ProofFault }[]
}

/** `chain`: an entry does not follow the one before; `anchor`: the block is not the anchored one; `root`: the anchors are not those of the root. */
export type ProofFault = 'body' | 'hash' | 'path' | 'block' | 'chain' | 'anchor' | 'root'

export class NotAProof extends Error {
  constructor(path: string) {
    super(`${path} is not a proof as the tracking page or "/api/items/…/proof.json" gives it`)
    this.name = 'NotAProof'
  }
}

/**
 * Checks a downloaded proof with nothing but hashes: each entry in itself, each as the next of the one before, each in its block; with the
 * anchors of the days concerned that the blocks are those that were published; with a day's root that these anchors are that day's.
 */
export async function checkProofFile(
  path: string,
  against: { anchors?: string | undefined; root?: string | undefined } = {},
): Promise<ProofVerdict> {
  const { stream, entries, unsealed } = await read(path)
  const broken: ProofVerdict['broken'] = []
  let [last_seq, last_hash] = [0, '0'.repeat(64)]
  for (const entry of entries) {
    const why = entry.stream === stream ? checkProof(entry) : 'body'
    if (why) broken.push({ seq: entry.seq, why })
    else if (entry.seq !== last_seq + 1 || entry.previous !== last_hash)
      broken.push({ seq: entry.seq, why: 'chain' })
    ;[last_seq, last_hash] = [entry.seq, entry.hash]
  }
  const known = against.anchors === undefined ? undefined : await anchorsOf(against.anchors)
  const blocks = new Map(entries.map(({ block }) => [block.block, block.hash]))
  for (const { seq, block } of entries) {
    const anchor = known?.get(block.block)
    if (anchor !== undefined && anchor !== block.hash) broken.push({ seq, why: 'anchor' })
  }
  if (known && against.root !== undefined && rootOfHashes([...known.values()]) !== against.root)
    broken.push({ seq: null, why: 'root' })
  return {
    stream,
    entries: entries.length,
    unsealed,
    withoutText: entries.filter((entry) => entry.body === null).length,
    blocks: blocks.size,
    anchored: known ? [...blocks.keys()].filter((block) => known.has(block)).length : null,
    broken,
  }
}

async function read(path: string): Promise<Static<typeof proofShape>> {
  const text = await readFile(path, 'utf8')
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotAProof(path)
    throw error
  }
  if (!check.Check(told)) throw new NotAProof(path)
  return told as Static<typeof proofShape>
}

async function anchorsOf(path: string): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for await (const anchor of readAnchors(path)) found.set(anchor.block, anchor.hash)
  return found
}

/** The root that a day's blocks have together, as `rootOfSpan` counts it. */
const rootOfHashes = (hashes: readonly string[]): string | undefined =>
  hashes.length === 0
    ? undefined
    : rootOf(leavesOf(Buffer.concat(hashes.map((one) => Buffer.from(one, 'hex'))))).toString('hex')

const meanings: Record<ProofFault, string> = {
  body: 'nội dung không thuộc chuỗi này · the text is not of this stream',
  hash: 'nội dung đã bị sửa · the text was changed',
  path: 'không nằm trong khối · it is not in the block',
  block: 'khối đã bị sửa · the block was changed',
  chain: 'không nối tiếp bút toán trước · it does not follow the entry before',
  anchor: 'khối không phải khối đã công bố · the block is not the published one',
  root: 'các khối không thuộc gốc đã nêu · the anchors are not those of the given root',
}

export function proofInWords(verdict: ProofVerdict): string[] {
  const { entries, unsealed, withoutText, blocks, anchored, broken } = verdict
  const n = (value: number): string => value.toLocaleString('en')
  return [
    `${n(entries)} bút toán · entries, ${n(blocks)} khối · blocks, ${n(unsealed)} chưa niêm phong · unsealed`,
    ...(withoutText > 0 ? [`${n(withoutText)} bút toán chỉ có mã băm · entries as hashes only`] : []),
    anchored === null
      ? 'Chưa so với khối đã công bố (--anchors). Not compared with published blocks (--anchors).'
      : `${n(anchored)}/${n(blocks)} khối có trong tệp neo · blocks are in the anchor file`,
    broken.length === 0
      ? 'Nguyên vẹn. Nothing is broken.'
      : `HỎNG: ${n(broken.length)}. BROKEN: ${n(broken.length)}.`,
    ...broken.map(({ seq, why }) => `  ${seq === null ? '' : `${seq}: `}${meanings[why]}`),
  ]
}
