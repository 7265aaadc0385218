import { Type } from 'typebox'
import { contextOf } from '#identity'
import { notFound, type HttpServer } from '#kernel'
import { today as dateOfDay } from '#people'
import { readBpmn } from './bpmn-read.ts'
import { writeBpmn } from './bpmn-write.ts'
import { once } from './commands.ts'
import { findDraft, saveDraft } from './draft.ts'
import { errorReply } from './replies.ts'
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
import { defaultProcess } from './publishable.ts'
import { processPacks } from './templates.ts'
import { inForce } from './versions.ts'

const drawing = Type.String({
  description: 'BPMN 2.0 with its drawing; the six clears stand in extensionElements (urn:sauro:process:1)',
})
const bpmn = 'application/bpmn+xml; charset=utf-8'

/** Internal processes as BPMN: out for everybody, in for those who edit the register. */
export function processRoutes(app: HttpServer, parts: CatalogueParts): void {
  const { db } = parts
  app.get(
    '/api/procedures/:code/process.bpmn',
    {
      schema: {
        tags,
        summary: 'The internal process in force, as BPMN',
        params: codeParams,
        response: { 200: drawing, '4xx': errorReply },
      },
    },
    async (request, reply) => {
      const found = await inForce(db, request.params.code, dateOfDay(request.now))
      if (!found) return absent(request.params.code)
      void reply.type(bpmn)
      return writeBpmn(found.process, found.name.vi)
    },
  )
  app.get(
    '/api/procedures/:code/draft/process.bpmn',
    {
      schema: {
        tags,
        summary: 'The process of a draft, or the default one of its field, as BPMN',
        params: codeParams,
        response: { 200: drawing, '4xx': errorReply },
      },
    },
    async (request, reply) => {
      allow(parts, request, 'catalogue.edit')
      const draft = await findDraft(db, request.params.code)
      if (!draft) return absent(request.params.code)
      const process =
        draft.body.process ?? defaultProcess(draft.body, await processPacks(), dateOfDay(request.now))
      if (!process)
        throw notFound({
          vi: 'quy trình: bản nháp còn thiếu thời hạn',
          en: 'A process: the draft still lacks a time',
        })
      void reply.type(bpmn)
      return writeBpmn(process, draft.body.name.vi)
    },
  )
  putRoute(app, parts)
}

function putRoute(app: HttpServer, parts: CatalogueParts): void {
  app.put(
    '/api/procedures/:code/draft/process',
    {
      schema: {
        tags,
        summary:
          'Take a BPMN model as the process of a draft; an element that cannot be said is refused by name',
        params: codeParams,
        headers: keyHeader,
        body: Type.Object(
          {
            revision: Type.Integer({ minimum: 1 }),
            bpmn: Type.String({ minLength: 1, maxLength: 1_000_000 }),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            revision: Type.Integer(),
            missing: Type.Array(Type.String()),
            ignored: Type.Array(Type.String()),
          }),
          '4xx': errorReply,
        },
      },
    },
    async (request) => {
      const by = allow(parts, request, 'catalogue.edit')
      const cx = contextOf(request, parts)
      const { code } = request.params
      const model = await readBpmn(request.body.bpmn)
      return once(cx, keyOf(request), { process: code, ...request.body }, async (remember) => {
        const draft = await findDraft(cx.db, code)
        if (!draft) return absent(code)
        const body = { ...draft.body, process: model.process }
        const answer = (saved: { revision: number; missing: string[] }) => ({
          revision: saved.revision,
          missing: saved.missing,
          ignored: model.ignored,
        })
        const saved = await saveDraft(cx, { body, revision: request.body.revision, by }, (tx, kept) =>
          remember(tx, answer(kept as { revision: number; missing: string[] })),
        )
        return answer(saved)
      })
    },
  )
}
