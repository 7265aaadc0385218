import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { seedProcedures } from '#catalogue'
import { csrfOf, keepApplicant, makeToken, openIdentity, verbs } from '#identity'
import { installJobs, openDatabase, parseKeys, readConfig, systemClock, uuidv7, type Context } from '#kernel'
import { addPerson, addPost, holdPost, installCity, loadUnits, readCity, today, type PostRole } from '#people'
import { testDatabase, type TestDatabase } from './kernel/testing/database.ts'
import { disguises, everything } from './kernel/testing/dump.ts'
import { servedCity, until, type Served } from './testing/served.ts'

// A served city as it is run: a process of its own with every subscription and job, its log, its database, its folder of files.
const start = systemClock()
const ring = JSON.stringify({
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 1).toString('base64'), lookup: Buffer.alloc(32, 2).toString('base64') },
})
const keys = parseKeys(ring)
const applicant = {
  kind: 'citizen' as const,
  name: 'Nguyễn Thị Sao Băng',
  number: '079185991237',
  phone: '0987654321',
  email: 'saobang@vidu.example',
  address: '17 hẻm Bằng Lăng Tím',
}
const words = {
  ...applicant,
  fileName: 'giay-khai-sinh-be-Hac-Giay.pdf',
  inFile: 'mật-mã-trong-tệp-9f31',
  typed: 'Xin nhận kết quả vào sáng sớm',
}
const { kind: _kind, ...secrets } = words
const procedure = '1.001193'

let database: TestDatabase
let folder: string
let cx: Context
let commune: string
let city: Served

before(async () => {
  database = await testDatabase()
  await installJobs(database.url)
  folder = mkdtempSync(join(tmpdir(), 'sauro-erasure-'))
  const db = openDatabase(database.url, { connections: 4 })
  cx = { db, keys, now: start, requestId: 'test' }
  await installCity(db, readCity('hcmc'))
  await seedProcedures(cx)
  const tree = await loadUnits(db)
  commune = tree
    .at(today(start))
    .all()
    .find((unit) => unit.kind === 'commune')!.code
  city = await servedCity({
    DATABASE_URL: database.url,
    SAURO_DATA: folder,
    SAURO_KEYS: ring,
    SAURO_SEAL_S: '1',
    SAURO_LOG: 'debug',
  })
  await city.start()
})
after(async () => {
  await city.crash()
  await cx.db.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const select = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  cx.db.pool.query<Row>(text, values).then(({ rows }) => rows)

/** Where one of the secrets can be read: in the database, in the log, in the folder. */
async function readable(): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && name !== 'keys.json')
    .map((name) => ({ place: `folder: ${name}`, text: readFileSync(join(folder, name)).toString('latin1') }))
  const all = [...(await everything(cx.db)), ...files, { place: 'log', text: city.log() }]
  return Object.entries(secrets).flatMap(([what, secret]) =>
    all
      .filter(({ text }) =>
        [...disguises(secret), Buffer.from(secret).toString('latin1')].some((form) => text.includes(form)),
      )
      .map(({ place }) => `${what} in ${place}`),
  )
}

const sealedColumns = [
  'work.parties.sealed',
  'work.words.sealed',
  'notifications.messages.sealed',
  'documents.files.name',
  'identity.applicants.details',
  'portal.drafts.body',
]

interface Caller {
  headers: Record<string, string>
}

async function official(role: PostRole, unit: string): Promise<Caller> {
  const from = today(start)
  const person = await addPerson(cx, { name: `Cán bộ ${role}` }, 'test')
  const post = await addPost(cx, {
    unit,
    role,
    name: { vi: role, en: role },
    seats: 1,
    from,
    to: null,
  } as never)
  await holdPost(cx, { post, person, kind: 'holds', decision: 'QĐ', from }, 'test')
  const { token } = await makeToken(cx, { label: role, of: { person }, verbs, days: 1 })
  return { headers: { authorization: `Bearer ${token}` } }
}

async function citizen(): Promise<Caller & { csrf: string }> {
  const known = { ...applicant, birthDate: null }
  const id = await keepApplicant(
    cx,
    { issuer: 'https://vneid.vidu.example', subject: 's-1', level: 2 },
    known,
  )
  const config = readConfig({ SAURO_DATA: folder, SAURO_PORT: String(city.port) })
  const units = await loadUnits(cx.db)
  const identity = openIdentity({ db: cx.db, keys, clock: systemClock, config, units })
  const token = await identity.sessions.start(
    { ...cx, now: systemClock() },
    { kind: 'applicant', actor: id, method: 'test' },
  )
  const csrf = csrfOf(keys, token)
  return { headers: { cookie: `${identity.cookies.session.name}=${token}` }, csrf }
}

async function act(by: Caller, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await city.call(path, {
    method: 'POST',
    headers: { ...by.headers, 'content-type': 'application/json', 'idempotency-key': uuidv7(systemClock()) },
    body: JSON.stringify(body),
  })
  return { status_http: answer.status, ...((await answer.json()) as object) }
}

