import type pg from 'pg'
import type { Findings } from './findings.ts'

/** A place outside the ledger that keeps the last number and hash of streams: `sql` gives rows of stream uuid, seq int, head bytea. */
export interface HeadSource {
  name: string
  sql: string
}

/** The heads of streams that have a name. Other contexts add theirs. */
export const namedHeads: HeadSource = {
  name: 'ledger.heads',
  sql: 'select stream, seq, head from ledger.heads',
}

/**
 * Compares the last entry of each stream with its head, so that an end cut off before it was sealed is missed too.
 * `last` is the last entry that is there.
 */
export async function checkHeads(client: pg.Client, source: HeadSource, findings: Findings): Promise<void> {
  const { rows } = await client.query<{ stream: string; seq: number; same: boolean | null; last: number }>(
    `select h.stream, h.seq, e.hash = h.head as same,
            coalesce((select max(x.seq) from ledger.entries x where x.stream = h.stream), 0) as last
       from (${source.sql}) as h
       left join ledger.entries e on e.stream = h.stream and e.seq = h.seq
       left join ledger.entries beyond on beyond.stream = h.stream and beyond.seq = h.seq + 1
      where e.hash is distinct from h.head or beyond.seq is not null
      order by h.stream limit 10000`,
  )
  for (const { stream, seq, same, last } of rows) {
    if (same === false) findings.add({ stream, seq, why: 'head' })
    if (last < seq) findings.addGone(stream, last + 1, seq)
    for (let beyond = seq + 1; beyond <= last; beyond += 1)
      findings.add({ stream, seq: beyond, why: 'beyond-head' })
  }
}
