/**
 * Slows whoever keeps typing wrong codes, by the address they come from. Nobody is locked out: the right code is answered from a slow
 * address too, and another address is not slowed at all. Counts live in this process and are forgotten after a quarter of an hour.
 */
import { Refusal } from '#kernel'

export interface Slowness {
  /** Waits as long as this address has earned. Refuses when too many wait at once, so that waiting cannot be used to fill the server. */
  wait(address: string, now: Date): Promise<void>
  wrong(address: string, now: Date): void
  right(address: string): void
}

interface Count {
  wrong: number
  last: number
}

const free_tries = 5
const longest_ms = 8_000
const forget_ms = 15 * 60_000
const addresses_kept = 20_000
const waiting_at_once = 200

export const delay_ms = (wrong: number): number =>
  wrong < free_tries ? 0 : Math.min(longest_ms, 250 * 2 ** (wrong - free_tries))

export function makeSlowness(sleep: (ms: number) => Promise<void>): Slowness {
  const counts = new Map<string, Count>()
  let waiting = 0
  const current = (address: string, now: Date): number => {
    const count = counts.get(address)
    if (!count || now.getTime() - count.last > forget_ms) return 0
    return count.wrong
  }
  return {
    async wait(address, now) {
      const ms = delay_ms(current(address, now))
      if (ms === 0) return
      if (waiting >= waiting_at_once) throw new TooManyWaiting()
      waiting++
      try {
        await sleep(ms)
      } finally {
        waiting--
      }
    },
    wrong(address, now) {
      const wrong = current(address, now) + 1
      counts.delete(address)
      counts.set(address, { wrong, last: now.getTime() })
      if (counts.size > addresses_kept) counts.delete(counts.keys().next().value!)
    },
    right(address) {
      counts.delete(address)
    },
  }
}

export class TooManyWaiting extends Refusal {
  constructor() {
    super(
      'TooManyTries',
      {
        vi: 'Đang có quá nhiều lượt tra cứu không đúng. Hãy thử lại sau nửa phút.',
        en: 'Too many wrong look-ups are waiting. Try again in half a minute.',
      },
      { kind: 'too-many', facts: { retry_after_s: 30 } },
    )
  }
}
