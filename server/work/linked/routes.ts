import { Type } from 'typebox'
import { requireActor } from '#identity'
import { idempotencyKey, type HttpServer } from '#kernel'
import type { Office } from '../office.ts'
import { errorReply, itemParams, keyHeader } from '../schemas.ts'
import { fileLinked } from './file-linked.ts'
import { linkedInput } from './input.ts'
import { printLinkedReceipt } from './linked-receipt.ts'
import { permitPrint } from '../print-permit.ts'
import { dossiersOf } from './store.ts'
import { linkedByCode, linkedOfItem, linkedSetsToday, readableLinked } from './read-linked.ts'
import { linkedFiledReply, linkedSetView, linkedView } from './views.ts'

const tags = ['work']
const codeParams = Type.Object({ code: Type.String({ maxLength: 60 }) })

/** Linked procedures (một cửa liên thông): what there is, filing it, and how it stands. */
export function linkedRoutes(app: HttpServer, office: Office): void {
  filingRoutes(app, office)
  readingRoutes(app, office)
}

function filingRoutes(app: HttpServer, office: Office): void {
  app.get(
    '/api/linked-sets',
    {
      schema: {
        tags,
        summary: 'Linked procedures that can be filed today',
        response: { 200: Type.Object({ rows: Type.Array(linkedSetView) }) },
      },
    },
    async (request) => ({ rows: await linkedSetsToday(office, request.now) }),
  )
  app.post(
    '/api/linked-dossiers',
    {
      schema: {
        tags,
        summary: 'File linked procedures: one filing, one dossier per agency',
        headers: keyHeader,
        body: linkedInput,
        response: { 201: linkedFiledReply, '4xx': errorReply },
      },
    },
    async (request, reply) => {
      const key = idempotencyKey(request.headers)
      const actor = requireActor(request)
      return reply
        .code(201)
        .send(await fileLinked(office, { actor, now: request.now, key, filing: request.body }))
    },
  )
}

function readingRoutes(app: HttpServer, office: Office): void {
  app.get(
    '/api/linked-dossiers/:code',
    {
      schema: {
        tags,
        summary: 'One linked filing: every agency, its clock, the one appointment, who is late',
        params: codeParams,
        response: { 200: linkedView, '4xx': errorReply },
      },
    },
    (request) => linkedByCode(office, requireActor(request), request.params.code, request.now),
  )
  app.get(
    '/api/linked-dossiers/:code/receipt.pdf',
    {
      schema: { tags, summary: 'The one receipt of a linked filing (form 01), PDF', params: codeParams },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      const linked = await readableLinked(office, actor, request.params.code, request.now)
      permitPrint(office, actor, await dossiersOf(office.db, linked.id), request.now)
      const paper = await printLinkedReceipt(office, linked, actor, request.now)
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${paper.name}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(paper.bytes))
    },
  )
  app.get(
    '/api/items/:id/linked',
    {
      schema: {
        tags,
        summary: 'The linked filing of an item',
        params: itemParams,
        response: { 200: Type.Object({ linked: Type.Union([linkedView, Type.Null()]) }), '4xx': errorReply },
      },
    },
    async (request) => ({
      linked: await linkedOfItem(office, requireActor(request), request.params.id, request.now),
    }),
  )
}
