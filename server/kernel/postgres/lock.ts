import { createHash } from 'node:crypto'
import { createConnection, createServer, type Server } from 'node:net'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresTrouble } from './trouble.ts'

/**
 * Runs `work` while no other process does so for the same directory. The lock is a listening local socket: the system
 * takes it back when its holder dies, so there is no stale lock to clear (on Linux and Windows not even a file).
 */
export async function withLock<T>(directory: string, work: () => Promise<T>, waitSeconds = 120): Promise<T> {
  const address = addressOf(directory)
  for (let tries = 0; tries < waitSeconds * 20; tries += 1) {
    const held = await tryListen(address)
    if (held) {
      try {
        return await work()
      } finally {
        await new Promise((resolve) => held.close(resolve))
      }
    }
    await clearLeftover(address)
    await sleep(50)
  }
  throw new PostgresTrouble(
    'postgres.busy',
    `Another sauro has been starting the database of ${directory} for ${waitSeconds} s: wait for it or end it.`,
    `Một tiến trình sauro khác đang khởi động cơ sở dữ liệu của ${directory} đã ${waitSeconds} giây: hãy đợi hoặc dừng nó.`,
  )
}

function addressOf(directory: string): string {
  const name = `sauro-${createHash('sha256').update(directory).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

function tryListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(address, () => resolve(server))
  })
}

/** Elsewhere than on Linux and Windows the socket is a file that a killed holder leaves behind. */
async function clearLeftover(address: string): Promise<void> {
  if (process.platform === 'linux' || process.platform === 'win32') return
  const answered = await new Promise<boolean>((resolve) => {
    const caller = createConnection(address, () => {
      caller.destroy()
      resolve(true)
    })
    caller.once('error', () => resolve(false))
  })
  if (!answered) rmSync(address, { force: true })
}
