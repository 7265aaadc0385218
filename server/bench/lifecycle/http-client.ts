import { connect, type Socket } from 'node:net'

export interface Reply {
  status: number
  body: string
}

/**
 * One connection that is kept, one request at a time: as little of the machine as can be, because the client shares it with the
 * server that is measured. Understands what our server sends: a status line, headers, a body of stated length.
 */
export interface Connection {
  send(method: 'GET' | 'POST', path: string, headers: string, body?: string): Promise<Reply>
  close(): void
}

export function openConnection(host: string, port: number): Connection {
  let socket: Socket | undefined
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined
  let received: Buffer[] = []
  const fail = (error: Error): void => {
    socket = undefined
    received = []
    waiting?.reject(error)
    waiting = undefined
  }
  const open = (): Socket => {
    const made = connect({ host, port, noDelay: true })
    made.on('data', (chunk) => {
      received.push(chunk)
      const reply = parse(received.length === 1 ? chunk : Buffer.concat(received))
      if (!reply) return
      received = []
      const now = waiting
      waiting = undefined
      now?.resolve(reply)
    })
    made.on('error', fail)
    made.on('close', () => fail(new Error('the server closed the connection')))
    return made
  }
  return {
    send(method, path, headers, body = '') {
      socket ??= open()
      const length =
        body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\n${headers}${length}\r\n${body}`)
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
      })
    },
    close: () => socket?.destroy(),
  }
}

/** Undefined until the whole reply is there. */
function parse(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  if (bytes.length < end + 4 + length) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', end + 4, end + 4 + length) }
}
