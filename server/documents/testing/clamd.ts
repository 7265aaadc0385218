import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface FakeClamd {
  /** As the setting wants it: `tcp://127.0.0.1:port`. */
  address: string
  stop(): Promise<void>
}

/** A clamd that speaks the INSTREAM protocol and finds the word given in a file. The real daemon needs a gigabyte of signatures. */
export async function startClamd(word: string): Promise<FakeClamd> {
  const server: Server = createServer((socket) => answer(socket, word))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `tcp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const command = 'zINSTREAM\0'

function answer(socket: Socket, word: string): void {
  let received = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (part) => {
    received = Buffer.concat([received, part])
    const content = contentOf(received)
    if (content === undefined) return
    socket.end(content.includes(word) ? 'stream: Test.Signature FOUND\0' : 'stream: OK\0')
  })
}

/** The chunks joined, once the one of length zero has come. */
function contentOf(received: Buffer): Buffer | undefined {
  if (received.subarray(0, command.length).toString() !== command) return undefined
  const parts: Buffer[] = []
  let at = command.length
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
