import type { QueryClient } from '@tanstack/react-query'

/** What the server tells when something happened: up to which ledger entry, and to which items. */
interface LiveEvent {
  position: number
  items: string[]
}

function isLiveEvent(value: unknown): value is LiveEvent {
  return typeof value === 'object' && value !== null && Array.isArray((value as { items?: unknown }).items)
}

function refresh(client: QueryClient, event: LiveEvent): void {
  for (const id of event.items) void client.invalidateQueries({ queryKey: ['item', id] })
  for (const list of ['today', 'items', 'outbox']) void client.invalidateQueries({ queryKey: [list] })
}

const poll_ms = 20_000

/**
 * Keeps what is on screen as of now: the server's event stream where it answers, else a question every 20 seconds.
 * Returns how to stop.
 */
export function keepLive(client: QueryClient, onMode: (mode: 'live' | 'polling') => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const source = new EventSource('/api/live')
  const startPolling = (): void => {
    if (timer !== undefined) return
    onMode('polling')
    timer = setInterval(() => refresh(client, { position: 0, items: [] }), poll_ms)
  }
  const stopPolling = (): void => {
    if (timer !== undefined) clearInterval(timer)
    timer = undefined
    onMode('live')
  }
  const onMessage = (message: MessageEvent<string>): void => {
    const event: unknown = JSON.parse(message.data)
    if (isLiveEvent(event)) refresh(client, event)
  }
  source.addEventListener('open', stopPolling)
  source.addEventListener('error', startPolling)
  source.addEventListener('message', onMessage)
  source.addEventListener('work', onMessage)
  return () => {
    source.close()
    if (timer !== undefined) clearInterval(timer)
  }
}
