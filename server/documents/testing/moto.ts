import { freePort } from '../../kernel/testing/port.ts'
import { daemonOn } from './daemon.ts'
import type { S3Store } from './s3.ts'

/** The S3 server of moto (Python), which was written from the original's answers and by other people than ours; in memory as well. */
export async function startMoto(): Promise<S3Store> {
  const port = await freePort()
  const daemon = daemonOn(port, 'moto_server', ['-H', '127.0.0.1', '-p', String(port)])
  await daemon.start()
  const address = `http://127.0.0.1:${port}`
  const ask = async (path: string, method = 'GET'): Promise<string> => {
    const answer = await fetch(`${address}${path}`, { method })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text
  }
  const keysIn = (xml: string): string[] =>
    [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => `hoso/${key}`).toSorted()
  await ask('/hoso', 'PUT')
  return {
    address,
    keys: async () => keysIn(await ask('/hoso?list-type=2')),
    unfinished: async () => keysIn(await ask('/hoso?uploads')),
    stop: () => daemon.stop(),
  }
}
