import type pg from 'pg'
import type { Clock, Database } from '#kernel'
import { runAlone, type Log } from './alone.ts'
import { AnchorsDisagree, appendAnchors, lastAnchor } from './anchors.ts'
import { anchorOf, genesisBlock, hashOfBlock, type Block } from './block.ts'
import { rootInSql, rootOf, leavesOf } from './merkle.ts'

/** So that a proof stays small and a block is read in one piece. */
const mostLeaves = 10_000
const anchorsAtOnce = 1_000

export interface SealerOptions {
  db: Database
  clock: Clock
  log: Log
  every_ms: number
  /** Path of the anchor file; undefined keeps none. */
  anchors: string | undefined
}

/** Seals what has been numbered, in one process at a time, and repeats every block in the anchor file. */
export function startSealer({ db, clock, log, every_ms, anchors }: SealerOptions): {
  leading(): boolean
  stop(): Promise<void>
} {
  return runAlone({
    db,
    duty: 'sealer',
    every_ms,
    log,
    begin: async (client) => {
      // A cached plan would not know that one page is asked for, and read the whole ledger.
      await client.query('set plan_cache_mode = force_custom_plan')
    },
    round: async (client) => {
      while ((await sealNext(client, clock())) === mostLeaves);
      if (anchors !== undefined) await catchUp(client, anchors)
    },
  })
}

/** Adds one block over what is numbered and not sealed; gives its leaves, 0 when there was nothing. The caller is the only sealer. */
export async function sealNext(client: pg.Client | pg.PoolClient, now: Date): Promise<number> {
  const last = (await client.query<typeof genesisBlock>(lastBlock)).rows[0] ?? genesisBlock
  const from = last.to_position + 1
  const result = await client.query<{ leaves: number; root: Buffer | null }>({
    name: 'ledger.root-of-next',
    text: rootOfNext,
    values: [from, mostLeaves],
  })
  const { leaves = 0, root = null } = result.rows[0] ?? {}
  if (leaves === 0) return 0
  if (root === null) {
    throw new Error(
      `an entry from position ${from} on is gone, so nothing after it is sealed: run "sauro verify"`,
    )
  }
  const block = {
    block: last.block + 1,
    from_position: from,
    to_position: last.to_position + leaves,
    leaves,
    root,
  }
  const sealed: Block = { ...block, previous: last.hash, sealed_at: now, hash: Buffer.alloc(0) }
  await client.query(
    `insert into ledger.blocks (block, from_position, to_position, leaves, root, previous, hash, sealed_at)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8)`,
    [sealed.block, from, sealed.to_position, leaves, root, last.hash, hashOfBlock(anchorOf(sealed)), now],
  )
  return leaves
}

const lastBlock = 'select block, to_position, hash from ledger.blocks order by block desc limit 1'

/** An entry that is gone stops sealing: `e.hash` is null then, and so is the root. */
const rootOfNext = `
  with p as (select position, stream, seq from ledger.positions where position >= $1 order by position limit $2),
  l as materialized (
    select count(*)::int as leaves, count(e.hash)::int as found,
           string_agg(sha256('\\x00'::bytea || e.hash), ''::bytea order by p.position) as level
      from p left join ledger.entries e on e.stream = p.stream and e.seq = p.seq)
  select leaves, case when found = leaves then ${rootInSql('l.level')} end as root from l`

/** Brings the file to the last block, however much it lacks: after a crash between database and file, or a new file. */
export async function catchUp(client: pg.Client | pg.PoolClient, path: string): Promise<void> {
  const told = await lastAnchor(path)
  if (told) {
    const { rows } = await client.query<{ hash: Buffer }>('select hash from ledger.blocks where block = $1', [
      told.block,
    ])
    if (rows[0]?.hash.toString('hex') !== told.hash) throw new AnchorsDisagree(path, told.block)
  }
  for (let block = told?.block ?? 0; ; block += anchorsAtOnce) {
    const { rows } = await client.query<Block>(
      'select * from ledger.blocks where block > $1 and block <= $2 order by block',
      [block, block + anchorsAtOnce],
    )
    if (rows.length === 0) return
    await appendAnchors(path, rows.map(anchorOf))
  }
}

/** One hash for all blocks sealed in a span of time, a day for instance, fit to be printed; null when there were none. */
export async function rootOfSpan(
  db: Database,
  from: Date,
  to: Date,
): Promise<{ root: string; blocks: number; from_position: number; to_position: number } | null> {
  const { rows } = await db.pool.query<Block>(
    'select * from ledger.blocks where sealed_at >= $1 and sealed_at < $2 order by block',
    [from, to],
  )
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  const root = rootOf(leavesOf(Buffer.concat(rows.map((block) => block.hash)))).toString('hex')
  return { root, blocks: rows.length, from_position: first.from_position, to_position: last.to_position }
}
