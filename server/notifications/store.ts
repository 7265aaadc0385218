import { unseal, type Database, type KeyRing, type Session } from '#kernel'
import type { Lang, NoticeChannel } from './facts.ts'
import type { Words } from './wording.ts'

export interface NewMessage {
  id: string
  item: string
  position: number
  seq: number
  template: string
  status: number | null
  channel: NoticeChannel
  sealed: Buffer
  happened_at: Date
  queued_at: Date
}

export type MessageState = 'queued' | 'sent' | 'failed' | 'read'

export interface MessageRow extends Omit<NewMessage, 'sealed'> {
  /** Null once the person was erased. */
  sealed: Buffer | null
  state: MessageState
  attempts: number
  sent_at: Date | null
  read_at: Date | null
  failure: string | null
}

/** What is sealed of a message. */
export type Clear = { channel: NoticeChannel; to: string | null; lang: Lang } & Record<Lang, Words>

type Reader = Pick<Session, 'rows'>

export const sealedAbout = (id: string): string => `notifications.messages/${id}`

export const opened = (keys: KeyRing, row: Pick<MessageRow, 'id' | 'sealed'>): Clear | undefined =>
  row.sealed === null ? undefined : (JSON.parse(unseal(keys, row.sealed, sealedAbout(row.id))) as Clear)

const insert = {
  name: 'notifications.queue',
  text: `insert into notifications.messages
      (id, item, position, seq, template, status, channel, state, sealed, happened_at, queued_at, next_try_at)
    select m.id, m.item, m.position, m.seq, m.template, m.status, m.channel, 'queued', m.sealed, m.happened_at, m.queued_at, m.queued_at
      from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[], $5::text[], $6::smallint[], $7::text[], $8::bytea[], $9::timestamptz[], $10::timestamptz[])
        as m(id, item, position, seq, template, status, channel, sealed, happened_at, queued_at)
    on conflict (position, template) do nothing`,
}

export async function queue(tx: Session, messages: readonly NewMessage[]): Promise<void> {
  const column = <K extends keyof NewMessage>(name: K): NewMessage[K][] => messages.map((one) => one[name])
  await tx.rows(insert, [
    column('id'),
    column('item'),
    column('position'),
    column('seq'),
    column('template'),
    column('status'),
    column('channel'),
    column('sealed'),
    column('happened_at'),
    column('queued_at'),
  ])
}

const erase = {
  name: 'notifications.erase',
  text: 'update notifications.messages set sealed = null where item = any($1::uuid[]) and sealed is not null',
}

/** Forgets to whom and in which words; what still waits to be sent will fail, because the person was erased. */
export async function eraseMessages(tx: Session, items: readonly string[]): Promise<void> {
  await tx.rows(erase, [items])
}

const lastTold = {
  name: 'notifications.last-told',
  text: `select distinct on (item) item, status from notifications.messages
    where item = any($1::uuid[]) and status is not null order by item, position desc`,
}

/** The status each item's applicant was last told. */
export async function lastToldOf(tx: Reader, items: string[]): Promise<Map<string, number>> {
  if (items.length === 0) return new Map()
  const rows = await tx.rows<{ item: string; status: number }>(lastTold, [items])
  return new Map(rows.map((row) => [row.item, row.status]))
}

const columns =
  'id, item, position, seq, template, status, channel, state, sealed, happened_at, queued_at, attempts, sent_at, read_at, failure'

const claim = {
  name: 'notifications.claim',
  text: `update notifications.messages set next_try_at = $2, attempts = attempts + 1
    where id in (select id from notifications.messages where state = 'queued' and next_try_at <= $1
                  order by next_try_at limit $3 for update skip locked)
    returning ${columns}`,
}

/** Messages whose turn it is, taken until `until`: when this process dies, another takes them over then. */
export const claimDue = (db: Database, now: Date, until: Date, most: number): Promise<MessageRow[]> =>
  db.rows<MessageRow>(claim, [now, until, most])

export interface Outcome {
  id: string
  /** Null when it was sent. */
  failure: string | null
  /** When to try again; null when it was sent or is given up. */
  nextTryAt: Date | null
}

const settle = {
  name: 'notifications.settle',
  text: `update notifications.messages m set
      state = case when o.failure is null then 'sent' when o.next_try_at is null then 'failed' else 'queued' end,
      sent_at = case when o.failure is null then $4::timestamptz end,
      failure = o.failure, next_try_at = o.next_try_at
    from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as o(id, failure, next_try_at)
    where m.id = o.id and m.state = 'queued'`,
}

export async function settleAll(db: Database, outcomes: readonly Outcome[], now: Date): Promise<void> {
  const column = <K extends keyof Outcome>(name: K): Outcome[K][] => outcomes.map((one) => one[name])
  await db.rows(settle, [column('id'), column('failure'), column('nextTryAt'), now])
}

const untold = {
  name: 'notifications.untold',
  text: `select id, item, seq, sent_at from notifications.messages
    where told_at is null and template = 'supplement.requested' and sent_at is not null order by sent_at limit 100`,
}

/** Supplement notices that went out and of which work has not been told: their sending starts a pause. */
export const untoldSupplements = (
  db: Database,
): Promise<{ id: string; item: string; seq: number; sent_at: Date }[]> => db.rows(untold, [])

const tell = {
  name: 'notifications.told',
  text: `update notifications.messages set told_at = $2 where id = $1`,
}

export async function markTold(db: Database, id: string, now: Date): Promise<void> {
  await db.rows(tell, [id, now])
}

const read = {
  name: 'notifications.read',
  text: `update notifications.messages set state = 'read', read_at = coalesce(read_at, $2)
    where id = $1 and state in ('sent', 'read') returning ${columns}`,
}

export const markRead = async (db: Database, id: string, now: Date): Promise<MessageRow | undefined> =>
  (await db.rows<MessageRow>(read, [id, now]))[0]

const again = {
  name: 'notifications.again',
  text: `update notifications.messages set state = 'queued', attempts = 0, next_try_at = $2
    where id = $1 and state = 'failed' returning ${columns}`,
}

export const queueAgain = async (db: Database, id: string, now: Date): Promise<MessageRow | undefined> =>
  (await db.rows<MessageRow>(again, [id, now]))[0]

const byId = {
  name: 'notifications.by-id',
  text: `select ${columns} from notifications.messages where id = $1`,
}
const ofItem = {
  name: 'notifications.of-item',
  text: `select ${columns} from notifications.messages where item = $1 order by position, template`,
}
const newest = {
  name: 'notifications.newest',
  text: `select ${columns} from notifications.messages where position < $1 order by position desc, template limit $2`,
}

export const findMessage = async (db: Reader, id: string): Promise<MessageRow | undefined> =>
  (await db.rows<MessageRow>(byId, [id]))[0]

export const messagesOfItem = (db: Reader, item: string): Promise<MessageRow[]> =>
  db.rows<MessageRow>(ofItem, [item])

/** The newest messages before a position; an entry has one template, so positions page without a gap. */
export const newestBefore = (db: Reader, position: number, most: number): Promise<MessageRow[]> =>
  db.rows<MessageRow>(newest, [position, most])
