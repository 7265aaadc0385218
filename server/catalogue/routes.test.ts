import { after, before, it } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createHttp, openDatabase, uuidv7, type Database, type HttpServer } from '#kernel'
import { unitsByDate } from '#people'
import type { Actor } from '#identity'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { seedProcedures } from './index.ts'
import { routes } from './routes.ts'
import { exampleDraft } from './testing/example.ts'

const now = new Date('2026-11-23T02:00:00.000Z')
const keys = { current: 'k', keys: new Map() }
let place: TestDatabase
let db: Database
let app: HttpServer

const office: Actor = {
  kind: 'staff',
  id: randomUUID(),
  name: 'Văn phòng',
  posts: [{ id: randomUUID(), unit: 'H29', role: 'city-office' }],
  session: null,
}
const clerk: Actor = {
  ...office,
  id: randomUUID(),
  posts: [{ id: randomUUID(), unit: 'H29', role: 'clerk' }],
}

before(async () => {
  place = await testDatabase()
  db = openDatabase(place.url)
  await seedProcedures({ db, keys, now, requestId: uuidv7(now) })
  app = await createHttp({ clock: () => now, log: 'silent', secure: false })
  app.decorateRequest('actor', undefined)
  app.addHook('onRequest', async (request) => {
    request.actor =
      request.headers['x-as'] === 'office' ? office : request.headers['x-as'] === 'clerk' ? clerk : undefined
  })
  const units = unitsByDate([
    {
      code: 'H29',
      parent: null,
      kind: 'city',
      name: { vi: 'TP', en: 'City' },
      adminCode: '79',
      from: '2020-01-01',
      to: null,
      hours: 'default',
    },
  ])
  routes(app, {
    db,
    keys,
    clock: () => now,
    tree: { at: (date) => units.at(date), refresh: () => Promise.resolve() },
  })
})
after(async () => {
  await app.close()
  await db.close()
  await place.close()
})

const get = (url: string, as?: string) => app.inject({ url, headers: as ? { 'x-as': as } : {} })
const send = (
  method: 'PUT' | 'POST' | 'DELETE',
  url: string,
  payload: object,
  as = 'office',
  key = randomUUID() as string,
) => app.inject({ method, url, payload, headers: { 'x-as': as, 'idempotency-key': key } })

it('anybody finds and reads what is in force, page by page', async () => {
  const seen: string[] = []
  let url: string | null = '/api/procedures?field=dat-dai&limit=5'
  let total = 0
  while (url !== null) {
    const page: { rows: { code: string }[]; next: string | null; total: number } = (await get(url)).json()
    seen.push(...page.rows.map((row) => row.code))
    total = page.total
    url = page.next === null ? null : `/api/procedures?field=dat-dai&limit=5&cursor=${page.next}`
  }
  assert.equal(new Set(seen).size, total)
  assert.equal(seen.length, total)
  const second = (await get('/api/procedures?field=dat-dai&limit=5&page=2')).json()
  assert.deepEqual(
    second.rows.map((row: { code: string }) => row.code),
    seen.slice(5, 10),
  )
  const found = (await get('/api/procedures?q=chung%20thuc%20chu%20ky%20trong&level=commune')).json()
  assert.deepEqual(
    [found.rows[0].code, found.rows[0].sameDay, found.rows[0].allow],
    ['2.000884', true, { amount: 1, unit: 'wd' }],
  )
  const one = (await get('/api/procedures/1.013978')).json()
  assert.deepEqual(
    [one.version, one.financialDuty, one.competent, one.channels.length],
    [1, 'tax', { level: 'commune' }, 3],
  )
  assert.equal((await get('/api/procedures/9.999999')).statusCode, 404)
  assert.equal((await get('/api/procedures?colour=red')).json().error.field, 'colour')
  assert.equal((await get('/api/procedures?cursor=abc')).json().error.code, 'CursorInvalid')
  assert.ok(
    (await get('/api/procedure-fields')).json().some((field: { key: string }) => field.key === 'ho-tich'),
  )
})

