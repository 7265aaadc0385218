import swagger from '@fastify/swagger'
import { apiNotes as catalogueNotes } from '#catalogue'
import { apiNotes as liveNotes } from '#dashboards'
import { apiNotes as documentNotes } from '#documents'
import { apiNotes as exchangeNotes } from '#exchange'
import { apiNotes as identityNotes } from '#identity'
import type { ApiNotes, HttpServer } from '#kernel'
import { apiNotes as ledgerNotes } from '#ledger'
import { apiNotes as noticeNotes } from '#notifications'
import { apiNotes as workNotes } from '#work'
import { completed, type Document } from './openapi-notes.ts'

export const notes: ApiNotes = {
  ...ledgerNotes,
  ...identityNotes,
  ...catalogueNotes,
  ...workNotes,
  ...exchangeNotes,
  ...documentNotes,
  ...noticeNotes,
  ...liveNotes,
}

/** Collects the schemas of all routes into one OpenAPI document, served at `/api/openapi.json` and committed as `openapi.json`. */
export async function describeApi(http: HttpServer): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sáu Rõ',
        version: '1',
        description:
          'Every act takes the header `idempotency-key`; the same key is the same act. Errors answer `{ error: { code, message: { vi, en }, field?, facts?, request } }`. Unknown fields are refused by name. A browser signs in with a cookie and sends its CSRF token (`GET /api/me`) as the header `x-csrf-token`; a system sends `Authorization: Bearer`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    // Pages are for people; what is described is what systems call.
    transform: ({ schema, url }) => ({
      schema: url.startsWith('/api/') ? (schema ?? {}) : { ...schema, hide: true },
      url,
    }),
    transformObject: (found) =>
      'openapiObject' in found ? completed(found.openapiObject as Document, notes) : found.swaggerObject,
  })
  http.get('/api/openapi.json', { schema: { hide: true } }, () => http.swagger())
}
