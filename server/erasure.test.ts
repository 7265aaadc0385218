import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { csrfOf, keepApplicant, openIdentity } from '#identity'
import { readConfig, systemClock } from '#kernel'
import { loadUnits } from '#people'
import { everything } from './kernel/testing/dump.ts'
import { erasingCity, type Caller, type ErasingCity } from './testing/erasing-city.ts'
import { until } from './testing/served.ts'

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
const representative = {
  name: 'Phạm Thị Mây Ngàn',
  number: '079190007771',
  phone: '0911222333',
  authority: 'Giấy ủy quyền số 61 của văn phòng Hoa Gạo',
}
const procedure = '1.001193'

let served: ErasingCity
before(async () => {
  served = await erasingCity()
})
after(() => served.close())

const sealedColumns = [
  'work.parties.sealed',
  'work.words.sealed',
  'notifications.messages.sealed',
  'documents.files.name',
  'identity.applicants.details',
  'portal.drafts.body',
]

async function citizen(): Promise<Caller & { csrf: string }> {
  const known = { ...applicant, birthDate: null }
  const id = await keepApplicant(
    served.cx,
    { issuer: 'https://vneid.vidu.example', subject: 's-1', level: 2 },
    known,
  )
  const config = readConfig({ SAURO_DATA: served.folder, SAURO_PORT: String(served.city.port) })
  const units = await loadUnits(served.cx.db)
  const identity = openIdentity({ ...served.cx, clock: systemClock, config, units })
  const token = await identity.sessions.start(
    { ...served.cx, now: systemClock() },
    { kind: 'applicant', actor: id, method: 'test' },
  )
  const csrf = csrfOf(served.cx.keys, token)
  return { headers: { cookie: `${identity.cookies.session.name}=${token}` }, csrf }
}

async function upload(by: Caller): Promise<string> {
  const content = Buffer.from(`%PDF-1.4\n${words.inFile} ${'x'.repeat(500)}\n%%EOF`)
  const answer = await served.city.call('/api/uploads', {
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
    const answer = await served.city.call(`/thu-tuc/${procedure}/nop${step}`, {
      method: 'POST',
      headers: { ...by.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, _csrf: by.csrf }).toString(),
    })
    assert.equal(answer.status, 303, `${step}: ${await answer.text()}`)
  }
}

/** The proofs outlive the person: officials get the facts, whoever has code and secret the hashes; both check without us. */
async function proofsHold(by: Caller, item: string, code: string, secret: string): Promise<void> {
  const opened = await served.city.call(`/tra-cuu/qr/${code}.${secret}`)
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  const sources = [
    [`${item}/proof.json`, by.headers, 0],
    [`/tra-cuu/${code}/bang-chung.json`, { cookie }, 3],
  ] as const
  const path = join(served.folder, 'proof.json')
  for (const [address, headers, withoutText] of sources) {
    await until(async () => {
      const answer = await served.city.call(address, { headers })
      assert.equal(answer.status, 200)
      writeFileSync(path, await answer.text())
      return (JSON.parse(readFileSync(path, 'utf8')) as { unsealed: number }).unsealed === 0
    })
    const checked = served.city.run(
      'verify',
      '--proof',
      path,
      '--anchors',
      join(served.folder, 'anchors.jsonl'),
      '--json',
    )
    const told = JSON.parse(checked.stdout) as Record<string, unknown>
    assert.deepEqual([told['entries'], told['withoutText'], told['broken']], [3, withoutText, []])
    assert.equal(told['anchored'], told['blocks'])
  }
  assert.equal((await served.city.call(`${item}/proof.json`)).status, 401)
  assert.notEqual((await served.city.call(`/tra-cuu/${code}/bang-chung.json`)).status, 200)
}

