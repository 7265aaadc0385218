import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testDatabase } from '../../server/kernel/testing/database.ts'
import { freePort } from '../../server/kernel/testing/port.ts'

/** A demonstration city of its own for a journey: the real command, on a database of its own. */
export interface JourneyCity {
  url: string
  close(): Promise<void>
}

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const patience_ms = 240_000

/** With SAURO_JOURNEY_URL the journeys walk in a demonstration that already runs, and leave it running. */
export async function journeyCity(dossiers = 12): Promise<JourneyCity> {
  const running = process.env['SAURO_JOURNEY_URL']
  if (running) return { url: running, close: async () => undefined }
  const database = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'sauro-journey-'))
  const port = await freePort()
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    SAURO_DATA: data,
    SAURO_PUBLIC_URL: `http://localhost:${port}`,
  }
  const child = spawn(
    process.execPath,
    [main, 'demo', '--port', String(port), '--dossiers', String(dossiers)],
    { env },
  )
  const close = async (): Promise<void> => {
    await ended(child)
    await database.close()
    await rm(data, { recursive: true, force: true })
  }
  try {
    await ready(child)
  } catch (error) {
    await close()
    throw error
  }
  return { url: `http://localhost:${port}`, close }
}

const patienceAtEnd_ms = 20_000

/** A city that does not end when asked is killed: a journey that failed must not keep the whole run waiting. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), patienceAtEnd_ms)
  await exit
  clearTimeout(kill)
}

/** The command says when the whole city is there; if it ends before, what it said is the error. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(
      () => reject(new Error(`no city within ${patience_ms / 1000} s:\n${said}`)),
      patience_ms,
    )
    const hear = (text: Buffer): void => {
      said += text.toString()
      if (!said.includes('the whole city is ready')) return
      clearTimeout(late)
      resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`./sauro demo ended with ${code}:\n${said}`))
    })
  })
}