it('a draft is kept, published and ended by those who may, once per key', async () => {
  const draft = exampleDraft('9.000001')
  assert.equal(
    (
      await app.inject({
        method: 'PUT',
        url: '/api/procedures/9.000001/draft',
        payload: { revision: 0, draft },
        headers: { 'idempotency-key': randomUUID() },
      })
    ).statusCode,
    401,
  )
  assert.equal(
    (await send('PUT', '/api/procedures/9.000001/draft', { revision: 0, draft }, 'clerk')).statusCode,
    403,
  )
  const key = randomUUID()
  const first = await send(
    'PUT',
    '/api/procedures/9.000001/draft',
    { revision: 0, draft: { ...draft, parts: [] } },
    'office',
    key,
  )
  assert.deepEqual(first.json(), { revision: 1, missing: ['parts'] })
  const again = await send(
    'PUT',
    '/api/procedures/9.000001/draft',
    { revision: 0, draft: { ...draft, parts: [] } },
    'office',
    key,
  )
  assert.deepEqual(again.json(), first.json())
  const other = await send('PUT', '/api/procedures/9.000001/draft', { revision: 1, draft }, 'office', key)
  assert.equal(other.json().error.code, 'IdempotencyKeyReused')
  assert.equal((await get('/api/procedures/9.000001/draft')).statusCode, 401)
  assert.equal((await get('/api/procedures/9.000001/draft', 'office')).json().body.code, '9.000001')
  const refused = await send('POST', '/api/procedures/9.000001/publication', {
    revision: 1,
    from: '2026-11-23',
  })
  assert.deepEqual([refused.statusCode, refused.json().error.facts.problems[0].field], [422, 'parts'])
  await send('PUT', '/api/procedures/9.000001/draft', { revision: 1, draft })
  const published = await send('POST', '/api/procedures/9.000001/publication', {
    revision: 2,
    from: '2026-11-23',
  })
  assert.deepEqual(published.json(), { version: 1 })
  assert.equal((await get('/api/procedures/9.000001')).json().status, 'published')
  assert.deepEqual((await send('POST', '/api/procedures/9.000001/expiry', { to: '2026-11-24' })).json(), {
    version: 1,
  })
  assert.deepEqual((await get('/api/procedures/9.000001/versions', 'office')).json(), [
    { version: 1, from: '2026-11-23', to: '2026-11-24' },
  ])
})

it('ten equal sends at once are one draft', async () => {
  const key = randomUUID()
  const payload = { revision: 0, draft: exampleDraft('9.000002') }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send('PUT', '/api/procedures/9.000002/draft', payload, 'office', key)),
  )
  assert.deepEqual(new Set(answers.map((one) => one.body)), new Set(['{"revision":1,"missing":[]}']))
})

it('a wrong field of a draft is refused by its path', async () => {
  const answer = await send('PUT', '/api/procedures/9.000003/draft', {
    revision: 0,
    draft: { ...exampleDraft('9.000003'), colour: 'red' },
  })
  assert.deepEqual([answer.statusCode, answer.json().error.field], [422, 'draft.colour'])
  const mismatch = await send('PUT', '/api/procedures/9.000003/draft', {
    revision: 0,
    draft: exampleDraft('9.000004'),
  })
  assert.equal(mismatch.json().error.code, 'CodeMismatch')
})

it('a process leaves as BPMN and comes back into a draft', async () => {
  const out = await get('/api/procedures/1.001193/process.bpmn')
  assert.match(String(out.headers['content-type']), /bpmn\+xml/)
  const draft = (await get('/api/procedures/9.000002/draft', 'office')).json()
  const put = await send('PUT', '/api/procedures/9.000002/draft/process', {
    revision: draft.revision,
    bpmn: out.body,
  })
  assert.deepEqual(put.json(), { revision: 2, missing: [], ignored: [] })
  const again = await get('/api/procedures/9.000002/draft/process.bpmn', 'office')
  assert.match(again.body, /step_kiem-tra/)
  const bad = await send('PUT', '/api/procedures/9.000002/draft/process', {
    revision: 2,
    bpmn: out.body.replaceAll('userTask', 'callActivity'),
  })
  assert.deepEqual([bad.statusCode, bad.json().error.facts.element.type], [422, 'bpmn:CallActivity'])
})

it('drafts are listed with what they lack, and thrown away', async () => {
  const listed = (await get('/api/procedure-drafts?field=ho-tich', 'office')).json()
  assert.deepEqual(
    listed.map((one: { code: string }) => one.code),
    ['9.000002'],
  )
  assert.equal((await send('DELETE', '/api/procedures/9.000002/draft', {})).statusCode, 204)
  assert.equal((await get('/api/procedures/9.000002/draft', 'office')).statusCode, 404)
})
