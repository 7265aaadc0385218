import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import { outgoing, readConfig, type HttpServer, type Outgoing } from '#kernel'
import { linkOfficial } from './accounts.ts'
import { findApplicant } from './applicants.ts'
import type { Identity } from './authenticate.ts'
import { startDemoProvider } from './demo/provider.ts'
import { localPath, oidcRoutes } from './oidc-routes.ts'
import { openOffice, who, type Office } from './testing/office.ts'

const origin = 'http://localhost:8080'
const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
let provider: Awaited<ReturnType<typeof startDemoProvider>>
let office: Office
/** What a test lets go wrong on the way between us and the issuer. */
let tamper: (url: URL, answer: Response) => Promise<Response> = (_url, answer) => Promise.resolve(answer)

before(async () => {
  const redirects = ['citizen', 'staff'].map((audience) => `${origin}/auth/oidc/${audience}/callback`)
  provider = await startDemoProvider({ client: { id: 'sau-ro', secret: 'a-secret', redirects }, jwk })
  office = await openOffice((app, identity) => hang(app, identity, provider.issuer))
})
after(async () => {
  await office.close()
  await provider.close()
})

function hang(app: HttpServer, identity: Identity, issuer: string): void {
  const config = readConfig({
    SAURO_DEMO: 'yes',
    SAURO_OIDC_CITIZEN: issuer,
    SAURO_OIDC_CITIZEN_CLIENT: 'sau-ro:a-secret',
    SAURO_OIDC_STAFF: issuer,
    SAURO_OIDC_STAFF_CLIENT: 'sau-ro:a-secret',
  })
  const call = outgoing({ allow: [issuer] })
  const fetch: Outgoing = async (url, init) => tamper(new URL(url), await call(url, init))
  oidcRoutes(app, identity, { config, clock: () => office.clock.now, fetch })
}

type Jar = Map<string, string>

/** Goes to the provider as a browser would, chooses somebody, and gives the address it is sent back to. */
async function choose(at: string, person: string): Promise<URL> {
  const jar: Jar = new Map()
  let next = new URL(at)
  let body: string | null = null
  for (let hop = 0; hop < 10; hop++) {
    const answer: Response = await fetch(next, {
      method: body === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body,
    })
    for (const one of answer.headers.getSetCookie()) {
      const [pair] = one.split(';')
      jar.set(pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1))
    }
    const location = answer.headers.get('location')
    if (location === null) {
      const html = await answer.text()
      assert.match(html, /Bạn đăng nhập với tư cách ai\?/, html)
      body = new URLSearchParams({ person }).toString()
      continue
    }
    body = null
    next = new URL(location, next)
    if (next.origin === origin) return next
  }
  throw new Error('the provider did not send back')
}

interface Begun {
  url: string
  cookies: Record<string, string>
}

async function begin(audience = 'citizen', back = '/ho-so-cua-toi'): Promise<Begun> {
  const answer = await office.app.inject({
    url: `/auth/oidc/${audience}/start?return=${encodeURIComponent(back)}`,
  })
  assert.equal(answer.statusCode, 303, answer.body)
  return {
    url: String(answer.headers.location),
    cookies: Object.fromEntries(answer.cookies.map((cookie) => [cookie.name, cookie.value])),
  }
}

