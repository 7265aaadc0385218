import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { stopwatch, type Database } from '#kernel'

/** First half of the advisory lock keys of this context; the second half names the duty. */
const lockSpace = 6_606
export type Duty = 'sequencer' | 'sealer'
const lockOf: Record<Duty, number> = { sequencer: 1, sealer: 2 }

const retryLock_ms = 500
const longestBackOff_ms = 5_000

export type Log = (line: string, error?: unknown) => void

export interface AloneOptions {
  db: Database
  duty: Duty
  /** From the start of one round to the start of the next. */
  every_ms: number
  log: Log
  /** Called once on each connection that won the lock, before its rounds. */
  begin: (client: pg.Client) => Promise<void>
  round: (client: pg.Client) => Promise<void>
}

export interface Running {
  /** Whether this process has the duty now. */
  leading(): boolean
  stop(): Promise<void>
}

/** A connection of its own to the same database under the same role, for locks and LISTEN; the caller ends it. */
export async function connectTo(db: Database, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ ...db.pool.options, application_name: applicationName, keepAlive: true })
  // A lost connection shows as an error of the next query; without a listener Node would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/**
 * Does a duty in one process at a time. The lock lives on the very connection that does the work: who loses the connection can
 * no longer write, and another process takes over within half a second. Waiters ask again and again instead of queueing,
 * because a queued request would hold a snapshot and keep vacuum from cleaning up.
 */
export function runAlone(options: AloneOptions): Running {
  const stopping = new AbortController()
  const state = { leading: false }
  const ended = keepTrying(options, state, stopping.signal)
  return {
    leading: () => state.leading,
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function keepTrying(
  options: AloneOptions,
  state: { leading: boolean },
  signal: AbortSignal,
): Promise<void> {
  let backOff_ms = 100
  const worked = (): void => {
    backOff_ms = 100
  }
  while (!signal.aborted) {
    try {
      await serve(options, state, signal, worked)
    } catch (error) {
      if (!signal.aborted)
        options.log(`the ${options.duty} stopped and starts again in ${backOff_ms} ms`, error)
    }
    state.leading = false
    await pause(backOff_ms, signal)
    backOff_ms = Math.min(backOff_ms * 2, longestBackOff_ms)
  }
}

async function serve(
  { db, duty, every_ms, begin, round }: AloneOptions,
  state: { leading: boolean },
  signal: AbortSignal,
  worked: () => void,
): Promise<void> {
  const client = await connectTo(db, `sauro ${duty}`)
  try {
    while (!(await tryLock(client, duty))) {
      await pause(retryLock_ms, signal)
      if (signal.aborted) return
    }
    await begin(client)
    state.leading = true
    while (!signal.aborted) {
      const elapsed_ms = stopwatch()
      await round(client)
      worked()
      await pause(every_ms - elapsed_ms(), signal)
    }
  } finally {
    await client.end()
  }
}

async function tryLock(client: pg.Client, duty: Duty): Promise<boolean> {
  const result = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1, $2) as won', [
    lockSpace,
    lockOf[duty],
  ])
  return result.rows[0]?.won === true
}

/** Waits, or returns at once when asked to stop. */
export async function pause(time_ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await sleep(Math.max(0, time_ms), undefined, { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
}
