import { addJob, seal, uuidv7, type Clock, type KeyRing, type Session } from '#kernel'
import type { ReadEntry, Subscription } from '#ledger'
import type { FactsOf, NoticeFacts } from './facts.ts'
import { eraseMessages, lastToldOf, queue, sealedAbout, type NewMessage } from './store.ts'
import { templateOf, type Template } from './templates.ts'
import { wordsOf } from './wording.ts'

export const sendTask = 'notifications.send'
/** Whether an entry says that whom the messages of its item went to was erased: the applicant, or who filed for them. */
const erases = ({ type, data }: ReadEntry): boolean =>
  type === 'person.erased' || (type === 'representative.erased' && (data as { told?: boolean }).told === true)

export interface NoticeParts {
  keys: KeyRing
  clock: Clock
  /** IANA zone of the city. */
  zone: string
  factsOf: FactsOf
}

/**
 * Follows the ledger and writes a message for each change of status, in the same transaction as its cursor: no change goes untold, none
 * is told twice. The job that sends them is keyed with the position of the batch's last entry.
 */
export const noticesOnWork = (parts: NoticeParts): Subscription => ({
  name: 'notifications.on-work',
  async onEntries(tx, entries) {
    await tell(tx, parts, entries)
    // After what was told before it, in the same batch too: no message is written once its person was erased.
    const gone = entries.filter(erases)
    if (gone.length > 0)
      await eraseMessages(
        tx,
        gone.map((entry) => entry.stream),
      )
  },
})

async function tell(tx: Session, parts: NoticeParts, entries: ReadEntry[]): Promise<void> {
  const told = entries.filter((entry) => templateOf(entry.type) !== undefined)
  if (told.length === 0) return
  const messages = await messagesFor(tx, parts, told)
  if (messages.length === 0) return
  await queue(tx, messages)
  await addJob(tx, sendTask, {}, { jobKey: String(entries.at(-1)!.position), maxAttempts: 3 })
}

async function messagesFor(tx: Session, parts: NoticeParts, entries: ReadEntry[]): Promise<NewMessage[]> {
  const facts = await parts.factsOf(tx, entries)
  const lastTold = await lastToldOf(tx, itemsThatAsk(entries))
  const now = parts.clock()
  return entries.flatMap((entry, at) => {
    const known = facts[at]
    const template = templateOf(entry.type)!
    if (!known) return []
    const status = statusAfter(template, known, entry)
    if (template.onlyOnChange && lastTold.get(entry.stream) === status) return []
    if (status !== null) lastTold.set(entry.stream, status)
    return [messageOf(parts, template, entry, known, status, now)]
  })
}

/** Only items with an entry that is told on a change need to be looked up. */
const itemsThatAsk = (entries: ReadEntry[]): string[] => [
  ...new Set(entries.filter((entry) => templateOf(entry.type)!.onlyOnChange).map((entry) => entry.stream)),
]

/** The facts are those of now; an item accepted since the entry was written had no appointment in it then. */
function statusAfter(template: Template, facts: NoticeFacts, entry: ReadEntry): number | null {
  if (template.statusBeforeAcceptance === undefined) return template.status
  const accepted = facts.acceptedAt !== null && facts.acceptedAt <= entry.at
  return accepted ? template.status : template.statusBeforeAcceptance
}

function messageOf(
  parts: NoticeParts,
  template: Template,
  entry: ReadEntry,
  facts: NoticeFacts,
  status: number | null,
  now: Date,
): NewMessage {
  const id = uuidv7(now)
  const clear = JSON.stringify({ ...facts.contact, ...wordsOf(template.key, entry, facts, parts.zone) })
  return {
    id,
    item: entry.stream,
    position: entry.position!,
    seq: entry.seq,
    template: template.key,
    status,
    channel: facts.contact.channel,
    sealed: seal(parts.keys, clear, sealedAbout(id)),
    happened_at: entry.at,
    queued_at: now,
  }
}