async function comeBack(
  to: URL,
  cookies: Record<string, string>,
): Promise<{
  status: number
  location: string | undefined
  code: string | undefined
  reason: unknown
  session: string | undefined
}> {
  const answer = await office.app.inject({ url: to.pathname + to.search, cookies })
  const error =
    answer.statusCode >= 400
      ? (answer.json() as { error: { code: string; facts?: { reason: string } } }).error
      : undefined
  return {
    status: answer.statusCode,
    location: answer.headers.location?.toString(),
    code: error?.code,
    reason: error?.facts?.reason,
    session: answer.cookies.find((cookie) => cookie.name === '__Host-sauro')?.value,
  }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The same ID token with some of it changed, signed again by the issuer's own key unless the header says `none`. */
function forge(token: string, header: object, changes: object, key: JsonWebKey = jwk): string {
  const [head, body] = token.split('.').map((text) => (text === '' ? {} : tryJson(text)))
  const made = `${part({ ...head, ...header })}.${part({ ...body, ...changes })}`
  if ((header as { alg?: string }).alg === 'none') return `${made}.`
  return `${made}.${sign('sha256', Buffer.from(made), createPrivateKey({ key, format: 'jwk' })).toString('base64url')}`
}
function tryJson(text: string): object {
  const clear = Buffer.from(text, 'base64url').toString()
  return clear.startsWith('{') ? (JSON.parse(clear) as object) : {}
}

async function withIdToken(change: (token: string) => string, run: () => Promise<void>): Promise<void> {
  tamper = async (url, answer) => {
    if (!url.pathname.endsWith('/token')) return answer
    const body = (await answer.json()) as { id_token: string }
    return Response.json({ ...body, id_token: change(body.id_token) }, { status: answer.status })
  }
  try {
    await run()
  } finally {
    tamper = (_url, answer) => Promise.resolve(answer)
  }
}

test('a citizen signs in, is the same person next time, and comes back to where they were', async () => {
  const one = await begin()
  const done = await comeBack(await choose(one.url, 'demo-lan'), one.cookies)
  assert.deepEqual([done.status, done.location], [303, '/ho-so-cua-toi'])
  const me = await office.app.inject({ url: '/api/me', cookies: { '__Host-sauro': done.session! } })
  const { actor, permits } = me.json() as {
    actor: { id: string; kind: string; name: string }
    permits: { verb: string }[]
  }
  assert.deepEqual([actor.kind, actor.name], ['applicant', 'Võ Ngọc Lan'])
  assert.ok(permits.some((permit) => permit.verb === 'work.submit'))
  const two = await begin()
  const again = await comeBack(await choose(two.url, 'demo-lan'), two.cookies)
  const same = await office.app.inject({ url: '/api/me', cookies: { '__Host-sauro': again.session! } })
  assert.equal((same.json() as { actor: { id: string } }).actor.id, actor.id)
  assert.equal((await findApplicant(office.cx(), actor.id))?.number, '000190012345')
})

test('a state that was used, made up, begun elsewhere or too long ago is refused', async () => {
  const one = await begin()
  const back = await choose(one.url, 'demo-lan')
  assert.equal((await comeBack(back, {})).code, 'OidcRefused')
  assert.equal((await comeBack(back, (await begin()).cookies)).code, 'OidcRefused')
  const other = new URL(back)
  other.searchParams.set('state', 'made-up')
  assert.equal((await comeBack(other, one.cookies)).code, 'OidcRefused')
  assert.equal((await comeBack(back, one.cookies)).status, 303)
  assert.equal((await comeBack(back, one.cookies)).code, 'OidcRefused')
  const old = await begin()
  const late = await choose(old.url, 'demo-lan')
  const at = office.clock.now
  office.clock.now = new Date(at.getTime() + 11 * 60_000)
  assert.equal((await comeBack(late, old.cookies)).code, 'OidcRefused')
  office.clock.now = at
})

test('a citizen’s answer does not open the officials’ door', async () => {
  const one = await begin()
  const back = await choose(one.url, 'demo-lan')
  back.pathname = back.pathname.replace('citizen', 'staff')
  assert.equal((await comeBack(back, one.cookies)).code, 'OidcRefused')
})

test('an official signs in by the issuer once linked to a person, with that person’s posts', async () => {
  await linkOfficial(office.cx(), {
    issuer: provider.issuer,
    subject: 'demo-tung',
    person: who('leader'),
    by: 'system',
  })
  const one = await begin('staff', '/cong-viec/')
  const done = await comeBack(await choose(one.url, 'demo-tung'), one.cookies)
  assert.deepEqual([done.status, done.location], [303, '/cong-viec/'])
  const me = await office.app.inject({ url: '/api/me', cookies: { '__Host-sauro': done.session! } })
  const { actor } = me.json() as { actor: { id: string; kind: string; posts: { role: string }[] } }
  assert.deepEqual([actor.id, actor.kind, actor.posts[0]?.role], [who('leader'), 'staff', 'leader'])
})

test('an official who is not linked to a person is refused', async () => {
  const one = await begin('staff')
  const done = await comeBack(await choose(one.url, 'demo-lan'), one.cookies)
  assert.deepEqual([done.code, done.reason], ['OidcRefused', 'not_linked'])
})

const forgeries: [name: string, change: (token: string) => string][] = [
  ['an unsigned token (none)', (token) => forge(token, { alg: 'none' }, {})],
  ['an expired token', (token) => forge(token, {}, { exp: 1_700_000_000, iat: 1_699_999_000 })],
  ['a token of another issuer', (token) => forge(token, {}, { iss: 'https://elsewhere.example' })],
  ['a token for another client', (token) => forge(token, {}, { aud: 'somebody-else' })],
  ['a token of another sign-in (nonce)', (token) => forge(token, {}, { nonce: 'another' })],
  [
    'a token signed by a foreign key',
    (token) =>
      forge(
        token,
        {},
        {},
        generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
      ),
  ],
  ['a token signed with the client’s secret kind (HS256)', (token) => forge(token, { alg: 'HS256' }, {})],
]
for (const [name, change] of forgeries) {
  test(`${name} is refused`, async () => {
    const one = await begin()
    const back = await choose(one.url, 'demo-lan')
    await withIdToken(change, async () => {
      const done = await comeBack(back, one.cookies)
      assert.deepEqual([done.status, done.code, done.session], [401, 'OidcRefused', undefined])
    })
  })
}

test('the same way with an untouched token is accepted, so the forgeries fail for what they change', async () => {
  const one = await begin()
  const back = await choose(one.url, 'demo-lan')
  await withIdToken(
    (token) => forge(token, {}, {}),
    async () => assert.equal((await comeBack(back, one.cookies)).status, 303),
  )
})

test('an answer that names another issuer (mix-up) is refused', async () => {
  const one = await begin()
  const back = await choose(one.url, 'demo-lan')
  back.searchParams.set('iss', 'https://elsewhere.example')
  assert.equal((await comeBack(back, one.cookies)).code, 'OidcRefused')
})

test('an issuer that calls itself otherwise is not used at all', async () => {
  const second = await openOffice((app, identity) =>
    hang(app, identity, provider.issuer.replace('127.0.0.1', 'localhost')),
  )
  const answer = await second.app.inject({ url: '/auth/oidc/citizen/start' })
  assert.deepEqual(
    [answer.statusCode, (answer.json() as { error: { code: string } }).error.code],
    [503, 'IssuerUnavailable'],
  )
  await second.close()
})

test('who chooses nobody goes back as they came, not signed in', async () => {
  const one = await begin()
  const done = await comeBack(await choose(one.url, ''), one.cookies)
  assert.deepEqual([done.status, done.location, done.session], [303, '/ho-so-cua-toi', undefined])
})

test('the way back leads to a page of ours and nowhere else', async () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    '/a\\b',
  ])
    assert.equal(localPath(path), '/', path)
  assert.equal(localPath('/tra-cuu?ma=H29.1'), '/tra-cuu?ma=H29.1')
  const one = await begin('citizen', '//evil.example')
  assert.equal((await comeBack(await choose(one.url, 'demo-tung'), one.cookies)).location, '/')
})