async function upload(by: Caller): Promise<string> {
  const content = Buffer.from(`%PDF-1.4\n${words.inFile} ${'x'.repeat(500)}\n%%EOF`)
  const answer = await city.call('/api/uploads', {
    method: 'POST',
    headers: {
      ...by.headers,
      'tus-resumable': '1.0.0',
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(words.fileName).toString('base64')}`,
      'content-type': 'application/offset+octet-stream',
    },
    body: content,
  })
  assert.equal(answer.status, 201, await answer.text())
  return answer.headers.get('location')!.split('/').at(-1)!
}

async function beginDraft(by: Caller & { csrf: string }): Promise<void> {
  const steps: [string, Record<string, string>][] = [
    ['', {}],
    ['/nguoi-nop', { who: 'self' }],
    [
      '/nguoi-dung-ten',
      {
        kind: 'citizen',
        name: applicant.name,
        number: applicant.number,
        'birth-day': '1',
        'birth-month': '2',
        'birth-year': '1991',
      },
    ],
    ['/lien-he', { phone: applicant.phone, email: applicant.email, address: applicant.address }],
  ]
  for (const [step, fields] of steps) {
    const answer = await city.call(`/thu-tuc/${procedure}/nop${step}`, {
      method: 'POST',
      headers: { ...by.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, _csrf: by.csrf }).toString(),
    })
    assert.equal(answer.status, 303, `${step}: ${await answer.text()}`)
  }
}

async function caughtUp(): Promise<void> {
  await until(async () => {
    const [row] = await select<{ behind: boolean }>(
      `select (select count(*) from ledger.entries) > (select coalesce(max(position), 0) from ledger.positions)
           or exists (select from ledger.cursors where position < (select max(position) from ledger.positions))
           or (select count(*) from ledger.cursors) < 2 as behind`,
    )
    return row?.behind === false
  })
}

/** The proofs outlive the person: officials get the facts, whoever has code and secret the hashes; both check without us. */
async function proofsHold(by: Caller, item: string, code: string, secret: string): Promise<void> {
  const opened = await city.call(`/tra-cuu/qr/${code}.${secret}`)
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  const sources = [
    [`${item}/proof.json`, by.headers, 0],
    [`/tra-cuu/${code}/bang-chung.json`, { cookie }, 3],
  ] as const
  const path = join(folder, 'proof.json')
  for (const [address, headers, withoutText] of sources) {
    await until(async () => {
      const answer = await city.call(address, { headers })
      assert.equal(answer.status, 200)
      writeFileSync(path, await answer.text())
      return (JSON.parse(readFileSync(path, 'utf8')) as { unsealed: number }).unsealed === 0
    })
    const checked = city.run('verify', '--proof', path, '--anchors', join(folder, 'anchors.jsonl'), '--json')
    const told = JSON.parse(checked.stdout) as Record<string, unknown>
    assert.deepEqual([told['entries'], told['withoutText'], told['broken']], [3, withoutText, []])
    assert.equal(told['anchored'], told['blocks'])
  }
  assert.equal((await city.call(`${item}/proof.json`)).status, 401)
  assert.notEqual((await city.call(`/tra-cuu/${code}/bang-chung.json`)).status, 200)
}

test('a person is erased whole, although the server dies at once after promising it', async () => {
  const clerk = await official('clerk', commune)
  const office = await official('city-office', 'H29')
  const visitor = await citizen()
  await beginDraft(visitor)
  const file = await upload(clerk)
  const filed = await act(clerk, '/api/dossiers', {
    procedure,
    channel: 'direct',
    receivedAt: commune,
    applicant,
    parts: [{ key: 'to-khai', copies: 1, files: [file] }],
    notify: { channel: 'sms', to: applicant.phone },
    words: words.typed,
  })
  assert.equal(filed['status_http'], 201, JSON.stringify(filed))
  const item = `/api/items/${String(filed['id'])}`
  assert.equal((await act(office, `${item}/erasure`, { reason: 'Đơn số 7' }))['status_http'], 409)
  assert.equal(
    (await act(clerk, `${item}/withdrawal`, { version: 1, reason: words.typed }))['status_http'],
    200,
  )
  await caughtUp()

  // Before: only sealed. The content of a file lies as it was handed in; the data folder belongs on an encrypted disk.
  const place = readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' }).find(
    (name) => name.length > 60,
  )!
  assert.deepEqual(await readable(), [`inFile in folder: files/${place}`])
  const before = await everything(cx.db)
  const sealed = before.filter((one) => sealedColumns.includes(one.place))
  assert.deepEqual([...new Set(sealed.map((one) => one.place))].toSorted(), sealedColumns.toSorted())

  // The server dies between the promise and its consequences.
  assert.equal((await act(clerk, `${item}/erasure`, { reason: 'Đơn số 7' }))['status_http'], 403)
  const answer = await act(office, `${item}/erasure`, { reason: 'Đơn số 7' })
  assert.equal(answer['status_http'], 200, JSON.stringify(answer))
  assert.deepEqual([answer['codes'], answer['accounts']], [[filed['code']], 1])
  await city.crash()
  await city.start()
  await caughtUp()
  await until(async () => !existsSync(join(folder, 'files', place)))

  // After: not even sealed, neither here nor in the files; lists still tell that there was a file and a message.
  assert.deepEqual(await readable(), [])
  const now = await everything(cx.db)
  for (const one of sealed)
    assert.ok(!now.some((other) => other.text.includes(one.text)), `${one.place} still lies in the database`)
  const about = (await (await city.call(`/api/files/${file}/about`, clerk)).json()) as Record<string, unknown>
  assert.equal(about['name'], '(đã xóa theo yêu cầu)')
  assert.match(String(about['sha256']), /^[0-9a-f]{64}$/)
  assert.equal((await city.call(`/api/files/${file}`, clerk)).status, 409)
  const { rows } = (await (await city.call(`${item}/notices`, clerk)).json()) as {
    rows: { vi: unknown; to: unknown }[]
  }
  assert.ok(rows.length > 0)
  assert.ok(rows.every((row) => row.vi === null && row.to === null))
  const sessions = await select<{ ended_why: string }>(
    `select ended_why from identity.sessions where kind = 'applicant'`,
  )
  assert.deepEqual(sessions, [{ ended_why: 'erased' }])
  await proofsHold(clerk, item, String(filed['code']), String(filed['secret']))
  const verified = city.run('verify', '--json')
  assert.equal(verified.status, 0, verified.stdout + verified.stderr)
})
