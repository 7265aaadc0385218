import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import {
  createHttp,
  fixedClock,
  installJobs,
  openDatabase,
  Refusal,
  type Database,
  type HttpServer,
  type KeyRing,
} from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { NotDelivered, outboxOnly, webhook } from './adapters.ts'
import { noticesOnWork } from './on-work.ts'
import { masked, routes } from './routes.ts'
import type { NoticeView } from './views.ts'
import { sending } from './send.ts'
import { entryOf, factsFor, item } from './testing/examples.ts'

const keys: KeyRing = { current: 't', keys: new Map(['t', 'lookup'].map((id) => [id, Buffer.alloc(32, id)])) }
const clock = fixedClock(new Date('2026-11-23T02:00:05Z'))
let base: TestDatabase
let db: Database
let app: HttpServer

before(async () => {
  base = await testDatabase()
  await installJobs(base.url)
  db = openDatabase(base.url, { connections: 3 })
  app = await createHttp({ clock, log: 'silent', secure: false })
  const only = (who: string) => (request: { headers: IncomingHttpHeaders }) => {
    if (request.headers['x-test-role'] === who) return
    throw new Refusal('NotPermitted', { vi: 'Không được.', en: 'Not permitted.' }, { kind: 'forbidden' })
  }
  routes(app, {
    db,
    keys,
    clock,
    mayReadOutbox: only('it'),
    mayReadItem: only('clerk'),
    mayConfirm: only('applicant'),
    mayRetry: only('clerk'),
  })
  const subscription = noticesOnWork({
    keys,
    clock,
    zone: 'Asia/Ho_Chi_Minh',
    factsOf: async (_tx, entries) => entries.map(factsFor),
  })
  const entries = Array.from({ length: 60 }, (_, at) =>
    entryOf({ type: 'dossier.accepted', position: at + 1 }),
  )
  await db.transaction((tx) => subscription.onEntries(tx, entries))
})

after(async () => {
  await app.close()
  await db.close()
  await base.close()
})

const get = async (url: string, role: string, method: 'GET' | 'POST' = 'GET') => {
  const answer = await app.inject({ method, url, headers: { 'x-test-role': role } })
  return {
    status: answer.statusCode,
    body: answer.json() as { rows: NoticeView[]; next: string | null; error: { code: string } } & NoticeView,
  }
}

test('The outbox pages through all messages, newest first, the address masked, for the IT role only', async () => {
  const first = await get('/api/outbox', 'it')
  const second = await get(`/api/outbox?cursor=${first.body.next}`, 'it')
  assert.deepEqual([first.body.rows.length, second.body.rows.length, second.body.next], [50, 10, null])
  const ids = new Set([...first.body.rows, ...second.body.rows].map((row) => row.id))
  assert.equal(ids.size, 60)
  assert.equal(first.body.rows[0]!.to, '•••111')
  assert.match(first.body.rows[0]!.vi!.text, /đã tiếp nhận/)
  assert.equal((await get('/api/outbox', 'clerk')).status, 403)
})

test('An item shows what was told; a message is read only once it was sent, by the applicant only', async () => {
  const { body } = await get(`/api/items/${item}/notices`, 'clerk')
  const { id } = body.rows[0]!
  const early = await get(`/api/notices/${id}/read`, 'applicant', 'POST')
  assert.deepEqual([early.status, early.body.error.code], [409, 'NotSentYet'])
  const job = { id: '1', attempt: 1, maxAttempts: 1, signal: new AbortController().signal }
  await sending({ db, keys, clock, adapters: outboxOnly, supplementSent: async () => undefined })({}, job)
  assert.equal((await get(`/api/notices/${id}/read`, 'clerk', 'POST')).status, 403)
  const read = await get(`/api/notices/${id}/read`, 'applicant', 'POST')
  assert.deepEqual([read.body.state, read.body.readAt], ['read', '2026-11-23T02:00:05.000Z'])
  assert.equal((await get(`/api/notices/${id}/retry`, 'clerk', 'POST')).body.error.code, 'NotFailed')
})

test('A number shows its last three signs, an address its first letter and house', () => {
  assert.deepEqual([masked('0903000111'), masked('ngoc.huynh@example.vn')], ['•••111', 'n•••@example.vn'])
})

test('The webhook hands over signed JSON with the message’s id, and its refusals say whether to try again', async (t) => {
  const got: { headers: IncomingHttpHeaders; body: string }[] = []
  let status = 204
  const gateway = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(status).end()
    })
  })
  t.after(() => void gateway.close())
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`
  const adapter = webhook({ url, secret: 'bí mật', fetch })
  const message = {
    id: 'm1',
    channel: 'sms' as const,
    to: '0903000111',
    lang: 'vi' as const,
    subject: 'Hồ sơ',
    text: 'Đã tiếp nhận.',
  }
  await adapter.send(message)
  assert.deepEqual(JSON.parse(got[0]!.body), message)
  assert.equal(got[0]!.headers['idempotency-key'], 'm1')
  assert.equal(
    got[0]!.headers['x-sauro-signature'],
    `sha256=${createHmac('sha256', 'bí mật').update(got[0]!.body).digest('hex')}`,
  )
  const refusedAs = (final: boolean) => (error: unknown) =>
    error instanceof NotDelivered && error.final === final
  status = 503
  await assert.rejects(adapter.send(message), refusedAs(false))
  status = 422
  await assert.rejects(adapter.send(message), refusedAs(true))
  await assert.rejects(adapter.send({ ...message, to: null }), refusedAs(true))
  gateway.closeAllConnections()
  await new Promise((resolve) => gateway.close(resolve))
  await assert.rejects(adapter.send(message), refusedAs(false))
})
