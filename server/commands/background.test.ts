import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { readConfig, systemClock, WrongConfig } from '#kernel'
import { adaptersOf, subscriptionNames, subscriptionsOf } from './background.ts'

const message = { id: 'm1', channel: 'sms', to: '0901234567', lang: 'vi', subject: 'S', text: 'T' } as const

test('a gateway that was configured takes every message, signed; without one nothing leaves the house', async () => {
  const taken: { body: string; signature: string | undefined }[] = []
  const gateway = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      taken.push({ body, signature: request.headers['x-sauro-signature']?.toString() })
      answer.end()
    })
  }).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  const { port } = gateway.address() as { port: number }
  const secret = 'a secret of the gateway'
  const settings = { SAURO_NOTICES: `http://127.0.0.1:${port}/send`, SAURO_NOTICES_SECRET: secret }
  try {
    await adaptersOf(readConfig({})).sms.send(message)
    assert.equal(taken.length, 0)
    const adapters = adaptersOf(readConfig(settings))
    for (const channel of ['sms', 'email', 'app'] as const)
      await adapters[channel].send({ ...message, channel })
  } finally {
    gateway.close()
  }
  assert.deepEqual(
    taken.map(({ body }) => (JSON.parse(body) as { channel: string }).channel),
    ['sms', 'email', 'app'],
  )
  for (const { body, signature } of taken)
    assert.equal(signature, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
})

test('a gateway without a secret, and a login without a server, are refused at start', () => {
  const faults = (env: Record<string, string>): string[] => {
    try {
      readConfig(env)
      return []
    } catch (error) {
      assert.ok(error instanceof WrongConfig)
      return error.faults.map((fault) => fault.split(':')[0]!)
    }
  }
  assert.deepEqual(faults({ SAURO_NOTICES: 'https://sms.example.vn' }), ['SAURO_NOTICES_SECRET'])
  assert.deepEqual(faults({ SAURO_NOTICES: 'smtp' }).includes('SAURO_NOTICES'), true)
  assert.deepEqual(faults({ SAURO_NOTICES_SECRET: 'short' }), ['SAURO_NOTICES_SECRET'])
  assert.deepEqual(faults({ SAURO_APP_DATABASE_URL: 'postgres://a@b/c' }), ['SAURO_APP_DATABASE_URL'])
})

test('what is begun behind a generated set is what follows the ledger in a server', () => {
  const office = {} as Parameters<typeof subscriptionsOf>[0]
  const keys = { current: 'k1', keys: new Map<string, Uint8Array>() }
  const started = subscriptionsOf(office, keys, systemClock).map((one) => one.name)
  assert.deepEqual(started, [...subscriptionNames])
})
