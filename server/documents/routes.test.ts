import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createHttp, Refusal, systemClock, type HttpServer } from '#kernel'
import { attachment, routes } from './routes.ts'
import { openHouse, type House } from './testing/house.ts'
import { executable, inPieces, pdf, sha256 } from './testing/made.ts'

let house: House
let app: HttpServer
let base: string

before(async () => {
  house = await openHouse()
  app = await createHttp({ clock: systemClock, log: 'silent', secure: false })
  // Hung before the files' own routes, as the application does: the guard covers commands of every context.
  app.post('/api/items/:id/act', async () => ({ done: true }))
  routes(app, {
    db: house.db,
    keys: house.keys,
    clock: systemClock,
    documents: house.documents,
    uploader(request) {
      const who = request.headers['x-test-person']
      if (typeof who !== 'string')
        throw new Refusal(
          'NotSignedIn',
          { vi: 'Chưa đăng nhập.', en: 'Not signed in.' },
          { kind: 'unauthenticated' },
        )
      return who
    },
    mayRead(request, file) {
      if (request.headers['x-test-person'] === file.uploadedBy) return
      throw new Refusal(
        'NotPermitted',
        { vi: 'Không được xem.', en: 'Not permitted.' },
        { kind: 'forbidden' },
      )
    },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})

after(async () => {
  await app.close()
  await house.close()
})

const as = (person: string, more: Record<string, string> = {}) => ({
  'x-test-person': person,
  'tus-resumable': '1.0.0',
  ...more,
})

async function begin(name: string, length: number, person = 'an'): Promise<Response> {
  const headers = as(person, {
    'upload-length': String(length),
    'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
  })
  return fetch(`${base}/api/uploads`, { method: 'POST', headers })
}

const patch = (url: string, offset: number, bytes: Buffer, person = 'an') =>
  fetch(url, {
    method: 'PATCH',
    headers: as(person, {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    }),
    body: new Uint8Array(bytes),
  })

const head = (url: string, person = 'an') => fetch(url, { method: 'HEAD', headers: as(person) })

/** Sends a part of the body and then cuts the connection, as a tunnel or a lost phone does. */
function cutPatch(url: string, whole: Buffer, cutAt: number): Promise<void> {
  return new Promise((resolve) => {
    const headers = as('an', {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': String(whole.length),
    })
    const request = httpRequest(url, { method: 'PATCH', headers })
    request.on('error', () => resolve())
    request.on('close', () => resolve())
    request.write(whole.subarray(0, cutAt), () => setTimeout(() => request.destroy(), 100))
  })
}

const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code

test('100 MB cut at 60 % leave no file, and go on from where they were cut', async () => {
  const whole = pdf(100 * 1024 * 1024)
  const url = new URL((await begin('bản vẽ.pdf', whole.length)).headers.get('location')!, base).href
  await cutPatch(url, whole, Math.floor(whole.length * 0.6))
  await pause(200)
  assert.equal((await house.db.pool.query('select from documents.files')).rowCount, 0)
  const offset = Number((await head(url)).headers.get('upload-offset'))
  assert.ok(offset > whole.length * 0.3 && offset < whole.length * 0.61, `the upload stands at ${offset}`)
  const rest = await patch(url, offset, whole.subarray(offset))
  assert.equal(rest.status, 204)
  const id = url.split('/').at(-1)!
  const about = (await (await fetch(`${base}/api/files/${id}/about`, { headers: as('an') })).json()) as object
  assert.partialDeepStrictEqual(about, {
    id,
    name: 'bản vẽ.pdf',
    bytes: whole.length,
    sha256: sha256(whole),
    scannedBy: 'none',
  })
  assert.deepEqual(readdirSync(join(house.dataDir, 'uploads')), [])
})

test('A client that missed the last answer learns that all bytes came', async () => {
  const content = pdf(5_000)
  const url = new URL((await begin('đơn.pdf', content.length)).headers.get('location')!, base).href
  await patch(url, 0, content)
  const answer = await head(url)
  assert.deepEqual([answer.status, answer.headers.get('upload-offset')], [200, '5000'])
})

test('An upload whose last byte came just before the process died is taken when its sender asks', async () => {
  const content = pdf(5_000)
  const id = (await begin('đơn.pdf', content.length)).headers.get('location')!.split('/').at(-1)!
  await writeFile(join(house.dataDir, 'uploads', id), content)
  const answer = await head(`${base}/api/uploads/${id}`)
  assert.deepEqual([answer.status, answer.headers.get('upload-offset')], [200, '5000'])
  const about = (await (await fetch(`${base}/api/files/${id}/about`, { headers: as('an') })).json()) as object
  assert.partialDeepStrictEqual(about, { name: 'đơn.pdf', sha256: sha256(content) })
})

test('Nobody else sees or continues an upload, and without signing in there is none', async () => {
  const content = pdf(5_000)
  const url = new URL((await begin('đơn.pdf', content.length)).headers.get('location')!, base).href
  assert.equal((await head(url, 'minh')).status, 404)
  assert.equal((await patch(url, 0, content, 'minh')).status, 404)
  assert.equal((await fetch(url, { method: 'DELETE', headers: as('minh') })).status, 404)
  const unsigned = await fetch(`${base}/api/uploads`, {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '5' },
  })
  assert.equal(unsigned.status, 401)
  assert.equal((await fetch(url, { method: 'DELETE', headers: as('an') })).status, 204)
  assert.equal((await head(url)).status, 404)
})

test('A file that lies about its type is refused in our words, and nothing of it stays', async () => {
  const content = executable()
  const url = new URL((await begin('đơn xin.pdf', content.length)).headers.get('location')!, base).href
  const answer = await patch(url, 0, content)
  assert.equal(answer.status, 422)
  assert.equal(await code(answer), 'FileTypeNotAccepted')
  assert.equal((await head(url)).status, 404)
  assert.deepEqual(readdirSync(join(house.dataDir, 'uploads')), [])
})

test('An upload above the ceiling or without a name is refused before a byte is sent', async () => {
  const large = await begin('lớn.pdf', 200 * 1024 * 1024)
  assert.deepEqual([large.status, await code(large)], [413, 'FileTooLarge'])
  const nameless = await begin('', 100)
  assert.equal(nameless.status, 422)
})

test('A file is served as a sandboxed download with its whole Vietnamese name, to whoever may read it', async () => {
  const content = pdf(3_000)
  const stream = inPieces(content)
  const { id } = await house.documents.storeFile(house.cx(), {
    name: 'Giấy "hẹn" đỏ (1).pdf',
    stream,
    owner: 'an',
  })
  const answer = await fetch(`${base}/api/files/${id}`, { headers: as('an') })
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), content)
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(answer.headers.get('content-security-policy'), `sandbox; default-src 'none'`)
  assert.equal(
    answer.headers.get('content-disposition'),
    `attachment; filename="Giay _hen_ do (1).pdf"; filename*=UTF-8''Gi%E1%BA%A5y%20%22h%E1%BA%B9n%22%20%C4%91%E1%BB%8F%20%281%29.pdf`,
  )
  assert.equal((await fetch(`${base}/api/files/${id}`, { headers: as('minh') })).status, 403)
  assert.equal((await fetch(`${base}/api/files/${id}/about`, { headers: as('minh') })).status, 403)
  assert.equal(
    (await fetch(`${base}/api/files/00000000-0000-7000-8000-000000000000`, { headers: as('an') })).status,
    404,
  )
})

