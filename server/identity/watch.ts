import { forgetNames } from '#people'
import type { Identity } from './authenticate.ts'

const changes = {
  name: 'identity.changes',
  text: `select c.units, c.posts,
           array(select token_hash from identity.sessions where ended_at > $1) as ended
      from people.changes c`,
}

const swept = {
  name: 'identity.sweep',
  text: `with a as (delete from identity.attempts where last_at < $1), o as (delete from identity.oidc_starts where expires_at < $3)
    delete from identity.devices where seen_at < $2`,
}
const sweepEvery_ms = 600_000

/** Ended this long ago is told again, in case clocks of two processes differ. */
const overlap_ms = 10_000

/**
 * Asks every second what other processes changed: ended sessions and changed posts leave memory, changed units are read again.
 * Old tries and devices are cleared every ten minutes. Gives the function that stops it. What is asked for and fails is asked again: entries in memory live a minute at the most anyway.
 */
export function watchChanges(
  identity: Identity,
  options: { log: (line: string, error?: unknown) => void; onPosts?: () => void; every_ms?: number },
): () => void {
  const { db, keys, clock, units } = identity.parts
  let last: { units: number; posts: number } | undefined
  let busy = false
  const look = async (): Promise<void> => {
    const since = new Date(clock().getTime() - overlap_ms)
    const [row] = await db.rows<{ units: number; posts: number; ended: Buffer[] }>(changes, [since])
    if (!row) return
    identity.sessions.forget(row.ended)
    if (last && row.posts !== last.posts) {
      identity.sessions.forget()
      identity.tokens.forget()
      forgetNames(keys)
      options.onPosts?.()
    }
    if (last && row.units !== last.units) await units.refresh()
    last = { units: row.units, posts: row.posts }
  }
  const sweep = (): void => {
    const { slow_down, sessions } = identity.rules
    const now = clock().getTime()
    const forgotten = new Date(now - slow_down.forget_after_min * 60_000 - slow_down.longest_wait_s * 1000)
    const strangers = new Date(now - sessions.device_days * 86_400_000)
    db.rows(swept, [forgotten, strangers, clock()]).catch((error: unknown) =>
      options.log('old tries and devices could not be cleared; trying again later', error),
    )
  }
  sweep()
  const sweeper = setInterval(sweep, sweepEvery_ms)
  sweeper.unref()
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch((error: unknown) =>
        options.log('changes of people and sessions could not be read; trying again', error),
      )
      .finally(() => (busy = false))
  }, options.every_ms ?? 1000)
  timer.unref()
  return () => {
    clearInterval(timer)
    clearInterval(sweeper)
  }
}
