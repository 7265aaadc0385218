import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createHttp, readConfig, type HttpServer } from '#kernel'
import { freePort } from '../kernel/testing/port.ts'
import { authenticate, openIdentity } from './authenticate.ts'
import { installOidc } from './install-oidc.ts'
import { routes } from './routes.ts'
import { openOffice, type Office } from './testing/office.ts'

let office: Office
let app: HttpServer
let origin: string

/** The demonstration as it runs: one port, the provider mounted under it, reached by the address people type. */
before(async () => {
  office = await openOffice()
  const port = await freePort()
  origin = `http://localhost:${port}`
  const config = readConfig({ SAURO_DEMO: 'yes', SAURO_LOG: 'silent', SAURO_PORT: String(port) })
  const clock = (): Date => office.clock.now
  app = await createHttp({ clock, log: 'silent', secure: false })
  const identity = openIdentity({ db: office.db, keys: office.keys, clock, config, units: office.units })
  authenticate(app, identity)
  routes(app, identity)
  installOidc(app, identity)
  await app.listen({ host: '127.0.0.1', port })
})
after(async () => {
  await app.close()
  await office.close()
})

/** What a browser with these cookies shows in the end, choosing `person` where it is asked. */
async function signInAs(person: string, jar: Map<string, string>): Promise<string> {
  let next = new URL(`${origin}/auth/oidc/citizen/start?return=/api/me`)
  let form: string | null = null
  for (let hop = 0; hop < 12; hop++) {
    const answer: Response = await fetch(next.href.replace('localhost', '127.0.0.1'), {
      method: form === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        host: next.host,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form,
    })
    for (const one of answer.headers.getSetCookie()) {
      const pair = one.split(';')[0]!
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = answer.headers.get('location')
    if (location !== null) {
      form = null
      next = new URL(location, next)
      assert.equal(next.origin, origin)
      continue
    }
    const page = await answer.text()
    if (!page.includes('Bạn đăng nhập với tư cách ai')) return page
    assert.match(String(answer.headers.get('content-security-policy')), /form-action 'self'/)
    form = `person=${person}`
  }
  throw new Error('the sign-in did not end')
}

test('on one port: start, choose, come back, signed in', async () => {
  assert.match(await signInAs('demo-lan', new Map()), /"kind":"applicant".*Võ Ngọc Lan/)
})

test('the next person in the same browser is that person, and who chooses nobody stays who they were', async () => {
  const jar = new Map<string, string>()
  assert.match(await signInAs('demo-lan', jar), /Võ Ngọc Lan/)
  assert.match(await signInAs('demo-tung', jar), /Đặng Thanh Tùng/)
  assert.match(await signInAs('', jar), /Đặng Thanh Tùng/)
})

test('its pages need no script and are told in Vietnamese', async () => {
  const style = await fetch(`http://127.0.0.1:${new URL(origin).port}/demo-vneid/style.css`)
  assert.equal(style.headers.get('content-type'), 'text/css; charset=utf-8')
  const over = await fetch(`http://127.0.0.1:${new URL(origin).port}/demo-vneid/interaction/unknown`)
  assert.equal(over.status, 400)
  const html = await over.text()
  assert.ok(html.includes('<html lang="vi">') && !html.includes('<script'))
})