test('a person is erased whole, although the server dies at once after promising it', async () => {
  const clerk = await served.official('clerk', served.commune)
  const office = await served.official('city-office', 'H29')
  const visitor = await citizen()
  await beginDraft(visitor)
  const file = await upload(clerk)
  const filed = await served.act(clerk, '/api/dossiers', {
    procedure,
    channel: 'direct',
    receivedAt: served.commune,
    applicant,
    parts: [{ key: 'to-khai', copies: 1, files: [file] }],
    notify: { channel: 'sms', to: applicant.phone },
    words: words.typed,
  })
  assert.equal(filed['status_http'], 201, JSON.stringify(filed))
  const item = `/api/items/${String(filed['id'])}`
  assert.equal((await served.act(office, `${item}/erasure`, { reason: 'Đơn số 7' }))['status_http'], 409)
  assert.equal(
    (await served.act(clerk, `${item}/withdrawal`, { version: 1, reason: words.typed }))['status_http'],
    200,
  )
  await served.caughtUp()

  // Before: only sealed. The content of a file lies as it was handed in; the data folder belongs on an encrypted disk.
  const place = readdirSync(join(served.folder, 'files'), { recursive: true, encoding: 'utf8' }).find(
    (name) => name.length > 60,
  )!
  assert.deepEqual(await served.readable(secrets), [`inFile in folder: files/${place}`])
  const before = await everything(served.cx.db)
  const sealed = before.filter((one) => sealedColumns.includes(one.place))
  assert.deepEqual([...new Set(sealed.map((one) => one.place))].toSorted(), sealedColumns.toSorted())

  // The server dies between the promise and its consequences.
  assert.equal((await served.act(clerk, `${item}/erasure`, { reason: 'Đơn số 7' }))['status_http'], 403)
  const answer = await served.act(office, `${item}/erasure`, { reason: 'Đơn số 7' })
  assert.equal(answer['status_http'], 200, JSON.stringify(answer))
  assert.deepEqual([answer['codes'], answer['accounts']], [[filed['code']], 1])
  await served.city.crash()
  await served.city.start()
  await served.caughtUp()
  await until(async () => !existsSync(join(served.folder, 'files', place)))

  // After: not even sealed, neither here nor in the files; lists still tell that there was a file and a message.
  assert.deepEqual(await served.readable(secrets), [])
  const now = await everything(served.cx.db)
  for (const one of sealed)
    assert.ok(!now.some((other) => other.text.includes(one.text)), `${one.place} still lies in the database`)
  const about = (await (await served.city.call(`/api/files/${file}/about`, clerk)).json()) as Record<
    string,
    unknown
  >
  assert.equal(about['name'], '(đã xóa theo yêu cầu)')
  assert.match(String(about['sha256']), /^[0-9a-f]{64}$/)
  assert.equal((await served.city.call(`/api/files/${file}`, clerk)).status, 409)
  const { rows } = (await (await served.city.call(`${item}/notices`, clerk)).json()) as {
    rows: { vi: unknown; to: unknown }[]
  }
  assert.ok(rows.length > 0)
  assert.ok(rows.every((row) => row.vi === null && row.to === null))
  const sessions = await served.select<{ ended_why: string }>(
    `select ended_why from identity.sessions where kind = 'applicant'`,
  )
  assert.deepEqual(sessions, [{ ended_why: 'erased' }])
  await proofsHold(clerk, item, String(filed['code']), String(filed['secret']))
  const verified = served.city.run('verify', '--json')
  assert.equal(verified.status, 0, verified.stdout + verified.stderr)
})

test('a representative without a dossier of their own is erased from those they filed, and the applicant stays', async () => {
  const clerk = await served.official('clerk', served.commune)
  const office = await served.official('city-office', 'H29')
  const filed = await served.act(clerk, '/api/dossiers', {
    procedure,
    channel: 'direct',
    receivedAt: served.commune,
    applicant: { kind: 'citizen', name: 'Trần Văn Bảy', number: '079085001234', phone: '0901234567' },
    through: { ...representative, as: 'authorised', authorityDate: '2026-01-05' },
    parts: [],
    notify: { channel: 'sms', to: representative.phone },
  })
  assert.equal(filed['status_http'], 201, JSON.stringify(filed))
  const item = `/api/items/${String(filed['id'])}`
  await served.act(clerk, `${item}/withdrawal`, { version: 1 })
  await served.caughtUp()
  assert.deepEqual(await served.readable(representative), [])
  const mentions = await served.select<{ text: string }>(
    `select encode(p.sealed, 'hex') as text from work.parties p join work.items i on i.party = p.id where i.id = $1
      union all select encode(sealed, 'hex') from notifications.messages where item = $1`,
    [filed['id']],
  )
  assert.ok(mentions.length >= 2)

  const answer = await served.act(office, `${item}/erasure`, { reason: 'Đơn số 8', person: 'representative' })
  assert.equal(answer['status_http'], 200, JSON.stringify(answer))
  assert.deepEqual([answer['codes'], answer['represented']], [[], [filed['code']]])
  await served.caughtUp()
  const now = await everything(served.cx.db)
  for (const { text } of mentions) assert.ok(!now.some((other) => other.text.includes(text)))
  const opened = await served.act(clerk, `${item}/unmasking`, { reason: 'Kiểm tra sau khi xóa' })
  assert.equal((opened['applicant'] as { number: string }).number, '079085001234')
  assert.deepEqual(opened['through'], { name: '(đã xóa)', as: 'authorised' })
  const verified = served.city.run('verify', '--json')
  assert.equal(verified.status, 0, verified.stdout + verified.stderr)
})
