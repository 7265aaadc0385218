import { Type } from 'typebox'
import { contextOf } from '#identity'
import { invalid, type HttpServer } from '#kernel'
import { once } from './commands.ts'
import { discardDraft, findDraft, listDrafts, saveDraft } from './draft.ts'
import { expire } from './expire.ts'
import { publish } from './publish.ts'
import { cardReply, draftReply, errorReply } from './replies.ts'
import {
  absent,
  allow,
  closed,
  codeParams,
  keyHeader,
  keyOf,
  tags,
  type CatalogueParts,
} from './route-parts.ts'
import { code, draftBody, localDate } from './schemas.ts'
import { listVersions } from './versions.ts'

const revision = Type.Integer({
  minimum: 0,
  description: 'The revision of the draft that was seen; 0 when there was none',
})

const listQuery = Type.Object(
  {
    missing: Type.Optional(Type.String({ maxLength: 100, description: 'Only drafts that lack this field' })),
    field: Type.Optional(Type.String({ maxLength: 100 })),
    after: Type.Optional(code),
  },
  closed,
)

/** Drafts, for those who edit the register. */
export function draftRoutes(app: HttpServer, parts: CatalogueParts): void {
  draftReads(app, parts)
  draftWrites(app, parts)
}

function draftReads(app: HttpServer, parts: CatalogueParts): void {
  const { db } = parts
  app.get(
    '/api/procedure-drafts',
    {
      schema: {
        tags,
        summary: 'Drafts and what they lack',
        querystring: listQuery,
        response: { 200: Type.Array(cardReply), '4xx': errorReply },
      },
    },
    async (request) => {
      allow(parts, request, 'catalogue.edit')
      return listDrafts(db, request.query)
    },
  )
  app.get(
    '/api/procedures/:code/draft',
    {
      schema: {
        tags,
        summary: 'The draft of a procedure',
        params: codeParams,
        response: { 200: draftReply, '4xx': errorReply },
      },
    },
    async (request) => {
      allow(parts, request, 'catalogue.edit')
      return (await findDraft(db, request.params.code)) ?? absent(request.params.code)
    },
  )
  app.get(
    '/api/procedures/:code/versions',
    {
      schema: {
        tags,
        summary: 'All published versions by date',
        params: codeParams,
        response: {
          200: Type.Array(
            Type.Object({
              version: Type.Integer(),
              from: localDate,
              to: Type.Union([localDate, Type.Null()]),
            }),
          ),
          '4xx': errorReply,
        },
      },
    },
    async (request) => {
      allow(parts, request, 'catalogue.read')
      return listVersions(db, request.params.code)
    },
  )
}

function draftWrites(app: HttpServer, parts: CatalogueParts): void {
  app.put(
    '/api/procedures/:code/draft',
    {
      schema: {
        tags,
        summary: 'Keep a draft; it may lack anything and says what',
        params: codeParams,
        headers: keyHeader,
        body: Type.Object({ revision, draft: draftBody }, closed),
        response: {
          200: Type.Object({ revision: Type.Integer(), missing: Type.Array(Type.String()) }),
          '4xx': errorReply,
        },
      },
    },
    async (request) => {
      const by = allow(parts, request, 'catalogue.edit')
      const { revision: seen, draft } = request.body
      if (draft.code !== request.params.code) throw otherCode
      const cx = contextOf(request, parts)
      return once(cx, keyOf(request), { put: request.params.code, ...request.body }, async (remember) => {
        const saved = await saveDraft(cx, { body: draft, revision: seen, by }, remember)
        return { revision: saved.revision, missing: saved.missing }
      })
    },
  )
  app.delete(
    '/api/procedures/:code/draft',
    {
      schema: {
        tags,
        summary: 'Throw a draft away; published versions stay',
        params: codeParams,
        headers: keyHeader,
        response: { 204: Type.Null(), '4xx': errorReply },
      },
    },
    async (request, reply) => {
      allow(parts, request, 'catalogue.edit')
      await discardDraft(contextOf(request, parts), request.params.code)
      return reply.code(204).send(null)
    },
  )
}

/** Publication and expiry, for those who publish. */
export function publicationRoutes(app: HttpServer, parts: CatalogueParts): void {
  const answer = Type.Object({ version: Type.Integer() })
  app.post(
    '/api/procedures/:code/publication',
    {
      schema: {
        tags,
        summary: 'Publish the draft; a refusal names every field that stands in the way',
        params: codeParams,
        headers: keyHeader,
        body: Type.Object({ revision: Type.Integer({ minimum: 1 }), from: localDate }, closed),
        response: { 200: answer, '4xx': errorReply },
      },
    },
    async (request) => {
      const by = allow(parts, request, 'catalogue.publish')
      const cx = contextOf(request, parts)
      const wanted = { code: request.params.code, ...request.body, by }
      return once(cx, keyOf(request), { publish: wanted }, async (remember) => {
        const { version } = await publish(cx, wanted, remember)
        return { version }
      })
    },
  )
  app.post(
    '/api/procedures/:code/expiry',
    {
      schema: {
        tags,
        summary: 'Set the day on which the newest version no longer holds',
        params: codeParams,
        headers: keyHeader,
        body: Type.Object({ to: localDate }, closed),
        response: { 200: answer, '4xx': errorReply },
      },
    },
    async (request) => {
      const by = allow(parts, request, 'catalogue.publish')
      const cx = contextOf(request, parts)
      const wanted = { code: request.params.code, to: request.body.to, by }
      return once(cx, keyOf(request), { expire: wanted }, async (remember) => {
        const { version } = await expire(cx, wanted, remember)
        return { version }
      })
    },
  )
}

export const otherCode = invalid(
  'draft.code',
  {
    vi: 'Mã trong bản nháp khác mã trên đường dẫn.',
    en: 'The code in the draft is not the one in the address.',
  },
  'CodeMismatch',
)
