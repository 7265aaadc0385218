import type pg from 'pg'
import type { Database } from '#kernel'
import { connectTo } from './alone.ts'
import { lengthOfWholeLines } from './anchors.ts'
import { checkBlocks } from './verify/blocks.ts'
import { checkChains } from './verify/chains.ts'
import { Findings, type Broken } from './verify/findings.ts'
import { checkHeads, namedHeads, type HeadSource } from './verify/heads.ts'
import { detect } from './verify/detect.ts'
import { cut } from './verify/pages.ts'
import { checkPiece, checkUnnumbered, checkUnsealed, piecesOf, restOf } from './verify/positions.ts'

export interface VerifyOptions {
  /** Path of the anchor file to compare the blocks with. */
  anchors?: string | undefined
  /** Heads kept by other contexts, `work.items` for instance. */
  heads?: readonly HeadSource[]
  /**
   * Reads every text here too, for its canonical form, trusting no function of the database; a big ledger takes twice as long.
   * Undefined: only for a small ledger.
   */
  thorough?: boolean
  /** Told now and then how many entries are done, of about how many. */
  onProgress?: (done: number, of: number) => void
}

export interface Verdict {
  entries: number
  streams: number
  blocks: number
  /** Entries not in a block yet. */
  unsealed: number
  broken: Broken[]
  /** Findings beyond the ten thousand that are listed; absent when all are. */
  omitted?: number
}

const connections = 2
/** What each connection may take for one hash table or sort: once it spills to disk, everything takes twice as long. */
const memory = '400MB'
/** The hashes of a range fit that memory, about 100 bytes each; more entries make more ranges. */
const entriesPerRange = 3_500_000
/** Ranges this wide are read fastest by scanning the table for each; the planner believes in the index far too long. */
const fewRanges = 8
/** The positions of a piece fit that memory too. */
const positionsPerPiece = 3_500_000
/** Ledgers of up to so many entries are always read thoroughly: it takes a second. */
const fewEntries = 100_000

/**
 * Verifies the whole ledger as one moment shows it, beside any number of writers: every hash and number, every block, what lies
 * under every position, every head, and the anchor file when there is one. Reads with two connections that share a snapshot.
 */
export async function verify(db: Database, options: VerifyOptions = {}): Promise<Verdict> {
  // Before the snapshot: each line of the file then tells of a block that the snapshot shows.
  const path = options.anchors
  const anchors = path === undefined ? undefined : { path, end: await lengthOfWholeLines(path) }
  const clients: pg.Client[] = []
  try {
    for (let n = 0; n < connections; n += 1) clients.push(await connectTo(db, 'sauro verify'))
    await shareSnapshot(clients)
    return await verifyIn(clients, options, anchors)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function verifyIn(
  clients: readonly pg.Client[],
  options: VerifyOptions,
  anchors: { path: string; end: number } | undefined,
): Promise<Verdict> {
  const [client] = clients
  if (!client) throw new RangeError('verify needs a connection')
  const findings = new Findings()
  const sealed = await checkBlocks(client, findings, anchors)
  const sum: Sum = { entries: 0, streams: 0, inBlocks: 0, withPosition: 0, headsDiffer: false }
  const tasks: Task[] = [
    ...piecesOf(sealed, Math.max(connections, Math.ceil(sealed.to / positionsPerPiece))).map(
      (piece): Task =>
        async (on) => {
          const found = await checkPiece(on, piece, findings)
          sum.inBlocks += found
          sum.withPosition += found
        },
    ),
    ...(await restOf(client, sealed.to, positionsPerPiece, connections)).map((rest): Task => async (on) => {
      const found = await checkUnsealed(on, rest, findings)
      sum.withPosition += found
    }),
    ...(await chainTasks(client, options, findings, sum)),
  ]
  await sideBySide(clients, tasks)
  if (sum.headsDiffer) for (const source of headsOf(options)) await checkHeads(client, source, findings)
  await checkUnnumbered(client, sum.entries, sum.withPosition, findings)
  const [broken, omitted] = [findings.sorted(), findings.omitted]
  const unsealed = sum.entries - sum.inBlocks
  const verdict = { entries: sum.entries, streams: sum.streams, blocks: sealed.blocks, unsealed, broken }
  return omitted > 0 ? { ...verdict, omitted } : verdict
}

interface Sum {
  entries: number
  streams: number
  inBlocks: number
  withPosition: number
  /** Or not known to be the same: then each is compared. */
  headsDiffer: boolean
}

const headsOf = ({ heads = [] }: VerifyOptions): HeadSource[] => [namedHeads, ...heads]

/** One task for each range of streams: the database looks for streams in which anything is wrong, and those are read here. */
async function chainTasks(
  client: pg.Client,
  options: VerifyOptions,
  findings: Findings,
  sum: Sum,
): Promise<Task[]> {
  const { estimate } = await cut(client, 1)
  const thorough = options.thorough ?? estimate <= fewEntries
  const parts = connections * Math.ceil(estimate / entriesPerRange / connections)
  const { ranges } = await cut(client, thorough ? parts * 4 : parts)
  const scan = ranges.length <= fewRanges
  const seen = (entries: number): void => {
    sum.entries += entries
    options.onProgress?.(sum.entries, estimate)
  }
  sum.headsDiffer = thorough
  return ranges.map((range): Task => async (on) => {
    if (thorough) {
      const { streams } = await checkChains(on, range, findings, seen)
      sum.streams += streams
      return
    }
    const { entries, firsts, suspects, headsDiffer } = await detect(on, range, headsOf(options), scan)
    seen(entries)
    const { headless } = await checkSuspects(on, suspects, findings)
    sum.streams += firsts + headless
    sum.headsDiffer ||= headsDiffer
  })
}

const suspectsAtOnce = 1_000

async function checkSuspects(
  on: pg.Client,
  suspects: readonly string[],
  findings: Findings,
): Promise<{ headless: number }> {
  const sum = { headless: 0 }
  for (let from = 0; from < suspects.length; from += suspectsAtOnce) {
    const { headless } = await checkChains(
      on,
      suspects.slice(from, from + suspectsAtOnce),
      findings,
      () => undefined,
    )
    sum.headless += headless
  }
  return sum
}

type Task = (client: pg.Client) => Promise<void>

/** Each connection takes the next task when it is done with one. */
async function sideBySide(clients: readonly pg.Client[], tasks: Task[]): Promise<void> {
  const waiting = [...tasks]
  await Promise.all(
    clients.map(async (client) => {
      for (let task = waiting.shift(); task; task = waiting.shift()) await task(client)
    }),
  )
}

/** All connections see the database as the first one did when it began. */
async function shareSnapshot(clients: readonly pg.Client[]): Promise<void> {
  let snapshot: string | undefined
  for (const client of clients) {
    await client.query(
      `set work_mem = '${memory}'; set hash_mem_multiplier = 1; set jit = off; set max_parallel_workers_per_gather = 0; set enable_mergejoin = off;
       set plan_cache_mode = force_custom_plan`,
    )
    await client.query('begin isolation level repeatable read read only')
    if (snapshot === undefined) {
      const exported = await client.query<{ id: string }>('select pg_export_snapshot() as id')
      snapshot = exported.rows[0]?.id
    } else await client.query(`set transaction snapshot '${snapshot}'`)
  }
}
