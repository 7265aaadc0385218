import { Type } from 'typebox'
import { requireActor } from '#identity'
import type { HttpServer } from '#kernel'
import { today as dateOfDay } from '#people'
import { absent, closed, codeParams, tags, type CatalogueParts } from './route-parts.ts'
import { fieldsInForce, searchProcedures } from './search.ts'
import { code, levels } from './schemas.ts'
import { errorReply, fieldReply, pageReply, versionReply } from './replies.ts'
import { findVersion, inForce } from './versions.ts'

/** What anybody may read: versions in force. */
export function publicRoutes(app: HttpServer, parts: CatalogueParts): void {
  listRoutes(app, parts)
  readRoutes(app, parts)
}

function listRoutes(app: HttpServer, { db }: CatalogueParts): void {
  const query = Type.Object(
    {
      q: Type.Optional(
        Type.String({
          maxLength: 200,
          description: 'Words with or without marks, or the beginning of a code',
        }),
      ),
      field: Type.Optional(Type.String({ maxLength: 100 })),
      level: Type.Optional(levels),
      cursor: Type.Optional(Type.String({ maxLength: 3000 })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      here: Type.Optional(Type.Boolean({ description: 'Only what is filed in this city' })),
    },
    closed,
  )
  app.get(
    '/api/procedures',
    {
      schema: {
        tags,
        summary: 'Procedures in force',
        querystring: query,
        response: { 200: pageReply, '4xx': errorReply },
      },
    },
    async (request) => {
      const { q, here, ...rest } = request.query
      const asked = { ...rest, on: dateOfDay(request.now), elsewhere: here !== true }
      return searchProcedures(db, q === undefined ? asked : { ...asked, text: q })
    },
  )
  app.get(
    '/api/procedure-fields',
    {
      schema: { tags, summary: 'Fields with procedures in force', response: { 200: Type.Array(fieldReply) } },
    },
    async (request) => fieldsInForce(db, dateOfDay(request.now)),
  )
}

function readRoutes(app: HttpServer, { db }: CatalogueParts): void {
  app.get(
    '/api/procedures/:code',
    {
      schema: {
        tags,
        summary: 'The version in force',
        params: codeParams,
        response: { 200: versionReply, '4xx': errorReply },
      },
    },
    async (request) =>
      (await inForce(db, request.params.code, dateOfDay(request.now))) ?? absent(request.params.code),
  )
  const versionParams = Type.Object({ code, version: Type.Integer({ minimum: 1 }) }, closed)
  app.get(
    '/api/procedures/:code/versions/:version',
    {
      schema: {
        tags,
        summary: 'A published version; what is not in force is for those who are signed in',
        params: versionParams,
        response: { 200: versionReply, '4xx': errorReply },
      },
    },
    async (request) => {
      const { code: wanted, version } = request.params
      const today = dateOfDay(request.now)
      const found = await findVersion(db, wanted, version, today)
      if (!found) return absent(wanted)
      const open = found.from <= today && (found.to === null || today < found.to)
      if (!open) requireActor(request)
      return found
    },
  )
}
