import { randomUUID } from 'node:crypto'
import type { Connection } from './http-client.ts'
import type { Route } from './officials.ts'

/** How the applicant is told: as in the generated sets, or not at all. */
export type Notify = 'mix' | 'none'
const told = ['sms', 'sms', 'app', 'none'] as const

/** A command that was answered: from here on it may not be lost. */
export interface Acknowledged {
  key: string
  id: string
  version: number
}

interface Answer {
  id: string
  version: number
  lead: number | null
}

/** File, accept, two steps, result, return: six requests. `onReply` is told how long each took. */
export async function oneLifecycle(
  connection: Connection,
  route: Route,
  number: number,
  notify: Notify,
  onReply: (ms: number) => void,
  onAnswer?: (answer: Acknowledged) => void,
): Promise<void> {
  const post = async (path: string, by: string, body: unknown): Promise<Answer> => {
    const started = performance.now()
    const key = randomUUID()
    const headers = `${by}idempotency-key: ${key}\r\n`
    const { status, body: text } = await connection.send('POST', path, headers, JSON.stringify(body))
    onReply(performance.now() - started)
    if (status >= 300) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`)
    const answer = JSON.parse(text) as Answer
    onAnswer?.({ key, id: answer.id, version: answer.version })
    return answer
  }
  const { receiver, version, clerk, holders } = route
  const channel = notify === 'none' ? 'none' : told[number % told.length]!
  const filed = await post('/api/dossiers', clerk, {
    procedure: version.code,
    channel: 'direct',
    receivedAt: receiver.unit,
    applicant: {
      kind: 'citizen',
      name: `Nguyễn Văn ${'ABCDEGHKLM'[number % 10]}`,
      number: `079085${String(number % 1_000_000).padStart(6, '0')}`,
      phone: `09${String(number % 100_000_000).padStart(8, '0')}`,
    },
    parts: version.parts.filter((part) => part.required).map((part) => ({ key: part.key, originals: 1 })),
    notify: { channel },
  })
  const path = `/api/items/${filed.id}`
  let seen = await post(`${path}/acceptance`, clerk, { version: 1 })
  for (const holder of holders.slice(0, -1)) {
    seen = await post(`${path}/steps/${seen.lead}/completion`, holder, { version: seen.version })
  }
  seen = await post(`${path}/result`, holders.at(-1)!, { outcome: 'granted', version: seen.version })
  await post(`${path}/return`, clerk, { to: 'applicant', version: seen.version })
}
