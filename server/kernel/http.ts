import { randomBytes } from 'node:crypto'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { Refusal, type RefusalKind, type Texts } from './errors.ts'
import { refusalOfSchema } from './schema-refusal.ts'
import { uuidv7 } from './ids.ts'
import type { Clock } from './clock.ts'
import { addressForLog } from './log-address.ts'

export type HttpServer = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  import('fastify').FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** The one table from kinds of refusal to HTTP status. */
const statusOf: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
}

/** The HTTP status a refusal is answered with. */
export const httpStatus = (refusal: Refusal): number =>
  refusal.code === 'Unexpected' ? 500 : statusOf[refusal.kind]

export interface HttpOptions {
  clock: Clock
  log: string
  /** Whether the address people type begins with https: only then is plain HTTP forbidden to browsers. */
  secure: boolean
  /** Address ranges whose X-Forwarded-For is believed. */
  trustProxy?: string[]
  /** Shows a refusal to a person; the portal answers pages with pages. Undefined: answer JSON. */
  page?: (
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal,
    status: number,
  ) => Promise<string> | string | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When this request came, by the server's clock: the `now` of everything it does. */
    now: Date
  }
  interface FastifyReply {
    cspNonce: { script: string; style: string }
  }
}

export async function createHttp(options: HttpOptions): Promise<HttpServer> {
  const app: HttpServer = Fastify({
    logger: { level: options.log, serializers: { req: loggedRequest } },
    genReqId: () => uuidv7(options.clock()),
    bodyLimit: 1_048_576,
    trustProxy: options.trustProxy?.length ? options.trustProxy : false,
    routerOptions: { maxParamLength: 120 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()
  const check = schemaCheckers()
  app.setValidatorCompiler(({ schema, httpPart }) => check(httpPart === 'body').compile(schema as object))
  app.decorateRequest('now', null as unknown as Date)
  app.addHook('onRequest', async (request) => {
    request.now = options.clock()
  })
  await app.register(cookie)
  await app.register(formbody)
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`],
        baseUri: [`'none'`],
        objectSrc: [`'none'`],
        frameAncestors: [`'none'`],
        formAction: [`'self'`],
        imgSrc: [`'self'`, 'data:'],
        scriptSrc: [`'self'`],
        styleSrc: [`'self'`],
      },
    },
    hsts: options.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })
  app.setErrorHandler((error: Error, request: FastifyRequest, reply: FastifyReply) =>
    answer(asRefusal(error, request), request, reply, options),
  )
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
    answer(
      new Refusal(
        'NoSuchPage',
        { vi: 'Không có trang này.', en: 'There is no such page.' },
        { kind: 'not-found' },
      ),
      request,
      reply,
      options,
    ),
  )
  return app
}

/** Bodies are taken as they are; addresses and headers are text, so their numbers are read from text. Unknown fields are refused, never dropped. */
function schemaCheckers(): (body: boolean) => Ajv {
  const make = (coerceTypes: boolean): Ajv => {
    const ajv = new Ajv({
      removeAdditional: false,
      useDefaults: true,
      coerceTypes,
      allErrors: false,
      strict: false,
    })
    addFormats.default(ajv)
    return ajv
  }
  const strict = make(false)
  const reading = make(true)
  return (body) => (body ? strict : reading)
}

async function answer(
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): Promise<unknown> {
  const status = httpStatus(refusal)
  void reply.code(status)
  if (refusal.kind === 'too-many') void reply.header('retry-after', retryAfter(refusal))
  const page = request.url.startsWith('/api/') ? undefined : options.page?.(request, reply, refusal, status)
  if (page !== undefined) return reply.type('text/html; charset=utf-8').send(await page)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(refusalBody(refusal, request.id)))
}

/** Seconds after which trying again makes sense. */
function retryAfter(refusal: Refusal): string {
  const stated = refusal.facts?.['retry_after_s']
  return typeof stated === 'number' ? String(Math.ceil(stated)) : '30'
}

export interface RefusalBody {
  error: { code: string; message: Texts; field?: string; facts?: Record<string, unknown>; request: string }
}

export function refusalBody(refusal: Refusal, request: string): RefusalBody {
  return {
    error: {
      code: refusal.code,
      message: refusal.texts,
      ...(refusal.field === undefined ? {} : { field: refusal.field }),
      ...(refusal.facts === undefined ? {} : { facts: refusal.facts }),
      request,
    },
  }
}

/** Turns whatever was thrown into a refusal. What nobody foresaw is logged whole and told to the caller only by its number. */
function asRefusal(error: Error, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  const known = error as FastifyError
  if (known.validation) return refusalOfSchema(known)
  if (known.statusCode === 413) {
    return new Refusal(
      'TooLarge',
      { vi: 'Nội dung gửi lên quá lớn.', en: 'What was sent is too large.' },
      { kind: 'too-large' },
    )
  }
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) {
    return new Refusal(
      'BadRequest',
      { vi: 'Yêu cầu không đọc được.', en: 'The request could not be read.' },
      { kind: known.statusCode === 429 ? 'too-many' : 'invalid', facts: { code: known.code } },
    )
  }
  request.log.error({ err: error, request: request.id }, 'unexpected error')
  return new Refusal('Unexpected', {
    vi: `Có lỗi ở phía hệ thống, việc này chưa được thực hiện. Hãy thử lại; nếu vẫn lỗi, báo mã ${request.id}.`,
    en: `Something failed on our side and nothing was done. Try again; if it fails again, report the number ${request.id}.`,
  })
}

function loggedRequest(request: FastifyRequest): Record<string, unknown> {
  return {
    method: request.method,
    url: addressForLog(request.url, request.routeOptions.url),
    id: request.id,
  }
}

export const newSecret = (bytes = 16): string => randomBytes(bytes).toString('base64url')
