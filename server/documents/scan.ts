import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'

/** What a scanner says of a file. */
export type Verdict = { verdict: 'clean' } | { verdict: 'infected'; finding: string }

export interface Scanner {
  /** Kept with every file it looked at; `none` where there is no scanner, and the screens say so. */
  readonly name: string
  /** Rejects when the scanner does not answer: the file then waits, it is never passed. */
  scan(content: Readable): Promise<Verdict | { verdict: 'none' }>
}

/** `none`, or a clamd at `tcp://host:port` or `unix:/path`. */
export function openScanner(setting: string): Scanner {
  if (setting === 'none') return noScanner
  if (setting.startsWith('unix:')) {
    const path = setting.slice('unix:'.length)
    return clamd(() => connect({ path }))
  }
  const { hostname, port } = new URL(setting)
  return clamd(() => connect({ host: hostname, port: Number(port || 3310) }))
}

const noScanner: Scanner = {
  name: 'none',
  async scan(content) {
    content.destroy()
    return { verdict: 'none' }
  },
}

/** Nothing heard for so long means that the scanner hangs; it scans 100 MB in a few seconds. */
const silence_ms = 60_000

/** The INSTREAM command of clamd: chunks, each with its length in four bytes, ended by a length of zero. */
function clamd(open: () => Socket): Scanner {
  return {
    name: 'clamd',
    async scan(content) {
      const socket = open()
      socket.setTimeout(silence_ms, () => socket.destroy(new Error('the scanner does not answer')))
      try {
        // A daemon that takes no more says why and hangs up: its words tell more than the write that failed.
        const [answer, sent] = await Promise.allSettled([readAll(socket), sendAll(socket, content)])
        if (answer.status === 'rejected') throw hungUp(answer.reason)
        const verdict = verdictOf(answer.value)
        if (sent.status === 'rejected') throw sent.reason
        return verdict
      } finally {
        content.destroy()
        socket.destroy()
      }
    },
  }
}

/** Its words may be lost with the connection, so that the usual reason is named. */
const hungUp = (error: Error & { code?: string }): Error =>
  error.code === 'EPIPE' || error.code === 'ECONNRESET'
    ? new Error(
        `the scanner hung up while a file was sent (${error.code}): is its StreamMaxLength below 100 MB?`,
        { cause: error },
      )
    : error

async function sendAll(socket: Socket, content: Readable): Promise<void> {
  await send(socket, 'zINSTREAM\0')
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    await send(socket, length)
    await send(socket, chunk)
  }
  await send(socket, Buffer.alloc(4))
}

function send(socket: Socket, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))
}

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (text += part))
    const ended = (error: Error): void => (text === '' ? reject(error) : resolve(text))
    socket.on('end', () => resolve(text))
    socket.on('error', ended)
    socket.on('close', () => ended(new Error('the scanner closed the connection')))
  })
}

function verdictOf(answer: string): Verdict {
  const text = answer.replaceAll('\0', '').trim()
  if (text === 'stream: OK') return { verdict: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(text)
  if (found) return { verdict: 'infected', finding: found[1]! }
  throw new Error(`the scanner answered: ${text}`)
}
