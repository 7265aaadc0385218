import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../testing/served.ts'

/** A clamd of one's own on loopback, with one signature made here instead of the daily gigabyte. */
export interface RealClamd {
  /** As the setting wants it. */
  address: string
  start(): Promise<void>
  /** Ends the daemon; what it knows stays for the next start. */
  stop(): Promise<void>
  close(): Promise<void>
}

/** Finds the word given in any file, and calls it `Sauro.Test`. */
export async function realClamd(word: string, more: Record<string, string> = {}): Promise<RealClamd> {
  const folder = await mkdtemp(join(tmpdir(), 'sauro-clamd-'))
  const signatures = join(folder, 'signatures')
  await mkdir(signatures)
  await writeFile(join(signatures, 'sauro.ndb'), `Sauro.Test:0:*:${Buffer.from(word).toString('hex')}\n`)
  const port = await freePort()
  const config = join(folder, 'clamd.conf')
  const settings = {
    Foreground: 'yes',
    DatabaseDirectory: signatures,
    TemporaryDirectory: folder,
    TCPAddr: '127.0.0.1',
    TCPSocket: port,
    ...more,
  }
  await writeFile(
    config,
    Object.entries(settings)
      .map((pair) => `${pair.join(' ')}\n`)
      .join(''),
  )
  let daemon: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    if (!daemon || daemon.exitCode !== null) return
    const ended = once(daemon, 'exit')
    daemon.kill('SIGTERM')
    await ended
  }
  return {
    address: `tcp://127.0.0.1:${port}`,
    async start() {
      daemon = spawn('clamd', ['--config-file', config], { stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [daemon.stdout!, daemon.stderr!])
        stream.on('data', (text: Buffer) => (said += text.toString()))
      while (!(await accepts(port))) {
        if (daemon.exitCode !== null) throw new Error(`clamd ended: ${said}`)
        await sleep(50)
      }
    },
    stop,
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const answer = (accepted: boolean) => (): void => {
      socket.destroy()
      resolve(accepted)
    }
    socket.on('connect', answer(true))
    socket.on('error', answer(false))
  })
