import type { Database, Session } from '#kernel'
import { pause, type Log } from './alone.ts'
import type { ReadEntry } from './entry.ts'
import type { Listener } from './listener.ts'
import { readAfter } from './read.ts'
import { turnsOf } from './turns.ts'

export interface Subscription {
  /** Its cursor's name; another name starts from the beginning. */
  name: string
  /** Where a new subscription begins: entries after this position. */
  from?: number
  /** Entries per call at the most. */
  batch?: number
  /**
   * Writes through `tx` only: its effects and the cursor are committed together, so that each entry takes effect exactly once.
   * Entries come in the order of positions. When it throws, the batch is undone and tried again.
   */
  onEntries(tx: Session, entries: ReadEntry[]): Promise<void>
}

/** A subscription with its defaults filled in. */
export const subscribe = (subscription: Subscription): Required<Subscription> => {
  if (subscription.name === '') throw new TypeError('a subscription needs a name')
  const { name, from = 0, batch = 500 } = subscription
  return { name, from, batch, onEntries: (tx, entries) => subscription.onEntries(tx, entries) }
}

export interface RunOptions {
  db: Database
  listener: Listener
  subscriptions: readonly Subscription[]
  log: Log
  /** Asked without being woken, in case a notice was lost. */
  poll_ms?: number
  /** Batches of different subscriptions side by side, each on a connection of the pool. */
  atOnce?: number
}

const firstBackOff_ms = 250
const longestBackOff_ms = 30_000

/**
 * Runs subscriptions until stopped. Several processes may run the same ones: whoever holds the cursor's row works, the others
 * look again later. One that fails is tried again, ever more slowly, and stops no other.
 */
export function runSubscriptions({
  db,
  listener,
  subscriptions,
  log,
  poll_ms = 1_000,
  atOnce = 4,
}: RunOptions): {
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  const inTurn = turnsOf(atOnce)
  const loops = subscriptions.map(subscribe).map((subscription) => {
    const bell = bellOf(listener, stopping.signal)
    return keepUp({ db, subscription, log, bell, poll_ms, inTurn, signal: stopping.signal })
  })
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

interface Loop {
  db: Database
  subscription: Required<Subscription>
  log: Log
  bell: Bell
  poll_ms: number
  inTurn: ReturnType<typeof turnsOf>
  signal: AbortSignal
}

async function keepUp({ db, subscription, log, bell, poll_ms, inTurn, signal }: Loop): Promise<void> {
  let backOff_ms = firstBackOff_ms
  let size = subscription.batch
  let known = false
  while (!signal.aborted) {
    try {
      if (!known) await db.rows(makeCursor, [subscription.name, subscription.from])
      known = true
      const done = await inTurn(() => takeBatch(db, subscription, size))
      if (done > 0) backOff_ms = firstBackOff_ms
      if (done < size) await bell.wait(poll_ms)
      size = Math.min(subscription.batch, size * 2)
    } catch (error) {
      log(`the subscription "${subscription.name}" failed and is tried again in ${backOff_ms} ms`, error)
      // One by one, so that all entries before the one that fails get through.
      size = 1
      await pause(backOff_ms, signal)
      backOff_ms = Math.min(backOff_ms * 2, longestBackOff_ms)
    }
  }
  bell.remove()
}

const makeCursor = {
  name: 'ledger.make-cursor',
  text: 'insert into ledger.cursors (subscription, position) values ($1, $2) on conflict do nothing',
}
const isBehind = {
  name: 'ledger.is-behind',
  text: `select position < (select max(position) from ledger.positions) as behind from ledger.cursors where subscription = $1`,
}
const lockCursor = {
  name: 'ledger.lock-cursor',
  text: 'select position from ledger.cursors where subscription = $1 for update skip locked',
}
const moveCursor = {
  name: 'ledger.move-cursor',
  text: 'update ledger.cursors set position = $2 where subscription = $1',
}

/** Gives how many entries were handled; 0 also while another process is at it. Asks before it locks, because a lock writes. */
async function takeBatch(db: Database, subscription: Subscription, size: number): Promise<number> {
  const { name } = subscription
  const [cursor] = await db.rows<{ behind: boolean | null }>(isBehind, [name])
  if (cursor?.behind !== true) return 0
  return db.transaction(async (tx) => {
    const [locked] = await tx.rows<{ position: number }>(lockCursor, [name])
    if (!locked) return 0
    const entries = await readAfter(tx, locked.position, size)
    const last = entries.at(-1)
    if (!last) return 0
    if (last.position !== locked.position + entries.length) {
      throw new Error(
        `an entry between positions ${locked.position} and ${last.position} is gone: run "sauro verify"`,
      )
    }
    await subscription.onEntries(tx, entries)
    await tx.rows(moveCursor, [name, last.position])
    return entries.length
  })
}

interface Bell {
  /** Waits for news since the last call, at most so long. */
  wait(time_ms: number): Promise<void>
  remove(): void
}

function bellOf(listener: Listener, signal: AbortSignal): Bell {
  let rung = false
  let wakeUp = new AbortController()
  const remove = listener.onPosition(() => {
    rung = true
    wakeUp.abort()
  })
  return {
    remove,
    async wait(time_ms) {
      if (!rung) await pause(time_ms, AbortSignal.any([signal, wakeUp.signal]))
      rung = false
      wakeUp = new AbortController()
    },
  }
}

/** How far behind each subscription is: entries not yet handled, and the age in milliseconds of the oldest of them. */
export async function subscriptionLag(
  db: Database,
  now: Date,
): Promise<{ subscription: string; position: number; entries: number; lag_ms: number }[]> {
  const rows = await db.rows<{
    subscription: string
    position: number
    entries: number
    oldest: string | null
  }>(lag, [])
  return rows.map(({ subscription, position, entries, oldest }) => {
    const lag_ms = oldest === null ? 0 : Math.max(0, now.getTime() - Date.parse(oldest))
    return { subscription, position, entries, lag_ms }
  })
}

const lag = {
  name: 'ledger.subscription-lag',
  text: `select c.subscription, c.position, e.body ->> 'at' as oldest,
                greatest(0, (select coalesce(max(position), 0) from ledger.positions) - c.position) as entries
           from ledger.cursors c
           left join ledger.positions p on p.position = c.position + 1
           left join ledger.entries e on e.stream = p.stream and e.seq = p.seq
          order by c.subscription`,
}
