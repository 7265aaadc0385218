import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../kernel/testing/port.ts'
import { daemonOn, type Daemon } from './daemon.ts'

/** A clamd of one's own on loopback, with one signature made here instead of the daily gigabyte. */
export interface RealClamd extends Daemon {
  /** As the setting wants it. */
  address: string
  /** Stops it and forgets its signature. */
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
  const lines = Object.entries(settings).map((pair) => `${pair.join(' ')}\n`)
  await writeFile(config, lines.join(''))
  const daemon = daemonOn(port, 'clamd', ['--config-file', config])
  return {
    ...daemon,
    address: `tcp://127.0.0.1:${port}`,
    async close() {
      await daemon.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
