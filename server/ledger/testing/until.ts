import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#kernel'

/** Waits until `found` gives something; fails after ten seconds with the name of what was waited for. */
export async function until<T>(
  what: string,
  found: () => Promise<T | undefined | false>,
): Promise<{ value: T; waited_ms: number }> {
  const waited = stopwatch()
  for (;;) {
    const value = await found()
    if (value !== undefined && value !== false) return { value, waited_ms: waited() }
    if (waited() > 10_000) throw new Error(`waited 10 s for ${what}`)
    await sleep(10)
  }
}
