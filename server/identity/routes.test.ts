import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStream, streamOf } from '#ledger'
import { makeAccount } from './accounts.ts'
import { makeToken } from './tokens.ts'
import { openOffice, who, type Office } from './testing/office.ts'
import { totpAt } from './totp.ts'

let office: Office
let clerkAccount: string
const password = 'một mật khẩu đủ dài'

before(async () => {
  office = await openOffice()
  const make = (role: string): Promise<string> =>
    makeAccount(
      office.cx(),
      { person: who(role), username: role, password, by: 'system' },
      office.identity.rules,
    )
  clerkAccount = await make('clerk')
  await make('it')
  await make('leader')
  await make('case-official')
})
after(() => office.close())

type Jar = Record<string, string>

/** Only what these tests look at; the API's own schema says the rest. */
interface Answer {
  actor: { id: string; name: string; posts: { unit: string; role: string }[] }
  permits: { verb: string; scope: string }[]
  csrf: string
  error: { code: string; field: string }
  id: string
  token: string
  secret: string
}

async function call(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  options: { payload?: object; cookies?: Jar; headers?: Record<string, string>; remoteAddress?: string } = {},
): Promise<{ status: number; body: Answer; cookies: Jar; raw: string[] }> {
  const answer = await office.app.inject({ method, url, ...options })
  return {
    status: answer.statusCode,
    body: (answer.body === '' ? {} : answer.json()) as Answer,
    cookies: Object.fromEntries(answer.cookies.map((cookie) => [cookie.name, cookie.value])),
    raw: [answer.headers['set-cookie'] ?? []].flat(),
  }
}

const signIn = (
  username: string,
  more: object = {},
  options: { remoteAddress?: string; cookies?: Jar } = {},
) => call('POST', '/api/session', { payload: { username, password, ...more }, ...options })

test('a guest is nobody', async () => {
  const { body } = await call('GET', '/api/me')
  assert.deepEqual(body, { actor: null, permits: [], csrf: null, signIn: ['local'] })
})

test('an official signs in, is known by name and posts, and the cookie is as strict as can be', async () => {
  const { status, body, raw } = await signIn('Clerk ')
  assert.equal(status, 200)
  assert.equal(body.actor.name, 'Nguyễn Thị Mai')
  assert.deepEqual(
    body.actor.posts.map((post) => [post.unit, post.role]),
    [['H29.1.4', 'clerk']],
  )
  assert.ok(body.permits.some((permit) => permit.verb === 'work.accept' && permit.scope === 'unit'))
  const cookie = raw.find((one) => one.startsWith('__Host-sauro='))!
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) assert.ok(cookie.includes(part), part)
  assert.ok(!cookie.includes('Domain'))
})

test('the session is new at every sign-in and the old one is over', async () => {
  const first = await signIn('leader')
  const csrf = { 'x-csrf-token': first.body.csrf }
  const second = await call('POST', '/api/session', {
    payload: { username: 'leader', password },
    cookies: first.cookies,
    headers: csrf,
  })
  assert.notEqual(second.cookies['__Host-sauro'], first.cookies['__Host-sauro'])
  assert.equal((await call('GET', '/api/me', { cookies: first.cookies })).body.actor, null)
  assert.equal((await call('GET', '/api/me', { cookies: second.cookies })).body.actor.id, who('leader'))
})

test('a cookie-borne write without the token, with another’s, or from elsewhere is refused', async () => {
  const mine = await signIn('leader')
  const other = await signIn('it')
  const tries: Record<string, string>[] = [
    {},
    { 'x-csrf-token': 'x' },
    { 'x-csrf-token': other.body.csrf },
    { 'x-csrf-token': mine.body.csrf, origin: 'https://evil.example' },
    { 'x-csrf-token': mine.body.csrf, 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of tries) {
    const answer = await call('DELETE', '/api/session', { cookies: mine.cookies, headers })
    assert.equal(answer.body.error.code, 'CsrfRefused', JSON.stringify(headers))
  }
  const form = await call('POST', '/api/me/password', {
    cookies: mine.cookies,
    payload: { current: 'wrong', password: 'another long password', _csrf: mine.body.csrf },
  })
  assert.equal(form.body.error.code, 'WrongSignIn')
  const done = await call('DELETE', '/api/session', {
    cookies: mine.cookies,
    headers: { 'x-csrf-token': mine.body.csrf },
  })
  assert.equal(done.status, 204)
  assert.equal((await call('GET', '/api/me', { cookies: mine.cookies })).body.actor, null)
})

test('signing somebody in from another site is refused as well', async () => {
  const answer = await call('POST', '/api/session', {
    payload: { username: 'clerk', password },
    headers: { origin: 'https://evil.example' },
  })
  assert.equal(answer.body.error.code, 'CsrfRefused')
})

test('unknown name and wrong password are answered alike; what else is sent is refused by name', async () => {
  const unknown = await call('POST', '/api/session', { payload: { username: 'nobody', password } })
  const wrong = await call('POST', '/api/session', { payload: { username: 'it', password: 'x' } })
  assert.deepEqual([unknown.status, unknown.body.error.code], [401, 'WrongSignIn'])
  assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'WrongSignIn'])
  const extra = await call('POST', '/api/session', {
    payload: { username: 'it', password, actor: who('leader') },
  })
  assert.equal(extra.status, 422)
  assert.ok(extra.body.error.field.includes('actor'))
})

