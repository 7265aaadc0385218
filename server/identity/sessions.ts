import { canonical, newSecret, sha256, uuidv7, type Context, type Session } from '#kernel'
import { personNames, postsOf, today, type HeldPost } from '#people'
import type { Actor } from './actor.ts'
import type { SignInRules } from './rules.ts'

const started = {
  name: 'identity.start-session',
  text: `insert into identity.sessions (id, token_hash, kind, actor, method, posts_hash, started_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
}
const seen = {
  name: 'identity.see-session',
  text: `update identity.sessions set seen_at = $2
          where token_hash = $1 and ended_at is null and expires_at > $2
            and seen_at > $2::timestamptz - make_interval(mins => case kind when 'staff' then $3::int else $4::int end)
      returning id, kind, actor, posts_hash, expires_at`,
}
const ended = {
  name: 'identity.end-session',
  text: `update identity.sessions set ended_at = $2, ended_why = $3
          where id = $1 and ended_at is null returning token_hash`,
}
const endedAll = {
  name: 'identity.end-sessions-of',
  text: `update identity.sessions set ended_at = $2, ended_why = $3
          where actor = $1 and ended_at is null and id is distinct from $4 returning token_hash`,
}

export type EndReason =
  'signed-out' | 'signed-in-again' | 'password-changed' | 'posts-changed' | 'account-disabled' | 'erased'

interface Kept {
  actor: Actor
  until: number
}

/** Sessions live in the database; this keeps each in memory for at most a minute, so that a request costs no query. */
export interface Sessions {
  start(cx: Context, who: { kind: 'staff' | 'applicant'; actor: string; method: string }): Promise<string>
  /** The actor behind a token; undefined when it is unknown, over, idle too long, or the person's posts have changed since. */
  find(cx: Context, token: string): Promise<Actor | undefined>
  end(cx: Context, session: string, why: EndReason): Promise<void>
  /** Ends them everywhere; `but` stays. */
  endAllOf(
    cx: { db: Pick<Session, 'rows'>; now: Date },
    actor: string,
    why: EndReason,
    but?: string,
  ): Promise<void>
  /** Drops what is in memory: of these tokens, or all. */
  forget(tokenHashes?: readonly Buffer[]): void
}

const mostKept = 20_000

export function openSessions(rules: SignInRules['sessions']): Sessions {
  const kept = new Map<string, Kept>()
  const forget = (hashes: readonly Buffer[]): void =>
    hashes.forEach((hash) => kept.delete(hash.toString('base64')))
  const end = async (cx: Context, session: string, why: EndReason): Promise<void> => {
    forget(
      (await cx.db.rows<{ token_hash: Buffer }>(ended, [session, cx.now, why])).map((row) => row.token_hash),
    )
  }
  return {
    async start(cx, who) {
      const token = newSecret(32)
      const posts = who.kind === 'staff' ? await postsOf(cx.db, who.actor, today(cx.now)) : []
      const until = new Date(cx.now.getTime() + rules[who.kind].longest_min * 60_000)
      const row = [
        uuidv7(cx.now),
        sha256(token),
        who.kind,
        who.actor,
        who.method,
        hashOf(posts),
        cx.now,
        until,
      ]
      await cx.db.rows(started, row)
      return token
    },
    async find(cx, token) {
      const hash = sha256(token)
      const key = hash.toString('base64')
      const known = kept.get(key)
      if (known && cx.now.getTime() < known.until) return known.actor
      const found = await load(cx, hash, rules)
      if (!found) {
        kept.delete(key)
        return undefined
      }
      if ('changed' in found) {
        await end(cx, found.changed, 'posts-changed')
        return undefined
      }
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
      kept.set(key, {
        actor: found.actor,
        until: Math.min(cx.now.getTime() + rules.cached_s * 1000, found.expires_at.getTime()),
      })
      return found.actor
    },
    end,
    async endAllOf(cx, actor, why, but) {
      forget(
        (await cx.db.rows<{ token_hash: Buffer }>(endedAll, [actor, cx.now, why, but ?? null])).map(
          (row) => row.token_hash,
        ),
      )
    },
    forget: (hashes) => (hashes ? forget(hashes) : kept.clear()),
  }
}

interface SessionRow {
  id: string
  kind: 'staff' | 'applicant'
  actor: string
  posts_hash: Buffer
  expires_at: Date
}

async function load(
  cx: Context,
  hash: Buffer,
  rules: SignInRules['sessions'],
): Promise<{ actor: Actor; expires_at: Date } | { changed: string } | undefined> {
  const [row] = await cx.db.rows<SessionRow>(seen, [
    hash,
    cx.now,
    rules.staff.idle_min,
    rules.applicant.idle_min,
  ])
  if (!row) return undefined
  const { id, kind, actor, expires_at } = row
  if (kind === 'applicant')
    return { actor: { kind, id: actor, name: '', posts: [], session: id }, expires_at }
  const posts = await postsOf(cx.db, actor, today(cx.now))
  if (!hashOf(posts).equals(row.posts_hash)) return { changed: id }
  const name = (await personNames(cx, [actor])).get(actor) ?? ''
  return { actor: { kind, id: actor, name, posts, session: id }, expires_at }
}

const hashOf = (posts: readonly HeldPost[]): Buffer =>
  sha256(canonical(posts.map((post) => `${post.id} ${post.unit} ${post.role}`).toSorted(byText)))

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
