import { createHmac } from 'node:crypto'
import type { Lang, NoticeChannel } from './facts.ts'

/** A message as it leaves the house. */
export interface Outgoing {
  /** The receiver may see a message twice (we died between sending and noting it) and drops the second by this id. */
  id: string
  channel: NoticeChannel
  to: string | null
  lang: Lang
  subject: string
  text: string
}

/** One way out. Throws `NotDelivered` with a reason that names nobody; the message is then tried again. */
export interface Adapter {
  readonly name: string
  send(message: Outgoing): Promise<void>
}

export type Adapters = Readonly<Record<NoticeChannel, Adapter>>

export class NotDelivered extends Error {
  /** Trying again cannot help: the address itself is wrong. */
  readonly final: boolean

  constructor(reason: string, options: { final?: boolean; cause?: unknown } = {}) {
    super(reason, { cause: options.cause })
    this.name = 'NotDelivered'
    this.final = options.final ?? false
  }
}

/** The demonstration's way out: nothing leaves the house, the outbox page shows it. */
export const outbox: Adapter = { name: 'outbox', send: async () => undefined }

export const outboxOnly: Adapters = { sms: outbox, email: outbox, app: outbox }

export interface WebhookOptions {
  url: string
  /** Signs the body: header `x-sauro-signature: sha256=<hex HMAC>`. */
  secret: string
  /** The house's own fetch for outgoing calls, which cannot reach private networks. */
  fetch: (url: string, call: GatewayCall) => Promise<Response>
  timeout_ms?: number
}

interface GatewayCall {
  method: 'POST'
  headers: Record<string, string>
  body: string
  redirect: 'error'
  signal: AbortSignal
}

/** Hands messages to a gateway (SMS, e-mail, the city's app) as signed JSON; the gateway answers 2xx once it has taken one. */
export const webhook = (options: WebhookOptions): Adapter => ({
  name: 'webhook',
  async send(message) {
    if (message.channel !== 'app' && !message.to)
      throw new NotDelivered('no address was given', { final: true })
    const body = JSON.stringify(message)
    const answer = await options
      .fetch(options.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.id,
          'x-sauro-signature': `sha256=${createHmac('sha256', options.secret).update(body).digest('hex')}`,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeout_ms ?? 10_000),
      })
      .catch((cause: unknown) => {
        throw new NotDelivered('the gateway could not be reached', { cause })
      })
    await answer.body?.cancel()
    if (answer.ok) return
    // A gateway that says "this address is wrong" will say so again.
    const final = answer.status === 400 || answer.status === 404 || answer.status === 422
    throw new NotDelivered(`the gateway answered ${answer.status}`, { final })
  },
})
