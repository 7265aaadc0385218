import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Recorded } from './record.ts'

/** A server in a process of its own. */
export interface ServerProcess {
  pid: number
  host: string
  port: number
  /** Runs `work` and gives the statements of commands that the server sent meanwhile. */
  record(work: () => Promise<void>): Promise<Recorded[]>
  end(): Promise<void>
  /** Ends it as a crash would. */
  crash(): Promise<void>
}

const script = fileURLToPath(new URL('../server-process.ts', import.meta.url))

export async function startServer(env: NodeJS.ProcessEnv, background: boolean): Promise<ServerProcess> {
  const child = fork(script, background ? [] : ['without-background'], {
    env,
    execArgv: [],
    serialization: 'advanced',
  })
  const { address } = (await answerOf(child)) as { address: string }
  const { hostname, port } = new URL(address)
  return {
    pid: child.pid!,
    host: hostname,
    port: Number(port),
    async record(work) {
      child.send('record')
      await work()
      child.send('stop-recording')
      return ((await answerOf(child)) as { recorded: Recorded[] }).recorded
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.send('end')
      await ended
    },
    async crash() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error('the server had ended before it was to crash')
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the measured server ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
