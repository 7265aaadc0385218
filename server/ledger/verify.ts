import type pg from 'pg'
import type { Database } from '#kernel'
import { connectTo } from './alone.ts'
import { lengthOfWholeLines } from './anchors.ts'
import { checkBlocks } from './verify/blocks.ts'
import { checkChains } from './verify/chains.ts'
import { Findings, type Broken } from './verify/findings.ts'
import { checkHeads, namedHeads, type HeadSource } from './verify/heads.ts'
import { cut } from './verify/pages.ts'
import { checkPiece, checkUnnumbered, checkUnsealed, piecesOf } from './verify/positions.ts'

export interface VerifyOptions {
  /** Path of the anchor file to compare the blocks with. */
  anchors?: string | undefined
  /** Heads kept by other contexts, `work.items` for instance. */
  heads?: readonly HeadSource[]
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
const rangesPerConnection = 4

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
  const { ranges, estimate } = await cut(client, connections * rangesPerConnection)
  const sealed = await checkBlocks(client, findings, anchors)
  const sum = { entries: 0, streams: 0, inBlocks: 0, withPosition: 0 }
  const tasks: Task[] = [
    ...piecesOf(sealed, connections).map((piece): Task => async (on) => {
      const found = await checkPiece(on, piece, findings)
      sum.inBlocks += found
      sum.withPosition += found
    }),
    async (on) => void (sum.withPosition += await checkUnsealed(on, sealed.to, findings)),
    ...ranges.map((range): Task => async (on) => {
      sum.streams += await checkChains(on, range, findings, (entries) => {
        sum.entries += entries
        options.onProgress?.(sum.entries, estimate)
      })
    }),
    ...[namedHeads, ...(options.heads ?? [])].map(
      (source): Task =>
        (on) =>
          checkHeads(on, source, findings),
    ),
  ]
  await sideBySide(clients, tasks)
  await checkUnnumbered(client, sum.entries, sum.withPosition, findings)
  const [broken, omitted] = [findings.sorted(), findings.omitted]
  const unsealed = sum.entries - sum.inBlocks
  const verdict = { entries: sum.entries, streams: sum.streams, blocks: sealed.blocks, unsealed, broken }
  return omitted > 0 ? { ...verdict, omitted } : verdict
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
      `set work_mem = '256MB'; set jit = off; set max_parallel_workers_per_gather = 0; set plan_cache_mode = force_custom_plan`,
    )
    await client.query('begin isolation level repeatable read read only')
    if (snapshot === undefined) {
      const exported = await client.query<{ id: string }>('select pg_export_snapshot() as id')
      snapshot = exported.rows[0]?.id
    } else await client.query(`set transaction snapshot '${snapshot}'`)
  }
}
