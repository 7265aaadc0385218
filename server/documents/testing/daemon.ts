import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program that listens on a port of loopback, started and stopped by a test. */
export interface Daemon {
  /** Waits until it takes connections; what it said is the error when it ends before. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function daemonOn(port: number, command: string, argv: readonly string[]): Daemon {
  let child: ChildProcess | undefined
  return {
    async start() {
      const started = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
      child = started
      let said = ''
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (text: Buffer) => (said += text.toString()))
      while (!(await accepts(port))) {
        if (started.exitCode !== null) throw new Error(`${command} ended: ${said}`)
        await sleep(50)
      }
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
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
