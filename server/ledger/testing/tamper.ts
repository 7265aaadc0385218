import pg from 'pg'
import { anchorOf, genesisBlock, hashOfBlock, type Block } from '../block.ts'
import { genesis, link } from '../chain.ts'
import { leavesOf, rootOf } from '../merkle.ts'

/** What somebody with the database's own password could do. */
export class Intruder {
  readonly pool: pg.Pool

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 2 })
  }

  /** Keeps a copy of the ledger to come back to. */
  async remember(): Promise<void> {
    for (const table of tables) await this.pool.query(`create table public.${table} as table ledger.${table}`)
  }

  async restore(): Promise<void> {
    for (const table of tables) {
      await this.pool.query(`truncate ledger.${table}`)
      await this.pool.query(`insert into ledger.${table} select * from public.${table}`)
    }
  }

  /** Changes the text of an entry; with `hashed`, gives it a hash that fits. */
  async edit(stream: string, seq: number, change: (body: string) => string, hashed = false): Promise<void> {
    const { rows } = await this.pool.query<{ body: string; previous: Buffer | null }>(
      `select body::text as body, (select hash from ledger.entries where stream = $1 and seq = $2 - 1) as previous
         from ledger.entries where stream = $1 and seq = $2`,
      [stream, seq],
    )
    const body = change(rows[0]?.body ?? '')
    if (body === rows[0]?.body) throw new Error('the change changes nothing')
    const hash = hashed ? link(rows[0]?.previous ?? genesis, body) : null
    await this.pool.query(
      'update ledger.entries set body = $3::text::json, hash = coalesce($4, hash) where stream = $1 and seq = $2',
      [stream, seq, body, hash],
    )
  }

  /** Makes the chain of a stream fit its texts again. */
  async recomputeStream(stream: string): Promise<void> {
    const { rows } = await this.pool.query<{ seq: number; body: string }>(
      'select seq, body::text as body from ledger.entries where stream = $1 order by seq',
      [stream],
    )
    let hash: Buffer = genesis
    for (const { seq, body } of rows) {
      hash = link(hash, body)
      await this.pool.query('update ledger.entries set hash = $3 where stream = $1 and seq = $2', [
        stream,
        seq,
        hash,
      ])
    }
  }

  /** Makes all blocks fit the entries again. */
  async recomputeBlocks(): Promise<void> {
    const { rows } = await this.pool.query<Block & { hashes: Buffer }>(
      `select b.block, b.from_position::int as from_position, b.to_position::int as to_position, b.leaves, b.sealed_at,
              string_agg(e.hash, ''::bytea order by p.position) as hashes
         from ledger.blocks b join ledger.positions p on p.position between b.from_position and b.to_position
         join ledger.entries e using (stream, seq) group by 1 order by 1`,
    )
    let previous = genesisBlock.hash
    for (const row of rows) {
      const block: Block = { ...row, block: Number(row.block), root: rootOf(leavesOf(row.hashes)), previous }
      const hash = Buffer.from(hashOfBlock(anchorOf({ ...block, hash: previous })), 'hex')
      const values = [block.block, block.root, previous, hash]
      await this.pool.query(
        'update ledger.blocks set root = $2, previous = $3, hash = $4 where block = $1',
        values,
      )
      previous = hash
    }
  }
}

const tables = ['entries', 'positions', 'blocks', 'heads', 'sequencer']
