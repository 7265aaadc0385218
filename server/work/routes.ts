import { Type } from 'typebox'
import { requireActor } from '#identity'
import { invalid, isUuid, type HttpServer } from '#kernel'
import { append } from '#ledger'
import { calendarStory, historyOf, readable, timeOf } from './history.ts'
import { filingInput } from './filing.ts'
import { itemView } from './item-view.ts'
import { itemList, searchItems, searchMark } from './list.ts'
import { noticeRoutes } from './notice-routes.ts'
import type { Office } from './office.ts'
import { perform } from './perform.ts'
import { printReceipt } from './receipt.ts'
import { errorReply, filedReply, itemCode, keyHeader, versioned } from './schemas.ts'
import { submit } from './submit.ts'
import { todayPage, type Which } from './today.ts'
import type { StatusCode } from './status.ts'
import { itemVerbs } from './verbs.ts'
import { unmaskParty } from './unmask.ts'

const itemParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['work']

/** Paths, what they take, and one call each. Every act needs an idempotency key; every read is checked row by row. */
export function routes(app: HttpServer, office: Office): void {
  app.post(
    '/api/dossiers',
    {
      schema: {
        tags,
        summary: 'File a dossier',
        headers: keyHeader,
        body: filingInput,
        response: { 201: filedReply, '4xx': errorReply },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      const filed = await submit(office, {
        actor,
        now: request.now,
        key: idempotencyKey(request.headers),
        filing: request.body,
      })
      return reply.code(201).send(filed)
    },
  )
  for (const verb of itemVerbs.filter((one) => one.verb !== 'notice-sent')) actRoute(app, office, verb)
  readRoutes(app, office)
  listRoutes(app, office)
  noticeRoutes(app, office)
}

function actRoute(app: HttpServer, office: Office, verb: (typeof itemVerbs)[number]): void {
  const numbered = verb.path.includes(':no')
  app.post(
    `/api/items/:id/${verb.path}`,
    {
      schema: {
        tags,
        summary: verb.summary.en,
        description: verb.summary.vi,
        params: numbered
          ? Type.Object({ id: Type.String({ format: 'uuid' }), no: Type.Integer({ minimum: 0 }) })
          : itemParams,
        headers: keyHeader,
        body: versioned(verb.body),
        response: { 200: itemCode, '4xx': errorReply },
      },
    },
    async (request) => {
      const params = request.params as { id: string; no?: number }
      const { version, ...body } = request.body as { version: number } & Record<string, unknown>
      return perform(office, verb, {
        actor: requireActor(request),
        now: request.now,
        key: idempotencyKey(request.headers),
        item: params.id,
        ...(params.no === undefined ? {} : { no: params.no }),
        version,
        body,
      })
    },
  )
}

function readRoutes(app: HttpServer, office: Office): void {
  app.get('/api/items/:id', { schema: { tags, summary: 'One item', params: itemParams } }, (request) =>
    itemView(office, requireActor(request), request.params.id, request.now),
  )
  app.get(
    '/api/items/:id/time',
    { schema: { tags, summary: 'The time ledger: every minute with its owner', params: itemParams } },
    async (request) =>
      timeOf(
        office,
        await readable(office, requireActor(request), request.params.id, request.now),
        request.now,
      ),
  )
  app.get(
    '/api/items/:id/history',
    { schema: { tags, summary: 'What happened, as the ledger holds it', params: itemParams } },
    async (request) => ({
      entries: await historyOf(
        office,
        await readable(office, requireActor(request), request.params.id, request.now),
      ),
    }),
  )
  app.get(
    '/api/deadline-story/:id',
    { schema: { tags, summary: 'Why the appointment is what it is', params: itemParams } },
    async (request) => ({
      story: await calendarStory(
        office,
        await readable(office, requireActor(request), request.params.id, request.now),
        request.now,
      ),
    }),
  )
  app.get(
    '/api/items/:id/receipt.pdf',
    { schema: { tags, summary: 'Receipt and appointment (form 01) as PDF', params: itemParams } },
    async (request, reply) => {
      const actor = requireActor(request)
      const paper = await printReceipt(
        office,
        await readable(office, actor, request.params.id, request.now),
        actor,
        request.now,
      )
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${paper.name}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(paper.bytes))
    },
  )
  app.post(
    '/api/items/:id/unmasking',
    {
      schema: {
        tags,
        summary: 'Open the number and phone of the applicant; logged',
        params: itemParams,
        headers: keyHeader,
        body: Type.Object(
          { reason: Type.String({ minLength: 3, maxLength: 500 }) },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      unmaskParty(office, requireActor(request), request.params.id, request.body.reason, request.now),
  )
}

function listRoutes(app: HttpServer, office: Office): void {
  const which = Type.Optional(
    Type.Union([Type.Literal('mine'), Type.Literal('queue'), Type.Literal('paused')]),
  )
  const cursor = Type.Optional(Type.String({ maxLength: 80 }))
  app.get(
    '/api/today',
    {
      schema: {
        tags,
        summary: 'My open steps in the order in which they become late',
        querystring: Type.Object({ which, cursor }, { additionalProperties: false }),
      },
    },
    (request) =>
      todayPage(
        office,
        requireActor(request),
        (request.query.which ?? 'mine') as Which,
        request.query.cursor,
        request.now,
      ),
  )
  app.get(
    '/api/items',
    {
      schema: {
        tags,
        summary: 'Items in my sight, newest first',
        querystring: Type.Object(
          {
            status: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
            unit: Type.Optional(Type.String({ maxLength: 35 })),
            procedure: Type.Optional(Type.String({ maxLength: 60 })),
            cursor,
          },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      itemList(
        office,
        requireActor(request),
        { ...request.query, status: request.query.status as StatusCode } as never,
        request.now,
      ),
  )
  app.get(
    '/api/search',
    {
      schema: {
        tags,
        summary: 'Find dossiers by code, name, number or phone; each search is logged',
        querystring: Type.Object(
          { q: Type.String({ minLength: 2, maxLength: 100 }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => {
      const actor = requireActor(request)
      const rows = await searchItems(office, actor, request.query.q, request.now)
      await append(
        { db: office.db, now: request.now },
        `searches/${actor.id}`,
        [
          {
            type: 'person.searched',
            v: 1,
            data: { mark: searchMark(office, request.query.q), found: rows.length },
          },
        ],
        actor.id,
      )
      return { rows, next: null }
    },
  )
}

function idempotencyKey(headers: Record<string, unknown>): string {
  const key = String(headers['idempotency-key'] ?? '').toLowerCase()
  if (!isUuid(key)) {
    throw invalid(
      'idempotency-key',
      {
        vi: 'Thiếu mã lần gửi (idempotency-key, dạng UUID).',
        en: 'The header idempotency-key, a UUID, is missing.',
      },
      'IdempotencyKeyMissing',
    )
  }
  return key
}
