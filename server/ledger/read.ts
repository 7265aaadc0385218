import type { Session } from '#kernel'
import type { Json, ReadEntry } from './entry.ts'

/** Whatever runs a prepared statement: a `Database`, or a `Session` to read within a transaction. */
export type Reader = Pick<Session, 'rows'>

/** All entries of a stream, oldest first; empty when there is no such stream. */
export const readStream = (db: Reader, stream: string): Promise<ReadEntry[]> => readStreams(db, [stream])

/** All entries of several streams, each stream oldest first. */
export async function readStreams(db: Reader, streams: readonly string[]): Promise<ReadEntry[]> {
  return (await db.rows<EntryRow>(byStream, [streams])).map(asEntry)
}

/** Entries after a position, in the order of positions. */
export async function readAfter(db: Reader, position: number, limit: number): Promise<ReadEntry[]> {
  return (await db.rows<EntryRow>(byPosition, [position, limit])).map(asEntry)
}

interface EntryRow {
  stream: string
  seq: number
  position: number | null
  body: { type: string; v: number; at: string; actor: string; data: Json }
}

const byStream = {
  name: 'ledger.read-streams',
  text: `select e.stream, e.seq, e.body, p.position
           from ledger.entries e left join ledger.positions p on p.stream = e.stream and p.seq = e.seq
          where e.stream = any($1::uuid[]) order by e.stream, e.seq`,
}

const byPosition = {
  name: 'ledger.read-after',
  text: `select e.stream, e.seq, e.body, p.position
           from (select position, stream, seq from ledger.positions
                  where position > $1 order by position limit $2) p
           join ledger.entries e on e.stream = p.stream and e.seq = p.seq
          order by p.position`,
}

function asEntry({ stream, seq, position, body }: EntryRow): ReadEntry {
  return {
    stream,
    seq,
    type: body.type,
    v: body.v,
    at: new Date(body.at),
    actor: body.actor,
    data: body.data,
    position,
  }
}
