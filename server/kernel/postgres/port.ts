import { createServer } from 'node:net'

// Below the range that Linux gives to outgoing connections, so that a kept port is seldom taken at the next start.
const FIRST = 15432
const LAST = 15931

/** Whether 127.0.0.1:port can be listened on at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** The kept port when it is free, else the first free one of ours. */
export async function choosePort(kept: number | undefined, say: (line: string) => void): Promise<number> {
  if (kept !== undefined && (await isFree(kept))) return kept
  for (let port = FIRST; port <= LAST; port += 1) {
    if (port === kept || !(await isFree(port))) continue
    if (kept !== undefined)
      say(`Port ${kept} is taken by another program: the database now listens on ${port}.`)
    return port
  }
  return 0
}