test('guessing from one address shuts nobody else out, not even on the same address with a known device', async () => {
  const home = await signIn('clerk', {}, { remoteAddress: '10.0.0.8' })
  assert.ok(home.cookies['__Host-sauro-device'])
  const guess = () =>
    call('POST', '/api/session', { payload: { username: 'clerk', password: 'x' }, remoteAddress: '10.0.0.9' })
  for (let n = 0; n < 6; n++) assert.equal((await guess()).body.error.code, 'WrongSignIn')
  const slowed = await guess()
  assert.deepEqual([slowed.status, slowed.body.error.code], [429, 'TooManyAttempts'])
  assert.equal((await signIn('clerk', {}, { remoteAddress: '10.0.0.9' })).status, 429)
  assert.equal((await signIn('clerk', {}, { remoteAddress: '10.0.0.10' })).status, 200)
  const device = { '__Host-sauro-device': home.cookies['__Host-sauro-device']! }
  assert.equal((await signIn('clerk', {}, { remoteAddress: '10.0.0.9', cookies: device })).status, 200)
  assert.equal((await signIn('it', {}, { remoteAddress: '10.0.0.9', cookies: device })).status, 200)
  office.clock.now = new Date(office.clock.now.getTime() + 3000)
  assert.equal((await signIn('clerk', {}, { remoteAddress: '10.0.0.9' })).status, 200)
})

test('another’s device cookie does not step round the slow-down', async () => {
  const { cookies } = await signIn('it', {}, { remoteAddress: '10.0.1.1' })
  const device = { '__Host-sauro-device': cookies['__Host-sauro-device']! }
  const guess = (jar: Jar) =>
    call('POST', '/api/session', {
      payload: { username: 'leader', password: 'x' },
      remoteAddress: '10.0.1.2',
      cookies: jar,
    })
  for (let n = 0; n < 6; n++) await guess(device)
  assert.equal((await guess(device)).status, 429)
})

test('many guesses at once are counted one by one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      call('POST', '/api/session', {
        payload: { username: 'case-official', password: 'x' },
        remoteAddress: '10.0.2.1',
      }),
    ),
  )
  assert.ok(answers.filter((answer) => answer.status === 401).length <= 6)
})

test('a second factor is offered, confirmed, asked for, and no code opens twice', async () => {
  const ask = (totp?: string) =>
    signIn('clerk', totp === undefined ? {} : { totp }, { remoteAddress: '10.0.3.1' })
  const { cookies, body } = await ask()
  const send = (url: string, payload: object) =>
    call('POST', url, { payload, cookies, headers: { 'x-csrf-token': body.csrf } })
  const refused = await send('/api/me/second-factor', { current: 'wrong' })
  assert.equal(refused.body.error.code, 'WrongSignIn')
  const { secret } = (await send('/api/me/second-factor', { current: password })).body
  const wrong = await send('/api/me/second-factor/confirmation', {
    current: password,
    secret,
    totp: '000000',
  })
  assert.equal(wrong.body.error.field, 'totp')
  const first = totpAt(secret, office.clock.now)
  const done = await send('/api/me/second-factor/confirmation', { current: password, secret, totp: first })
  assert.equal(done.status, 204)
  assert.equal((await ask()).body.error.code, 'SecondFactorNeeded')
  assert.equal((await ask('000000')).body.error.code, 'WrongSignIn')
  assert.equal((await ask(first)).body.error.code, 'WrongSignIn')
  office.clock.now = new Date(office.clock.now.getTime() + 30_000)
  const next = totpAt(secret, office.clock.now)
  assert.equal((await ask(next)).status, 200)
  assert.equal((await ask(next)).body.error.code, 'WrongSignIn')
})

