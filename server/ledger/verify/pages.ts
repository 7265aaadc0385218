import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** Where a page ends, and the first entry a range does not contain; undefined is the end of the ledger. */
export interface Range {
  from: string | undefined
  to: string | undefined
}

const entriesAtOnce = 2_000
/** Neighbours on a page are often of one stream, so many are needed for parts of nearly the same size. */
const sampledPerPart = 10_000
/** stream 16, seq 4, length of body 4, hash 32; then the body. */
export const recordHead = 56

/**
 * Entries of a range in the order of their key, in pages of packed records. The database packs a page into one value and sends it
 * by binary COPY: a row per entry cost more than hashing it. While the caller looks at a page the next one is on its way.
 */
export async function* pagesOf(client: pg.Client, part: Range | readonly string[]): AsyncGenerator<Buffer> {
  const which = 'length' in part ? `stream in (${part.map((stream) => `'${stream}'`).join()})` : within(part)
  let coming = readPage(client, which)
  for (;;) {
    const { page, error } = await coming
    if (error !== undefined) throw error
    if (page.length === 0) return
    const last = lastKey(page)
    coming = readPage(client, `${which} and (stream, seq) > ('${last.stream}', ${last.seq})`)
    yield page
  }
}

/** A range as a condition in SQL. */
export const within = ({ from, to }: Range): string =>
  [from === undefined ? 'true' : `stream >= '${from}'`, to === undefined ? 'true' : `stream < '${to}'`].join(
    ' and ',
  )

export const streamAt = (page: Buffer, at: number): string =>
  page.toString('hex', at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

function lastKey(page: Buffer): { stream: string; seq: number } {
  let last = 0
  for (let at = 0; at < page.length; at += recordHead + page.readInt32BE(at + 20)) last = at
  return { stream: streamAt(page, last), seq: page.readInt32BE(last + 16) }
}

/** The error is a result, because it may come while the caller is at work on the page before and nobody waits. */
function readPage(client: pg.Client, where: string): Promise<{ page: Buffer; error?: Error }> {
  return copyPage(client, where).then(
    (page) => ({ page }),
    (error: Error) => ({ page: Buffer.alloc(0), error }),
  )
}

async function copyPage(client: pg.Client, where: string): Promise<Buffer> {
  const stream = client.query(
    copyTo(`copy (
      select string_agg(uuid_send(stream) || int4send(seq) || int4send(octet_length(body)) || hash || body, ''::bytea)
        from (select stream, seq, hash, json_send(body) as body from ledger.entries
               where ${where} order by stream, seq limit ${entriesAtOnce}) as page) to stdout (format binary)`),
  )
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return valueOf(Buffer.concat(chunks))
}

/** The one value of the one row: after the signature (11 bytes), flags, extension (4 each), the column count (2) and the length (4). */
function valueOf(copied: Buffer): Buffer {
  const length = copied.readInt32BE(21)
  return length < 0 ? Buffer.alloc(0) : copied.subarray(25, 25 + length)
}

/** Cuts the ledger into about so many ranges of streams, by a sample of its pages. */
export async function cut(client: pg.Client, parts: number): Promise<{ ranges: Range[]; estimate: number }> {
  const size = await client.query<{ estimate: number }>(
    // Before the first analyze only the size on disk tells.
    `select greatest(reltuples, pg_relation_size(oid) / 500)::bigint as estimate
       from pg_class where oid = 'ledger.entries'::regclass`,
  )
  const estimate = size.rows[0]?.estimate ?? 0
  if (estimate < 20_000) return { ranges: [{ from: undefined, to: undefined }], estimate }
  const percent = Math.min(100, (100 * sampledPerPart * parts) / estimate)
  const marks = Array.from({ length: parts - 1 }, (_, n) => (n + 1) / parts)
  const sample = await client.query<{ cuts: string[] | null }>(
    `select percentile_disc($1::float8[]) within group (order by stream)::text[] as cuts
       from ledger.entries tablesample system (${percent})`,
    [marks],
  )
  const cuts = [...new Set(sample.rows[0]?.cuts ?? [])]
  const bounds = [undefined, ...cuts, undefined]
  return { ranges: bounds.slice(1).map((to, n) => ({ from: bounds[n], to })), estimate }
}
