import type pg from 'pg'
import { rootInSql } from '../merkle.ts'
import type { Sealed } from './blocks.ts'
import type { Findings } from './findings.ts'

/** Blocks whose leaves are recomputed in one statement, by their first positions; `end` is the last position of the last. */
export interface Piece {
  firstBlock: number
  starts: number[]
  end: number
}

/** Cuts the sealed positions into about so many pieces of equal length. */
export function piecesOf({ starts, to }: Sealed, parts: number): Piece[] {
  const each = Math.ceil(starts.length / parts)
  const pieces: Piece[] = []
  for (let at = 0; at < starts.length; at += each) {
    const end = (starts[at + each] ?? to + 1) - 1
    pieces.push({ firstBlock: at, starts: starts.slice(at, at + each), end })
  }
  return pieces
}

/** Recomputes the roots of a piece from the entries; gives how many of its positions have their entry. */
export async function checkPiece(client: pg.Client, piece: Piece, findings: Findings): Promise<number> {
  const [from = 0] = piece.starts
  const length = piece.end - from + 1
  const { rows } = await client.query<{ block: number; positions: number; found: number; same: boolean }>(
    recomputeWhole,
    [from, piece.end],
  )
  const [first] = rows
  if (first?.positions !== length || first.found !== length || rows.length !== piece.starts.length)
    return checkBroken(client, piece, findings)
  for (const { block, same } of rows)
    if (!same) findings.add({ stream: null, seq: null, block, why: 'leaves-changed' })
  return length
}

/**
 * All leaves of a piece in one value, from which each block takes its own; right only when no position is missing. Sorting by the one
 * number took two thirds of the time of grouping by block. `+ 0` keeps the planner from reading entries one by one in that order.
 */
const recomputeWhole = `
  with leaves as materialized (
    select count(*)::int as positions, count(hash)::int as found, string_agg(sha256('\\x00'::bytea || hash), ''::bytea) as level
      from (select e.hash from ledger.positions p left join ledger.entries e on e.stream = p.stream and e.seq = p.seq
             where p.position between $1 and $2 order by p.position + 0) as ordered)
  select b.block, l.positions, l.found, b.same
    from leaves l cross join lateral (
         select block, coalesce(root = ${rootInSql(`substr(l.level, ((from_position - $1) * 32 + 1)::int, (to_position - from_position + 1)::int * 32)`)}, false) as same
           from ledger.blocks where from_position between $1 and $2 order by block) as b`

/** The same block by block, where positions or entries are gone: names which. */
async function checkBroken(client: pg.Client, piece: Piece, findings: Findings): Promise<number> {
  const [from = 0] = piece.starts
  const { rows } = await client.query<{
    block: number
    from: number
    to: number
    positions: number
    found: number
    same: boolean
  }>(recompute, [piece.starts, from, piece.end, piece.firstBlock])
  let found = 0
  for (const row of rows) {
    found += row.found
    const whole = row.positions === row.to - row.from + 1 && row.found === row.positions
    if (!whole) await locate(client, row, findings)
    else if (!row.same) findings.add({ stream: null, seq: null, block: row.block, why: 'leaves-changed' })
  }
  return found
}

/** Blocks are taken in the order of their first position; which one a position belongs to, width_bucket finds by halving. */
const recompute = `
  with leaves as (
    select width_bucket(p.position, $1::bigint[]) as place, count(*)::int as positions, count(e.hash)::int as found,
           string_agg(sha256('\\x00'::bytea || e.hash), ''::bytea order by p.position) as level
      from ledger.positions p left join ledger.entries e on e.stream = p.stream and e.seq = p.seq
     where p.position between $2 and $3
     group by 1),
  sealed as (
    select b.*, row_number() over (order by b.block) as place
      from (select block, from_position, to_position, root from ledger.blocks order by block offset $4 limit cardinality($1::bigint[])) as b)
  select s.block, s.from_position as from, s.to_position as to, coalesce(l.positions, 0) as positions, coalesce(l.found, 0) as found,
         coalesce(l.found > 0 and ${rootInSql('l.level')} = s.root, false) as same
    from sealed s left join leaves l using (place) order by s.block`

