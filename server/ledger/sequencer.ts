import type pg from 'pg'
import { stopwatch, type Database } from '#kernel'
import { runAlone, type Log } from './alone.ts'
import { numberAll, numberSince, readSnapshot, type Numbered } from './numbering.ts'

/** The channel on which the highest position is told; nothing else sends on it. */
export const channel = 'ledger'
const shortestBetweenNotices_ms = 50

export interface SequencerOptions {
  db: Database
  log: Log
  every_ms?: number
  /** Entries per statement; a bulk import goes in pages of this size. */
  page?: number
}

export interface Sequencer {
  leading(): boolean
  /** Milliseconds since the start of the last round that saw everything; null while another process leads. */
  sinceRound_ms(): number | null
  stop(): Promise<void>
}

/**
 * Gives every entry that became visible a gapless position, in one process at a time. It never waits for open transactions:
 * its cursor is a snapshot, so a slow transaction delays its own entries and no others.
 */
export function startSequencer({ db, log, every_ms = 100, page = 20_000 }: SequencerOptions): Sequencer {
  let last: Numbered | undefined
  let sinceRound: (() => number) | undefined
  const notices = noticesOf()
  const running = runAlone({
    db,
    duty: 'sequencer',
    every_ms,
    log,
    begin: async (client) => {
      // A cached plan would guess that a third of all entries is new and read them all.
      await client.query(`set plan_cache_mode = force_custom_plan; set enable_seqscan = off`)
      last = await takeUp(client, { page, onPage: (position) => notices.tell(client, position) }, log)
    },
    round: async (client) => {
      const started = stopwatch()
      const onPage = (position: number): Promise<void> => notices.tell(client, position)
      if (last) last = await numberSince(client, last, { page, onPage })
      await notices.tell(client)
      sinceRound = started
    },
  })
  return {
    leading: () => running.leading(),
    sinceRound_ms: () => (running.leading() ? (sinceRound?.() ?? null) : null),
    stop: () => running.stop(),
  }
}

/** Goes on where the last sequencer stopped; numbers whatever has no position when transaction ids have started again. */
async function takeUp(
  client: pg.Client,
  options: Parameters<typeof numberAll>[2],
  log: Log,
): Promise<Numbered> {
  const result = await client.query<{
    cluster: string
    same: boolean
    snapshot: string | null
    position: number
  }>(
    // The object ids tell a database restored beside the old one in the same cluster.
    `with now as (
       select concat_ws('/', (select system_identifier from pg_control_system()),
                        (select oid from pg_database where datname = current_database()),
                        'ledger.entries'::regclass::oid) as cluster)
     select now.cluster, s.snapshot::text as snapshot,
            coalesce(now.cluster = s.cluster and pg_snapshot_xmax(s.snapshot) <= pg_snapshot_xmax(pg_current_snapshot()), false) as same,
            greatest(s.position, (select max(position) from ledger.positions), 0) as position
       from ledger.sequencer s, now`,
  )
  const row = result.rows[0]
  if (!row) throw new Error('ledger.sequencer has no row: the migrations did not run to their end')
  if (row.same && row.snapshot !== null) return { snapshot: row.snapshot, position: row.position }
  if (row.snapshot !== null)
    log('this is another cluster than the last time: numbering whatever has no position')
  const numbered = await numberAll(client, row.position, options)
  await client.query('update ledger.sequencer set cluster = $1', [row.cluster])
  return numbered
}

/** At most one notice in 50 ms, because a transaction that notifies holds a lock that all notifying transactions of the server want. */
function noticesOf(): { tell(client: pg.Client, position?: number): Promise<void> } {
  let untold: number | undefined
  let sinceNotice: (() => number) | undefined
  return {
    async tell(client, position) {
      untold = position ?? untold
      if (untold === undefined || (sinceNotice && sinceNotice() < shortestBetweenNotices_ms)) return
      // Nothing is lost when a notice is: listeners also ask by themselves. So it need not wait for the disk.
      await client.query(`begin; set local synchronous_commit = off; notify ${channel}, '${untold}'; commit`)
      untold = undefined
      sinceNotice = stopwatch()
    },
  }
}

/**
 * How far behind the sequencer is, seen from any process: visible entries without a position, and the age in milliseconds of the
 * oldest of them by its own `at`.
 */
export async function sequencerLag(
  db: Database,
  now: Date,
): Promise<{ entries: number; lag_ms: number; position: number }> {
  const state = await db.pool.query<{ snapshot: string | null; position: number }>(
    'select snapshot::text as snapshot, position from ledger.sequencer',
  )
  const position = state.rows[0]?.position ?? 0
  const { xmax, xip } = readSnapshot(state.rows[0]?.snapshot ?? '0:0:')
  const waiting = await db.pool.query<{ entries: number; oldest: string | null }>(
    `select count(*)::int as entries, min(body ->> 'at') as oldest
       from (select stream, seq, body from ledger.entries where xid >= $1::xid8
              and xid < pg_snapshot_xmax(pg_current_snapshot())
              union all
             select stream, seq, body from ledger.entries where xid = any($2::xid8[])) as f
      where not exists (select from ledger.positions p where p.stream = f.stream and p.seq = f.seq)`,
    [xmax, xip],
  )
  const { entries = 0, oldest = null } = waiting.rows[0] ?? {}
  return { entries, lag_ms: oldest === null ? 0 : Math.max(0, now.getTime() - Date.parse(oldest)), position }
}