test('changing the password ends every session', async () => {
  const one = await signIn('case-official', {}, { remoteAddress: '10.0.4.1' })
  const two = await signIn('case-official', {}, { remoteAddress: '10.0.4.2' })
  const send = (next: string) =>
    call('POST', '/api/me/password', {
      payload: { current: password, password: next },
      cookies: one.cookies,
      headers: { 'x-csrf-token': one.body.csrf },
    })
  assert.equal((await send('ngắn')).body.error.code, 'WeakPassword')
  assert.equal((await send('một mật khẩu khác, dài')).status, 204)
  for (const jar of [one.cookies, two.cookies])
    assert.equal((await call('GET', '/api/me', { cookies: jar })).body.actor, null)
})

test('a change of posts ends the session once memory is dropped', async () => {
  const leader = await signIn('leader', {}, { remoteAddress: '10.0.5.1' })
  assert.equal((await call('GET', '/api/me', { cookies: leader.cookies })).body.actor.id, who('leader'))
  await office.db.rows(
    { name: 'test.leave', text: `update people.holdings set to_date = '2026-11-23' where person = $1` },
    [who('leader')],
  )
  office.identity.sessions.forget()
  assert.equal((await call('GET', '/api/me', { cookies: leader.cookies })).body.actor, null)
})

test('a session ends when nobody used it, and at the latest after its longest time', async () => {
  const at = office.clock.now
  const admin = await signIn('it', {}, { remoteAddress: '10.0.6.1' })
  const after_min = async (minutes: number): Promise<unknown> => {
    office.clock.now = new Date(at.getTime() + minutes * 60_000)
    return (await call('GET', '/api/me', { cookies: admin.cookies })).body.actor
  }
  for (let minutes = 0; minutes < 720; minutes += 90)
    assert.notEqual(await after_min(minutes), null, String(minutes))
  assert.equal(await after_min(720), null)
  office.clock.now = at
  const idle = await signIn('it', {}, { remoteAddress: '10.0.6.1' })
  office.clock.now = new Date(at.getTime() + 121 * 60_000)
  assert.equal((await call('GET', '/api/me', { cookies: idle.cookies })).body.actor, null)
  office.clock.now = at
})

test('only the administrator gives a token; it needs no CSRF token, does what it lists, and can be revoked', async () => {
  const admin = await signIn('it', {}, { remoteAddress: '10.0.7.1' })
  const official = await signIn('clerk', { totp: '' }, { remoteAddress: '10.0.7.1' })
  assert.equal(official.status, 401)
  const headers = { 'x-csrf-token': admin.body.csrf }
  const payload = { label: 'bench', unit: 'H29.1', verbs: ['work.submit'], days: 1 }
  const wrong = await call('POST', '/api/tokens', {
    payload: { ...payload, verbs: ['work.fly'] },
    cookies: admin.cookies,
    headers,
  })
  assert.equal(wrong.body.error.field, 'verbs')
  const made = await call('POST', '/api/tokens', { payload, cookies: admin.cookies, headers })
  assert.equal(made.status, 201)
  const bearer = { authorization: `Bearer ${made.body.token}` }
  const me = await call('GET', '/api/me', { headers: bearer })
  assert.deepEqual(me.body.permits, [{ verb: 'work.submit', scope: 'subtree' }])
  const refused = await call('POST', '/api/tokens', { payload, headers: bearer })
  assert.equal(refused.body.error.code, 'NotPermitted')
  assert.equal(
    (await call('DELETE', `/api/tokens/${made.body.id}`, { cookies: admin.cookies, headers })).status,
    204,
  )
  assert.equal((await call('GET', '/api/me', { headers: bearer })).body.error.code, 'BadToken')
  const mine = await makeToken(office.cx(), {
    label: 'own',
    of: { person: who('it') },
    verbs: ['people.read'],
    days: 1,
  })
  const personal = await call('GET', '/api/me', { headers: { authorization: `Bearer ${mine.token}` } })
  assert.deepEqual([personal.body.actor.id, personal.body.permits.length], [who('it'), 1])
})

test('the ledger tells who signed in and who failed, in ids only', async () => {
  const entries = await readStream(office.db, streamOf(`sign-in/${clerkAccount}`))
  const types = new Set(entries.map((entry) => entry.type))
  for (const type of [
    'identity.account-made',
    'identity.signed-in',
    'identity.sign-in-failed',
    'identity.second-factor-set',
  ])
    assert.ok(types.has(type), type)
  const text = JSON.stringify(entries)
  for (const secret of ['clerk', 'Mai', password, '10.0.0.9']) assert.ok(!text.includes(secret), secret)
})