/** Positions after the last block, checked in one statement; the last range has no end. */
export interface Rest {
  from: number
  to: number | undefined
  /** How many positions there should be. */
  positions: number
}

/** Cuts what no block covers yet into ranges of at most so many positions, and into as many as there are connections when it is much. */
export async function restOf(
  client: pg.Client,
  sealedTo: number,
  most: number,
  connections: number,
): Promise<Rest[]> {
  const { rows } = await client.query<{ last: number }>(
    'select greatest(position, $1) as last from ledger.sequencer',
    [sealedTo],
  )
  const length = (rows[0]?.last ?? sealedTo) - sealedTo
  const parts = length < muchUnsealed ? 1 : connections * Math.ceil(length / most / connections)
  const each = Math.ceil(length / parts)
  return Array.from({ length: parts }, (_, part) => {
    const from = sealedTo + part * each + 1
    const isLast = part === parts - 1
    return { from, to: isLast ? undefined : from + each - 1, positions: isLast ? length - part * each : each }
  })
}

const muchUnsealed = 100_000

/** The positions of a range that no block covers: each there, each with its entry. Gives how many have one. */
export async function checkUnsealed(client: pg.Client, rest: Rest, findings: Findings): Promise<number> {
  const { rows } = await client.query<{ positions: number; found: number }>(
    `select count(*)::int as positions, count(e.hash)::int as found
       from ledger.positions p left join ledger.entries e on e.stream = p.stream and e.seq = p.seq
      where p.position between $1 and $2`,
    [rest.from, rest.to ?? Number.MAX_SAFE_INTEGER],
  )
  const { positions = 0, found = 0 } = rows[0] ?? {}
  if (positions !== rest.positions || found !== positions)
    await locate(client, { from: rest.from, to: rest.from + rest.positions - 1 }, findings)
  return found
}

const mostLocated = 10_000

/** Names the positions that are gone, and the entries gone from under a position. */
async function locate(
  client: pg.Client,
  { from, to, block }: { from: number; to: number; block?: number },
  findings: Findings,
): Promise<void> {
  const { rows } = await client.query<{ position: number; stream: string | null; seq: number | null }>(
    `select at as position, p.stream, p.seq
       from generate_series($1::bigint, $2::bigint) as at
       left join ledger.positions p on p.position = at
       left join ledger.entries e on e.stream = p.stream and e.seq = p.seq
      where e.stream is null order by at limit $3`,
    [from, to, mostLocated],
  )
  for (const { position, stream, seq } of rows) {
    const where = block === undefined ? { position } : { position, block }
    findings.add({ stream, seq, why: stream === null ? 'position-gone' : 'gone', ...where })
  }
}

/**
 * Entries without a position that should have one: all that the sequencer's last snapshot showed. `expected` tells how many entries
 * have one; only when the numbers do not add up are the entries looked for.
 */
export async function checkUnnumbered(
  client: pg.Client,
  entries: number,
  withPosition: number,
  findings: Findings,
): Promise<void> {
  const { rows } = await client.query<{ young: number; known: boolean }>(
    `select s.snapshot is not null as known, (select count(*)::int from ledger.entries e where ${youngIn('s.snapshot')}) as young
       from ledger.sequencer s`,
  )
  const { young = 0, known = false } = rows[0] ?? {}
  if (!known || entries - withPosition <= young) return
  const lost = await client.query<{ stream: string; seq: number }>(
    `select e.stream, e.seq from ledger.entries e cross join ledger.sequencer s
      where not (${youngIn('s.snapshot')})
        and not exists (select from ledger.positions p where p.stream = e.stream and p.seq = e.seq)
      order by e.stream, e.seq limit $1`,
    [mostLocated],
  )
  for (const { stream, seq } of lost.rows) findings.add({ stream, seq, why: 'unnumbered' })
}

/** Written by a transaction that had not ended when the snapshot was taken. */
const youngIn = (snapshot: string): string =>
  `(e.xid >= pg_snapshot_xmax(${snapshot}) or e.xid in (select pg_snapshot_xip(${snapshot})))`
