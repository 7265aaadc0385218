import type { Identity } from './authenticate.ts'

const changes = {
  name: 'identity.changes',
  text: `select c.units, c.posts,
           array(select token_hash from identity.sessions where ended_at > $1) as ended
      from people.changes c`,
}

/** Ended this long ago is told again, in case clocks of two processes differ. */
const overlap_ms = 10_000

/**
 * Asks every second what other processes changed: ended sessions and changed posts leave memory, changed units are read again.
 * Gives the function that stops it. What is asked for and fails is asked again: entries in memory live a minute at the most anyway.
 */
export function watchChanges(identity: Identity, log: (error: Error) => void, every_ms = 1000): () => void {
  const { db, clock, units } = identity.parts
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
    }
    if (last && row.units !== last.units) await units.refresh()
    last = { units: row.units, posts: row.posts }
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch(log)
      .finally(() => (busy = false))
  }, every_ms)
  timer.unref()
  return () => clearInterval(timer)
}
