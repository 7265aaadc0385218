import { useRef } from 'react'
import { newIdempotencyKey } from '../api/client.ts'

/**
 * The idempotency key belongs to what is sent: the same words sent again after a lost answer carry the same key and stay one fact;
 * changed words are a new intent.
 */
export function useIntent(): (path: string, body: unknown) => string {
  const intent = useRef<{ sent: string; key: string } | undefined>(undefined)
  return (path, body) => {
    const sent = JSON.stringify([path, body])
    if (intent.current?.sent !== sent) intent.current = { sent, key: newIdempotencyKey() }
    return intent.current.key
  }
}