test('A command names only its sender’s own uploads or files of its item', async () => {
  const store = (owner: string) =>
    house.documents.storeFile(house.cx(), { name: 'đơn.pdf', stream: inPieces(pdf()), owner })
  const [mine, theirs] = [await store('an'), await store('minh')]
  const item = '0198b5a0-0000-7000-8000-0000000000aa'
  const act = (files: string[], at = item, api = 'api') =>
    fetch(`${base}/${api}/items/${at}/act`, {
      method: 'POST',
      headers: { ...as('an'), 'content-type': 'application/json' },
      body: JSON.stringify({ parts: [{ key: 'a', files }] }),
    })
  assert.equal((await act([mine.id])).status, 200)
  assert.equal(await code(await act([mine.id, theirs.id])), 'FileOfAnother')
  assert.equal(
    await code(await act([theirs.id], item, '%61pi')),
    'FileOfAnother',
    'however the address is spelt',
  )
  assert.equal(await code(await act(['00000000-0000-7000-8000-000000000000'])), 'UnknownFile')
  await house.db.pool.query('update documents.files set linked_to = $1, linked_at = now() where id = $2', [
    item,
    theirs.id,
  ])
  assert.equal((await act([theirs.id])).status, 200)
  assert.equal(await code(await act([theirs.id], '0198b5a0-0000-7000-8000-0000000000bb')), 'FileOfAnother')
})

test('The plain name never carries a sign that could end the header', () => {
  assert.equal(attachment('a"\\;%.pdf').split(';')[1], ' filename="a__')
})
