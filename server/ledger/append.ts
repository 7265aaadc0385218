import { namedUuid, type Context, type Database, type Session } from '#kernel'
import { chain } from './chain.ts'
import type { Entry, Fact, Head } from './entry.ts'

const tries = 3

/** Where `append` writes: a context's database, or `{ db: tx, now }` to write in the same transaction as the caller's rows. */
export interface AppendTo {
  db: Database | Session
  now: Context['now']
}

/** The stream that has this name instead of an item: `append` writes there, `readStream` reads it. */
export const streamOf = (name: string): string => namedUuid(`stream/${name}`)

/**
 * Writes facts to a named stream (sign-in, permits, rules …), in one statement with the check that nobody wrote in between.
 * After three lost races it waits its turn for the stream instead. A busy matter should have a stream per person or thing:
 * writers of one stream go one after the other.
 */
export async function append(
  cx: AppendTo,
  streamName: string,
  facts: readonly Fact[],
  actor: string,
): Promise<Entry[]> {
  const stream = streamOf(streamName)
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const written = await write(
      cx.db,
      stream,
      streamName,
      await headOf(cx.db, readHead, stream),
      facts,
      cx.now,
      actor,
    )
    if (written) return written
  }
  const inTurn = async (tx: Session): Promise<Entry[]> => {
    const written = await write(
      tx,
      stream,
      streamName,
      await headOf(tx, lockHead, stream),
      facts,
      cx.now,
      actor,
    )
    if (!written) throw new Error(`the head of the stream "${streamName}" moved while it was locked`)
    return written
  }
  return 'transaction' in cx.db ? cx.db.transaction(inTurn) : inTurn(cx.db)
}

const readHead = { name: 'ledger.read-head', text: 'select seq, head from ledger.heads where stream = $1' }
const lockHead = { name: 'ledger.lock-head', text: `${readHead.text} for update` }

async function headOf(db: Database | Session, statement: typeof readHead, stream: string): Promise<Head> {
  const [row] = await db.rows<{ seq: number; head: Buffer }>(statement, [stream])
  return row ? { seq: row.seq, hash: row.head } : { seq: 0, hash: null }
}

/** No row comes back when the head is not where it was read; nothing is written then. */
const writeEntries = {
  name: 'ledger.append',
  text: `with h as (insert into ledger.heads as h (stream, name, seq, head) values ($1, $2, $4, $5)
                    on conflict (stream) do update set seq = excluded.seq, head = excluded.head where h.seq = $3
                    returning stream)
         insert into ledger.entries (stream, seq, body, hash)
         select h.stream, e.seq, e.body::json, e.hash
           from h, unnest($6::int[], $7::text[], $8::bytea[]) as e (seq, body, hash)
         returning seq`,
}

async function write(
  db: Database | Session,
  stream: string,
  name: string,
  head: Head,
  facts: readonly Fact[],
  now: Date,
  actor: string,
): Promise<Entry[] | undefined> {
  const { entries, head: next } = chain(head, stream, facts, now, actor)
  const rows = await db.rows(writeEntries, [
    stream,
    name,
    head.seq,
    next.seq,
    next.hash,
    entries.map((entry) => entry.seq),
    entries.map((entry) => entry.body),
    entries.map((entry) => entry.hash),
  ])
  return rows.length === entries.length ? entries : undefined
}
