import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { notFound, Refusal, type Clock, type Database, type HttpServer, type KeyRing } from '#kernel'
import { sendSoon } from './send.ts'
import {
  findMessage,
  markRead,
  messagesOfItem,
  newestBefore,
  opened,
  queueAgain,
  type MessageRow,
} from './store.ts'
import type { NoticeView } from './views.ts'

export interface NotificationParts {
  db: Database
  keys: KeyRing
  clock: Clock
  /** Refuses whoever may not see all messages: for the demonstration and the IT role. */
  mayReadOutbox(request: FastifyRequest): Promise<void> | void
  /** Refuses whoever may not read this item. */
  mayReadItem(request: FastifyRequest, item: string): Promise<void> | void
  /** Refuses whoever is not the applicant of this item, and a write without its CSRF token. */
  mayConfirm(request: FastifyRequest, item: string): Promise<void> | void
  /** Refuses whoever may not have a failed message tried again, and a write without its CSRF token. */
  mayRetry(request: FastifyRequest, item: string): Promise<void> | void
}

const pageSize = 50
const tags = ['notifications']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false })
const Cursor = Type.Object(
  { cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })) },
  { additionalProperties: false },
)

export function routes(app: HttpServer, parts: NotificationParts): void {
  app.get(
    '/api/outbox',
    { schema: { tags, summary: 'Messages out, newest first', querystring: Cursor } },
    async (request) => {
      await parts.mayReadOutbox(request)
      const before =
        request.query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(request.query.cursor)
      const rows = await newestBefore(parts.db, before, pageSize)
      return { rows: rows.map((row) => viewOf(parts.keys, row)), next: nextOf(rows) }
    },
  )

  app.get(
    '/api/items/:id/notices',
    { schema: { tags, summary: 'What the applicant was told, oldest first', params: Id } },
    async (request) => {
      await parts.mayReadItem(request, request.params.id)
      const rows = await messagesOfItem(parts.db, request.params.id)
      return { rows: rows.map((row) => viewOf(parts.keys, row)) }
    },
  )

  app.post(
    '/api/notices/:id/read',
    { schema: { tags, summary: 'The applicant has read it', params: Id } },
    async (request) => {
      const known = await getMessage(parts.db, request.params.id)
      await parts.mayConfirm(request, known.item)
      const row = await markRead(parts.db, known.id, parts.clock())
      if (!row) throw notSentYet()
      return viewOf(parts.keys, row)
    },
  )

  app.post(
    '/api/notices/:id/retry',
    { schema: { tags, summary: 'Try a failed message again', params: Id } },
    async (request) => {
      const known = await getMessage(parts.db, request.params.id)
      await parts.mayRetry(request, known.item)
      const row = await queueAgain(parts.db, known.id, parts.clock())
      if (!row) throw notFailed()
      await sendSoon(parts.db, row.id)
      return viewOf(parts.keys, row)
    },
  )
}

const nextOf = (rows: MessageRow[]): string | null =>
  rows.length < pageSize ? null : String(rows.at(-1)!.position)

async function getMessage(db: Database, id: string): Promise<MessageRow> {
  const row = await findMessage(db, id)
  if (!row) throw notFound({ vi: 'tin nhắn', en: 'The message' })
  return row
}

export function viewOf(keys: KeyRing, row: MessageRow): NoticeView {
  const clear = opened(keys, row)
  return {
    id: row.id,
    item: row.item,
    template: row.template,
    status: row.status,
    channel: row.channel,
    to: clear?.to ? masked(clear.to) : null,
    state: row.state,
    vi: clear?.vi ?? null,
    en: clear?.en ?? null,
    attempts: row.attempts,
    happenedAt: row.happened_at.toISOString(),
    queuedAt: row.queued_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    failure: row.failure,
  }
}

export function masked(to: string): string {
  const at = to.indexOf('@')
  return at > 0 ? `${to[0]!}•••${to.slice(at)}` : `•••${to.slice(-3)}`
}

export const notSentYet = (): Refusal =>
  new Refusal(
    'NotSentYet',
    { vi: 'Tin này chưa được gửi.', en: 'This message was not sent yet.' },
    { kind: 'conflict' },
  )

export const notFailed = (): Refusal =>
  new Refusal(
    'NotFailed',
    { vi: 'Chỉ gửi lại được tin đã gửi hỏng.', en: 'Only a message that failed can be tried again.' },
    { kind: 'conflict' },
  )
