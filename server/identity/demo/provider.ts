import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { Config, HttpServer, OidcSetting } from '#kernel'
import { memoryAdapter } from './memory-adapter.ts'
import { choicePage, errorPage, styleSheet } from './pages.ts'
import { demoPeople, type DemoPerson } from './people.ts'

/** Under this path the demonstration's identity provider lies, on the same port as everything else. */
export const demoPath = '/demo-vneid'

export interface DemoProviderOptions {
  /** Its issuer, `http://localhost:8080/demo-vneid`. */
  issuer: string
  client: { id: string; secret: string; redirects: readonly string[] }
  people?: readonly DemoPerson[]
  /** A signing key as a private JWK; without one a new key is made. */
  jwk?: JsonWebKey
}

export interface DemoProvider {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** A real OpenID provider in which people are chosen from a list. For the demonstration and for tests, never for a city. */
export function demoProvider(options: DemoProviderOptions): DemoProvider {
  const people = options.people ?? demoPeople
  const issuer = new URL(options.issuer)
  const provider = new Provider(options.issuer, configurationOf(options, people))
  provider.proxy = true
  const answer = provider.callback()
  return {
    async handle(request, response) {
      const full = request.url ?? '/'
      const path =
        full.startsWith(issuer.pathname) && issuer.pathname !== '/'
          ? full.slice(issuer.pathname.length)
          : full
      if (path === '/style.css') return send(response, 200, 'text/css; charset=utf-8', styleSheet)
      // Its addresses are always those of its issuer, from wherever it was called.
      request.headers.host = issuer.host
      request.headers['x-forwarded-host'] = issuer.host
      request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
      if (path.startsWith('/interaction/'))
        return interact(provider, request, response, people, options.client.id)
      forgetSession(request)
      Object.assign(request, { originalUrl: full, url: path })
      await answer(request, response)
    },
  }
}

/** Every sign-in begins anew: whoever was chosen last in this browser must not stand in the way of the next. */
function forgetSession(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? '').split(';').filter((pair) => !/^\s*_session(\.sig)?=/.test(pair))
  request.headers.cookie = kept.join(';')
}

function configurationOf(
  options: DemoProviderOptions,
  people: readonly DemoPerson[],
): Record<string, unknown> {
  const mount = new URL(options.issuer).pathname.replace(/\/$/, '')
  const jwk =
    options.jwk ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const { client } = options
  const claims = [
    'name',
    'subject_kind',
    'citizen_id',
    'birthdate',
    'phone_number',
    'email',
    'address',
    'identity_level',
  ]
  return {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirects,
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...jwk, alg: 'RS256', use: 'sig', kid: 'demo' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub'], profile: claims },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: {
      url: (_ctx: unknown, interaction: { uid: string }) => `${mount}/interaction/${interaction.uid}`,
    },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    findAccount: (_ctx: unknown, id: string) => accountOf(people, id),
    loadExistingGrant: grantAll,
    renderError: (ctx: { type: string; body: string }) => {
      ctx.type = 'html'
      ctx.body = errorPage()
    },
  }
}

function accountOf(people: readonly DemoPerson[], id: string): object | undefined {
  const person = people.find((one) => one.subject === id)
  if (!person) return undefined
  const claims = {
    sub: person.subject,
    name: person.name,
    subject_kind: person.kind,
    citizen_id: person.number,
    birthdate: person.birthDate,
    phone_number: person.phone,
    email: person.email,
    address: person.address,
    identity_level: 2,
  }
  return { accountId: id, claims: () => claims }
}

interface GrantContext {
  oidc: { provider: Provider; client: { clientId: string }; session: { accountId: string } }
}

/** The demonstration's one client may read all it asks for; a page of consent would teach nothing here. */
async function grantAll(ctx: GrantContext): Promise<object> {
  const { provider, client, session } = ctx.oidc
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile')
  await grant.save()
  return grant
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  people: readonly DemoPerson[],
  clientId: string,
): Promise<void> {
  try {
    const { params } = await provider.interactionDetails(request, response)
    if (params['client_id'] !== clientId) throw new Error('another client')
    if (request.method !== 'POST')
      return send(response, 200, 'text/html; charset=utf-8', choicePage(request.url ?? '', people))
    const chosen = (await formOf(request)).get('person') ?? ''
    const result = people.some((person) => person.subject === chosen)
      ? { login: { accountId: chosen, remember: false } }
      : { error: 'access_denied', error_description: 'nobody was chosen' }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  } catch (error) {
    if (response.headersSent) throw error
    send(response, 400, 'text/html; charset=utf-8', errorPage())
  }
}

const longestForm = 10_000

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > longestForm) throw new Error('the form is too long')
  }
  return new URLSearchParams(text)
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  }
  response.writeHead(status, headers).end(body)
}

/** The setting under which the demonstration's own provider is used for citizens. The secret is no secret: it guards people who do not exist. */
export const demoOidc = (config: Pick<Config, 'publicUrl'>): OidcSetting => ({
  issuer: config.publicUrl + demoPath,
  clientId: 'sau-ro',
  clientSecret: 'demonstration-only',
})

/** Hangs the provider under `/demo-vneid` of the server. */
export function mountDemoProvider(app: HttpServer, config: Pick<Config, 'publicUrl' | 'demo'>): void {
  if (!config.demo)
    throw new Error('the simulated identity provider is for the demonstration only (SAURO_DEMO=yes)')
  const { issuer, clientId, clientSecret } = demoOidc(config)
  const redirects = [`${config.publicUrl}/auth/oidc/citizen/callback`]
  const provider = demoProvider({ issuer, client: { id: clientId, secret: clientSecret, redirects } })
  void app.register((scope, _options, done) => {
    // The provider reads bodies itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    scope.all(
      `${demoPath}/*`,
      { schema: { hide: true }, config: { ownSignIn: true } },
      async (request, reply) => {
        reply.hijack()
        await provider.handle(request.raw, reply.raw)
      },
    )
    done()
  })
}

/** The provider on a port of its own, for tests. */
export async function startDemoProvider(
  options: Omit<DemoProviderOptions, 'issuer'> & { port?: number },
): Promise<{ issuer: string; close(): Promise<void> }> {
  let provider: DemoProvider | undefined
  const server = http.createServer((request, response) => {
    provider?.handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const issuer = `http://127.0.0.1:${port}`
  provider = demoProvider({ ...options, issuer })
  return {
    issuer,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
