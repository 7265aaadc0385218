import type pg from 'pg'

/** What the sequencer knows: all that is visible in `snapshot` has a position up to `position`. */
export interface Numbered {
  snapshot: string
  position: number
}

export interface PageOptions {
  /** So many entries are numbered in one statement at the most; more go in pages. */
  page: number
  onPage: (position: number) => Promise<void>
}

/**
 * The order within a batch: by transaction, but no entry before an earlier one of its stream. A transaction with a lower id can
 * hold a later entry than one with a higher id, hence the running maximum. Across batches nothing can go wrong: whoever writes
 * n + 1 has seen n committed (the version check), so no snapshot shows n + 1 without n.
 */
const inOrder = (entries: string): string => `
  select stream, seq, row_number() over (order by turn, stream, seq) as n
    from (select stream, seq, max(xid) over (partition by stream order by seq) as turn from ${entries}) as t`

const withoutPosition = `
  not exists (select from ledger.positions p where p.stream = f.stream and p.seq = f.seq)`

/**
 * What became visible since the last snapshot: of transactions that began after it, and of those that were open in it. The upper
 * bound keeps rows out whose ids come from an older cluster (after a restore) and lie ahead of today's.
 * xid8 has no max() before PostgreSQL 16, hence the bigint.
 */
const visibleSince = `
  select stream, seq, xid::text::bigint as xid from ledger.entries
   where xid >= $1::xid8 and xid < pg_snapshot_xmax(pg_current_snapshot())
   union all
  select stream, seq, xid::text::bigint from ledger.entries where xid = any($2::xid8[])`

/** One statement, so that the snapshot kept is the one the rows were read by. Writes nothing when nothing is new. */
const numberNew = `
  with found as materialized (${visibleSince} limit $3 + 1),
  size as materialized (select count(*) as found from found),
  ordered as materialized (
    select * from (${inOrder(`(select * from found f where ${withoutPosition}) as new`)}) as o
     where (select found from size) <= $3),
  written as (
    insert into ledger.positions (position, stream, seq) select $4::bigint + n, stream, seq from ordered),
  kept as (
    update ledger.sequencer
       set snapshot = pg_current_snapshot(), position = $4::bigint + (select count(*) from ordered)
     where (select found from size) between 1 and $3)
  select found::int, (select count(*) from ordered)::int as numbered, pg_current_snapshot()::text as snapshot from size`

/** Numbers what became visible since `last`; gives what is numbered then. */
export async function numberSince(
  client: pg.Client,
  last: Numbered,
  options: PageOptions,
): Promise<Numbered> {
  const { xmax, xip } = readSnapshot(last.snapshot)
  const result = await client.query<{ found: number; numbered: number; snapshot: string }>({
    name: 'ledger.number-new',
    text: numberNew,
    values: [xmax, xip, options.page, last.position],
  })
  const row = result.rows[0]
  if (!row || row.found === 0) return last
  if (row.found > options.page) {
    return numberInPages(client, { text: visibleSince, values: [xmax, xip] }, last.position, options)
  }
  const position = last.position + row.numbered
  if (row.numbered > 0) await options.onPage(position)
  return { snapshot: row.snapshot, position }
}

/** Numbers every entry that has no position, however it came here: on the first start, and after a restore. */
export async function numberAll(
  client: pg.Client,
  position: number,
  options: PageOptions,
): Promise<Numbered> {
  await client.query('set enable_seqscan = on')
  const all = { text: 'select stream, seq, xid::text::bigint as xid from ledger.entries', values: [] }
  const numbered = await numberInPages(client, all, position, options)
  await client.query('set enable_seqscan = off')
  return numbered
}

/**
 * For more than one page: the order is written down once within the database, read by one snapshot, then taken page by page.
 * Broken off half-way, the rest is found again, because the snapshot moves last and what has a position is left out.
 */
async function numberInPages(
  client: pg.Client,
  entries: { text: string; values: unknown[] },
  from: number,
  { page, onPage }: PageOptions,
): Promise<Numbered> {
  const { snapshot, count } = await writeDownOrder(client, entries)
  for (let done = 0; done < count; done += page) {
    const upTo = Math.min(done + page, count)
    await client.query(
      `with written as (
         insert into ledger.positions (position, stream, seq)
         select $1::bigint + n, stream, seq from numbering where n > $2 and n <= $3)
       update ledger.sequencer set position = $1::bigint + $3`,
      [from, done, upTo],
    )
    await onPage(from + upTo)
  }
  await client.query('update ledger.sequencer set snapshot = $1, position = $2', [snapshot, from + count])
  await client.query('drop table numbering')
  return { snapshot, position: from + count }
}

async function writeDownOrder(
  client: pg.Client,
  { text, values }: { text: string; values: unknown[] },
): Promise<{ snapshot: string; count: number }> {
  await client.query('drop table if exists pg_temp.numbering')
  await client.query('create temp table numbering (n bigint, stream uuid, seq integer)')
  await client.query('begin isolation level repeatable read')
  const read = await client.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot')
  const written = await client.query(
    `insert into numbering (n, stream, seq)
     select n, stream, seq from (${inOrder(`(select * from (${text}) as f where ${withoutPosition}) as new`)}) as o`,
    values,
  )
  await client.query('commit')
  await client.query('create index on numbering (n)')
  await client.query('analyze numbering')
  return { snapshot: read.rows[0]?.snapshot ?? '', count: written.rowCount ?? 0 }
}

/** `xmin:xmax:xip,xip…`, as pg_snapshot prints it. */
export function readSnapshot(text: string): { xmax: string; xip: string[] } {
  const [, xmax, xip] = /^\d+:(\d+):([\d,]*)$/.exec(text) ?? []
  if (xmax === undefined || xip === undefined) throw new Error(`this is no snapshot: "${text}"`)
  return { xmax, xip: xip === '' ? [] : xip.split(',') }
}
