import pg from 'pg'
import type { Database } from '#kernel'
import { numberAll } from '../numbering.ts'
import { sealNext } from '../sealer.ts'
import { insert, moment, newStream, someEntries } from './writers.ts'

export interface Filled {
  streams: string[]
}

/**
 * A small ledger, written, numbered and sealed: `streams` streams of `entries` each in `blocks` blocks, and `unsealed` streams more
 * that are numbered only. The entries of a stream lie in several blocks.
 */
export async function filledLedger(
  db: Database,
  {
    streams,
    entries,
    blocks,
    unsealed,
  }: { streams: number; entries: number; blocks: number; unsealed: number },
): Promise<Filled> {
  const client = await db.pool.connect()
  try {
    const all = Array.from({ length: streams }, () => someEntries(newStream(), entries))
    for (let block = 0; block < blocks; block += 1) {
      const [from, to] = [block, block + 1].map((n) => Math.round((n * entries) / blocks))
      for (const stream of all) await insert(client, stream.slice(from, to))
      await number(client)
      await sealNext(client, new Date(moment.getTime() + block * 5_000))
    }
    const young = Array.from({ length: unsealed }, () => someEntries(newStream(), entries))
    for (const stream of young) await insert(client, stream)
    await number(client)
    return { streams: [...all, ...young].map((stream) => stream[0]?.stream ?? '') }
  } finally {
    client.release()
  }
}

/** Numbers whatever has no position, as the sequencer does when it starts. */
export async function number(client: pg.Client | pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ position: number }>('select position from ledger.sequencer')
  await numberAll(client, rows[0]?.position ?? 0, { page: 10_000, onPage: async () => undefined })
  await client.query('set enable_seqscan = on')
}
