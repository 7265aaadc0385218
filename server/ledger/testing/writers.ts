import pg from 'pg'
import { uuidv7 } from '#kernel'
import { chain, genesis } from '../chain.ts'
import type { Entry, Head } from '../entry.ts'

/** A fixed moment for entries whose time does not matter. */
export const moment = new Date('2025-03-05T07:00:00.000Z')

let made = 0
/** A new stream id, another one at each call. */
export const newStream = (): string => uuidv7(new Date(moment.getTime() + (made += 1)))

/** `count` entries of a new or continued stream. */
export function someEntries(
  stream: string,
  count: number,
  head: Head = { seq: 0, hash: genesis },
  at = moment,
): Entry[] {
  const facts = Array.from({ length: count }, (_, n) => ({ type: 'test.done', v: 1, data: { n } }))
  return chain(head, stream, facts, at, 'tester').entries
}

/** Writes entries as a command does: in one statement, or within the transaction open on `on`. */
export async function insert(
  on: pg.Pool | pg.PoolClient | pg.Client,
  entries: readonly Entry[],
): Promise<void> {
  await on.query(
    `insert into ledger.entries (stream, seq, body, hash)
     select e.stream, e.seq, e.body::json, e.hash
       from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[]) as e (stream, seq, body, hash)`,
    [
      entries.map((entry) => entry.stream),
      entries.map((entry) => entry.seq),
      entries.map((entry) => entry.body),
      entries.map((entry) => entry.hash),
    ],
  )
}

/** The first entry of a new stream, written at once. */
export async function insertOne(on: pg.Pool | pg.PoolClient | pg.Client): Promise<string> {
  const stream = newStream()
  await insert(on, someEntries(stream, 1))
  return stream
}
