import type pg from 'pg'
import { within, type Range } from './pages.ts'

export interface Detected {
  entries: number
  /** First entries: the number of streams, unless the first entry of one is gone. */
  firsts: number
  /** Streams in which something is wrong, to be looked at entry by entry. */
  suspects: string[]
}

/**
 * Checks all links of a range of streams within the database: that the entry before is there, that its hash and the text give the
 * hash, that the text tells this stream and number. Each entry is joined to the one before it by a hash join, which read a million
 * entries in three quarters of the time of lag() over an index scan, and in half the time of sending the texts here.
 */
export async function detect(client: pg.Client, range: Range, scan: boolean): Promise<Detected> {
  if (scan) await client.query('set enable_indexscan = off; set enable_bitmapscan = off')
  const { rows } = await client.query<{ entries: number; firsts: number; suspects: Buffer | null }>(`
    select count(*)::int as entries, count(*) filter (where seq = 1)::int as firsts,
           string_agg(uuid_send(stream), ''::bytea) filter (where bad) as suspects
      from (select e.stream, e.seq,
                   e.hash is distinct from sha256(coalesce(b.hash, case when e.seq = 1 then ${zeros} end) || e.body)
                   or position(e.key in e.body) = 0 as bad
              from (select stream, seq, hash, json_send(body) as body, ${key} as key
                      from ledger.entries where ${within(range)} offset 0) as e
              left join (select stream, seq, hash from ledger.entries where ${within(range)}) as b
                on b.stream = e.stream and b.seq = e.seq - 1) as links`)
  if (scan) await client.query('set enable_indexscan = on; set enable_bitmapscan = on')
  const { entries = 0, firsts = 0, suspects = null } = rows[0] ?? {}
  return { entries, firsts, suspects: suspects === null ? [] : idsIn(suspects) }
}

const zeros = `'\\x${'00'.repeat(32)}'::bytea`

/** How a canonical body tells its place; as bytes, because looking for text in text took half as long again. */
const key = `convert_to(',"seq":' || seq || ',"stream":"' || stream || '","type":"', 'UTF8')`

function idsIn(packed: Buffer): string[] {
  const ids = new Set<string>()
  for (let at = 0; at < packed.length; at += 16) ids.add(packed.toString('hex', at, at + 16))
  return [...ids].toSorted()
}
