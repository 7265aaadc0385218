import type { QueryClient } from '@tanstack/react-query'

/** What the server tells: the ledger has grown up to here. What happened is asked again, within one's permits. */
interface LiveEvent {
  position: number
}

function isLiveEvent(value: unknown): value is LiveEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { position?: unknown }).position === 'number'
  )
}

function refresh(client: QueryClient): void {
  for (const list of ['item', 'today', 'items', 'outbox']) void client.invalidateQueries({ queryKey: [list] })
}

const poll_ms = 20_000
/** A busy city moves the ledger many times a second; one desk asks at most once in this time. */
const calm_ms = 1_500

/**
 * Keeps what is on screen as of now: the server's event stream where it answers, else a question every 20 seconds.
 * A tab that nobody sees holds no connection, of which a browser has few; seen again, it asks for everything anew.
 * Returns how to stop.
 */
export function keepLive(client: QueryClient, onMode: (mode: 'live' | 'polling') => void): () => void {
  let stop = listen(client, onMode)
  const onVisibility = (): void => {
    stop()
    if (document.visibilityState === 'hidden') return
    stop = listen(client, onMode)
    refresh(client)
  }
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    stop()
  }
}

function listen(client: QueryClient, onMode: (mode: 'live' | 'polling') => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let seen: number | undefined
  const source = new EventSource('/api/live')
  const startPolling = (): void => {
    if (timer !== undefined) return
    onMode('polling')
    timer = setInterval(() => refresh(client), poll_ms)
  }
  const stopPolling = (): void => {
    if (timer !== undefined) clearInterval(timer)
    timer = undefined
    onMode('live')
  }
  const onMessage = (message: MessageEvent<string>): void => {
    const event: unknown = JSON.parse(message.data)
    if (!isLiveEvent(event) || event.position === seen) return
    const first = seen === undefined
    seen = event.position
    if (first || waiting !== undefined) return
    waiting = setTimeout(() => {
      waiting = undefined
      refresh(client)
    }, calm_ms)
  }
  source.addEventListener('open', stopPolling)
  source.addEventListener('error', startPolling)
  source.addEventListener('position', onMessage)
  return () => {
    source.close()
    if (timer !== undefined) clearInterval(timer)
    if (waiting !== undefined) clearTimeout(waiting)
  }
}
