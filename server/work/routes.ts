import { Type } from 'typebox'
import { requireActor } from '#identity'
import { idempotencyKey, type HttpServer } from '#kernel'
import { erasePerson } from './erase-person.ts'
import { erasurePlan, erasurePlanShape } from './erasure-plan.ts'
import { filingInput } from './filing.ts'
import { linkedRoutes } from './linked/routes.ts'
import { listRoutes, loadRoutes } from './list-routes.ts'
import { noticeRoutes } from './notice-routes.ts'
import type { Office } from './office.ts'
import { perform } from './perform.ts'
import { readRoutes, why } from './read-routes.ts'
import { erasedReply, errorReply, filedReply, itemCode, itemParams, keyHeader, versioned } from './schemas.ts'
import { submit } from './submit.ts'
import { itemVerbs } from './verbs.ts'

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
      const key = idempotencyKey(request.headers)
      return reply
        .code(201)
        .send(await submit(office, { actor, now: request.now, key, filing: request.body }))
    },
  )
  for (const verb of itemVerbs.filter((one) => one.verb !== 'notice-sent')) actRoute(app, office, verb)
  erasureRoute(app, office)
  readRoutes(app, office)
  linkedRoutes(app, office)
  listRoutes(app, office)
  noticeRoutes(app, office)
  loadRoutes(app, office)
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
          ? Type.Object({ ...itemParams.properties, no: Type.Integer({ minimum: 0 }) })
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

const erasureBody = Type.Object(
  {
    ...why.properties,
    person: Type.Optional(
      Type.Union([Type.Literal('applicant'), Type.Literal('representative')], {
        description: 'Whom of the dossier is meant; the applicant when left out',
      }),
    ),
  },
  { additionalProperties: false },
)

function erasureRoute(app: HttpServer, office: Office): void {
  app.post(
    '/api/items/:id/erasure',
    {
      schema: {
        tags,
        summary: 'Erase the applicant or their representative, on all their closed dossiers',
        description:
          'Xóa dữ liệu cá nhân của người đứng tên hoặc người đại diện theo yêu cầu; hồ sơ và chuỗi bằng chứng vẫn còn',
        params: itemParams,
        headers: keyHeader,
        body: erasureBody,
        response: { 200: erasedReply, '4xx': errorReply },
      },
    },
    (request) =>
      erasePerson(office, {
        actor: requireActor(request),
        now: request.now,
        key: idempotencyKey(request.headers),
        item: request.params.id,
        ...request.body,
      }),
  )
  app.get(
    '/api/items/:id/erasure',
    {
      schema: {
        tags,
        summary: 'What an erasure of the persons of this dossier would reach',
        description: 'Xem trước: xóa dữ liệu cá nhân sẽ chạm tới những hồ sơ nào',
        params: itemParams,
        response: { 200: erasurePlanShape, '4xx': errorReply },
      },
    },
    (request) => erasurePlan(office, requireActor(request), request.params.id, request.now),
  )
}
