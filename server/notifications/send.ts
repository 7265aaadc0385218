import { addJob, type Clock, type Database, type KeyRing, type Task } from '#kernel'
import { NotDelivered, type Adapters } from './adapters.ts'
import { sendTask } from './on-work.ts'
import {
  claimDue,
  markTold,
  opened,
  settleAll,
  untoldSupplements,
  type MessageRow,
  type Outcome,
} from './store.ts'

export interface SendParts {
  db: Database
  keys: KeyRing
  clock: Clock
  adapters: Adapters
  /** Tells work that a supplement notice went out, so that the applicant's pause begins. Telling twice is the same as once. */
  supplementSent(sent: { message: string; item: string; seq: number; sentAt: Date }): Promise<void>
  log?: (line: string, error: unknown) => void
}

const atOnce = 8
const batch = 200
/** Longer than any adapter takes; then a message counts as left behind by a process that died. */
const lease_ms = 120_000
const attemptsMost = 8
const firstBackOff_ms = 30_000

/**
 * Sends what is due, batch by batch, until nothing is. Runs as a job after each batch of entries and once a minute, so that a message left by a
 * process that died goes out as well. A failure keeps its reason and is tried again after 30 s, 1, 2, 4 … min, eight times in all.
 */
export const sending =
  (parts: SendParts): Task =>
  async (_payload, job) => {
    for (;;) {
      const now = parts.clock()
      const due = await claimDue(parts.db, now, new Date(now.getTime() + lease_ms), batch)
      if (due.length > 0) await settleAll(parts.db, await sendAll(parts, due), parts.clock())
      await tellOfSupplements(parts)
      if (due.length < batch || job.signal.aborted) return
    }
  }

async function sendAll(parts: SendParts, messages: MessageRow[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const left = [...messages]
  const lane = async (): Promise<void> => {
    for (let message = left.shift(); message; message = left.shift())
      outcomes.push(await sendOne(parts, message))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return outcomes
}

async function sendOne(parts: SendParts, row: MessageRow): Promise<Outcome> {
  try {
    const clear = opened(parts.keys, row)
    if (!clear) throw new NotDelivered('the person was erased', { final: true })
    const { channel, to, lang } = clear
    await parts.adapters[channel].send({ id: row.id, channel, to, lang, ...clear[lang] })
    return { id: row.id, failure: null, nextTryAt: null }
  } catch (error) {
    if (!(error instanceof NotDelivered)) parts.log?.('a notice could not be sent', error)
    // Only reasons we wrote ourselves are kept: an error from elsewhere may quote the address.
    const failure = error instanceof NotDelivered ? error.message : 'unexpected error, see the log'
    const final = row.attempts >= attemptsMost || (error instanceof NotDelivered && error.final)
    const wait_ms = firstBackOff_ms * 2 ** (row.attempts - 1)
    return { id: row.id, failure, nextTryAt: final ? null : new Date(parts.clock().getTime() + wait_ms) }
  }
}

/** After a crash between sending and telling, the message is found here again. One that cannot be told keeps none of the others waiting. */
async function tellOfSupplements(parts: SendParts): Promise<void> {
  for (const message of await untoldSupplements(parts.db)) {
    try {
      await parts.supplementSent({
        message: message.id,
        item: message.item,
        seq: message.seq,
        sentAt: message.sent_at,
      })
      await markTold(parts.db, message.id, parts.clock())
    } catch (error) {
      parts.log?.('work could not be told that a supplement notice went out', error)
    }
  }
}

/** Puts the sending job in at once, for a message that is to be tried again by hand. */
export const sendSoon = (db: Database, message: string): Promise<void> =>
  addJob(db, sendTask, {}, { jobKey: `again/${message}`, maxAttempts: 3 })
