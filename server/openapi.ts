import swagger from '@fastify/swagger'
import type { HttpServer } from '#kernel'

/** Collects the schemas of all routes into one OpenAPI document, served at `/api/openapi.json` and committed as `openapi.json`. */
export async function describeApi(http: HttpServer): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sáu Rõ',
        version: '1',
        description:
          'Every act takes the header `idempotency-key`; the same key is the same act. Errors answer `{ error: { code, message: { vi, en }, field?, facts? } }`. Unknown fields are refused by name.',
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
  })
  http.get('/api/openapi.json', { schema: { hide: true } }, () => http.swagger())
}
