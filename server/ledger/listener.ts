import type { Database } from '#kernel'
import { connectTo, pause, type Log } from './alone.ts'
import { channel } from './sequencer.ts'

const longestBackOff_ms = 5_000

export interface Listener {
  /** The highest position heard of; 0 before the first. */
  position(): number
  /** Calls `wake` when the ledger has grown, at most 20 times a second; gives a function that ends it. */
  onPosition(wake: (position: number) => void): () => void
  stop(): Promise<void>
}

/** Hears nothing: for a server that is only described. */
export const deafListener: Listener = {
  position: () => 0,
  onPosition: () => () => undefined,
  stop: () => Promise.resolve(),
}

/**
 * The one connection of this process that hears of new positions; subscriptions and live screens share it. A notice can be lost
 * with the connection, so after each (re)connection everybody is woken with the highest position there is.
 */
export function startListener({ db, log }: { db: Database; log: Log }): Listener {
  const wakes = new Set<(position: number) => void>()
  let highest = 0
  const stopping = new AbortController()
  const heard = (position: number): void => {
    highest = Math.max(highest, position)
    for (const wake of wakes) {
      try {
        wake(highest)
      } catch (error) {
        log('a listener to new positions failed', error)
      }
    }
  }
  const ended = listen(db, log, heard, stopping.signal)
  return {
    position: () => highest,
    onPosition: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function listen(
  db: Database,
  log: Log,
  heard: (position: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let backOff_ms = 100
  while (!signal.aborted) {
    try {
      const client = await connectTo(db, 'sauro listener')
      const closed = new Promise<void>((resolve) => {
        client.once('end', resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      try {
        client.on('notification', (notice) => heard(Number(notice.payload)))
        await client.query(`listen ${channel}`)
        const result = await client.query<{ position: number }>(
          'select coalesce(max(position), 0) as position from ledger.positions',
        )
        heard(result.rows[0]?.position ?? 0)
        backOff_ms = 100
        await closed
        if (!signal.aborted) log('the connection that listens to the ledger was lost')
      } finally {
        await client.end()
      }
    } catch (error) {
      if (!signal.aborted) log(`cannot listen to the ledger, trying again in ${backOff_ms} ms`, error)
    }
    await pause(backOff_ms, signal)
    backOff_ms = Math.min(backOff_ms * 2, longestBackOff_ms)
  }
}
