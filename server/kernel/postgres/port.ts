import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { PostgresTrouble } from './trouble.ts'

// Below the range that Linux gives to outgoing connections, so that a kept port is seldom taken at the next start.
const FIRST = 15432
const COUNT = 500

/** Whether 127.0.0.1:port can be listened on at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/**
 * The kept port when it is free, else a free one of ours; where the search begins hangs on the directory, so that two
 * installations on one machine seldom meet.
 */
export async function choosePort(
  kept: number | undefined,
  directory: string,
  say: (line: string) => void,
): Promise<number> {
  if (kept !== undefined && (await isFree(kept))) return kept
  const begin = createHash('sha256').update(directory).digest().readUInt16BE() % COUNT
  for (let step = 0; step < COUNT; step += 1) {
    const port = FIRST + ((begin + step) % COUNT)
    if (port === kept || !(await isFree(port))) continue
    if (kept !== undefined)
      say(`Port ${kept} is taken by another program: the database now listens on ${port}.`)
    return port
  }
  throw new PostgresTrouble(
    'postgres.port-taken',
    `All ports from ${FIRST} to ${FIRST + COUNT - 1} on 127.0.0.1 are taken: free one, or set DATABASE_URL.`,
    `Mọi cổng từ ${FIRST} đến ${FIRST + COUNT - 1} trên 127.0.0.1 đều bận: giải phóng một cổng hoặc đặt DATABASE_URL.`,
  )
}
