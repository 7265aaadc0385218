import assert from 'node:assert/strict'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { openConnection } from './http-client.ts'

const asked: string[] = []
const sockets = new Set<Socket>()
const server = createServer((socket) => {
  sockets.add(socket)
  socket.on('data', (chunk) => {
    const text = chunk.toString()
    asked.push(text)
    const body = text.startsWith('GET ') ? '{"vi":"Sáu Rõ"}' : ''
    const head = `HTTP/1.1 ${body === '' ? 204 : 200} OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
    const whole = Buffer.from(head + body)
    // In two pieces, cut within a letter, as a network may.
    socket.write(whole.subarray(0, whole.length - 6))
    setImmediate(() => socket.write(whole.subarray(whole.length - 6)))
  })
})
before(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
after(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

test('a reply that comes in pieces is put together, one connection serves many requests', async () => {
  const { port } = server.address() as AddressInfo
  const connection = openConnection('127.0.0.1', port)
  assert.deepEqual(await connection.send('GET', '/', 'a: b\r\n'), { status: 200, body: '{"vi":"Sáu Rõ"}' })
  assert.deepEqual(await connection.send('POST', '/x', '', '{"tên":1}'), { status: 204, body: '' })
  assert.equal(sockets.size, 1)
  assert.match(asked[1]!, /content-length: 10\r\n\r\n\{"tên":1\}$/)
  connection.close()
})

test('a server that goes away is told to whoever waits', async () => {
  const { port } = server.address() as AddressInfo
  const connection = openConnection('127.0.0.1', port)
  await connection.send('GET', '/', '')
  const waiting = connection.send('GET', '/', '')
  for (const socket of sockets) socket.destroy()
  await assert.rejects(waiting, /closed|ECONNRESET/)
  connection.close()
})
