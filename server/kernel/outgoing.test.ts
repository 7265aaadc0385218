import assert from 'node:assert/strict'
import http from 'node:http'
import type { lookup } from 'node:dns'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { isPublic, outgoing } from './outgoing.ts'

let server: http.Server
let home: string

before(async () => {
  server = http.createServer((request, answer) => {
    const seen = { method: request.method, authorization: request.headers.authorization ?? null }
    if (request.url === '/away') answer.writeHead(302, { location: 'https://10.0.0.1/secret' }).end()
    else if (request.url === '/here') answer.writeHead(307, { location: '/echo' }).end()
    else if (request.url === '/round') answer.writeHead(302, { location: '/round' }).end()
    else if (request.url === '/long') answer.end('x'.repeat(5000))
    else if (request.url === '/never') return
    else {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => answer.end(JSON.stringify({ ...seen, body })))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const resolvesTo = (...addresses: string[]): typeof lookup =>
  ((
    _name: string,
    _options: object,
    done: (error: null, found: { address: string; family: number }[]) => void,
  ) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup

test('addresses that are not the public internet', () => {
  const inside =
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1'
  for (const address of inside.split(' ')) assert.equal(isPublic(address), false, address)
  for (const address of ['203.162.4.190', '1.1.1.1', '2606:4700::1111'])
    assert.equal(isPublic(address), true, address)
})

test('private networks are not called, however they are written', async () => {
  const call = outgoing()
  for (const url of [
    home,
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://user:word@example.vn/',
    'file:///etc/passwd',
  ])
    await assert.rejects(call(url), { code: 'OutgoingRefused' }, url)
})

test('a name is looked at where it leads, also when one of several addresses is private', async () => {
  for (const addresses of [['127.0.0.1'], ['1.1.1.1', '192.168.0.1'], ['::1']])
    await assert.rejects(outgoing({ resolve: resolvesTo(...addresses) })('https://inside.example.vn/'), {
      code: 'OutgoingRefused',
    })
})

test('the list of the installation opens one origin, and its redirects are looked at like new calls', async () => {
  const call = outgoing({ allow: [home] })
  const answer = await call(`${home}/echo`, { method: 'POST', body: new URLSearchParams({ a: 'ộ' }) })
  assert.deepEqual(await answer.json(), { method: 'POST', authorization: null, body: 'a=%E1%BB%99' })
  await assert.rejects(call(`${home}/away`), { code: 'OutgoingRefused' })
  assert.equal((await call(`${home}/away`, { redirect: 'manual' })).status, 302)
  const moved = await call(`${home}/here`, {
    method: 'POST',
    body: 'x',
    headers: { authorization: 'Bearer t' },
  })
  assert.deepEqual(await moved.json(), { method: 'POST', authorization: 'Bearer t', body: 'x' })
  await assert.rejects(call(`${home}/round`), /too many redirects/)
})

test('a long answer and a silent server are cut off', async () => {
  const long = await outgoing({ allow: [home], most_bytes: 1000 })(`${home}/long`)
  await assert.rejects(long.text())
  await assert.rejects(outgoing({ allow: [home], timeout_ms: 50 })(`${home}/never`), { name: 'AbortError' })
})
