import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../kernel/testing/port.ts'

/** A city as it is run: `./sauro serve` in a process of its own, with every subscription and job. */
export interface Served {
  readonly port: number
  /** Everything its processes have said so far. */
  log(): string
  /** Starts it, again after a crash, and waits until it answers. */
  start(): Promise<void>
  /** Ends it as a crash would. */
  crash(): Promise<void>
  /** Another command of the same installation, waited for. */
  run(...args: string[]): { status: number | null; stdout: string; stderr: string }
  call(path: string, init?: RequestInit): Promise<Response>
}

const main = join(import.meta.dirname, '..', 'main.ts')

export async function servedCity(settings: NodeJS.ProcessEnv): Promise<Served> {
  const port = await freePort()
  const env = { ...process.env, ...settings, SAURO_PORT: String(port) }
  let child: ChildProcess | undefined
  let log = ''
  const isGone = (): boolean => !child || child.exitCode !== null || child.signalCode !== null
  return {
    port,
    log: () => log,
    async start() {
      const said = log.length
      child = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', (text: Buffer) => (log += text.toString()))
      await until(async () => isGone() || log.includes('Sáu Rõ: http', said))
      if (isGone()) throw new Error(`the server ended: ${log.slice(said)}`)
    },
    async crash() {
      if (isGone()) return
      const gone = once(child!, 'exit')
      child!.kill('SIGKILL')
      await gone
    },
    run: (...args) => spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' }),
    call: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init }),
  }
}

/** Waits half a minute at the most. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return
    await sleep(50)
  }
  throw new Error(`waited in vain for ${holds.toString()}`)
}
