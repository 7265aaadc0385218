import { newSecret, sha256, uuidv7, type Context } from '#kernel'
import { personNames, postsOf, today } from '#people'
import type { Actor } from './actor.ts'
import { isVerb, type Verb } from './permits.ts'

const made = {
  name: 'identity.make-token',
  text: `insert into identity.tokens (id, token_hash, label, kind, person, verbs, unit, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}
const found = {
  name: 'identity.find-token',
  text: `select id, label, kind, person, verbs, unit, expires_at from identity.tokens
          where token_hash = $1 and revoked_at is null and expires_at > $2`,
}
const revoked = {
  name: 'identity.revoke-token',
  text: 'update identity.tokens set revoked_at = $2 where id = $1 and revoked_at is null returning id',
}

/** For a person: what their posts permit, cut down to `verbs`. For a service: `verbs` in everything within `unit`. */
export type TokenFor = { person: string } | { unit: string }

const prefix = 'sauro_'

/** Makes a token for a program and gives it in clear once; only its hash is kept. */
export async function makeToken(
  cx: Context,
  input: { label: string; of: TokenFor; verbs: readonly Verb[]; days: number },
): Promise<{ id: string; token: string }> {
  const token = prefix + newSecret(32)
  const id = uuidv7(cx.now)
  const until = new Date(cx.now.getTime() + input.days * 86_400_000)
  const who =
    'person' in input.of
      ? ['staff', input.of.person, input.verbs, null]
      : ['service', null, input.verbs, input.of.unit]
  await cx.db.rows(made, [id, sha256(token), input.label, ...who, cx.now, until])
  return { id, token }
}

export async function revokeToken(cx: Context, id: string): Promise<boolean> {
  return (await cx.db.rows(revoked, [id, cx.now])).length > 0
}

interface TokenRow {
  id: string
  label: string
  kind: 'staff' | 'service'
  person: string | null
  verbs: string[]
  unit: string | null
  expires_at: Date
}

/** Tokens in memory for as long as sessions are, so that a request costs no query. */
export interface Tokens {
  find(cx: Context, token: string): Promise<Actor | undefined>
  forget(): void
}

export function openTokens(cached_s: number): Tokens {
  const kept = new Map<string, { actor: Actor; until: number }>()
  return {
    async find(cx, token) {
      if (!token.startsWith(prefix)) return undefined
      const hash = sha256(token)
      const key = hash.toString('base64')
      const known = kept.get(key)
      if (known && cx.now.getTime() < known.until) return known.actor
      kept.delete(key)
      const [row] = await cx.db.rows<TokenRow>(found, [hash, cx.now])
      if (!row) return undefined
      const actor = await actorOf(cx, row)
      kept.set(key, { actor, until: Math.min(cx.now.getTime() + cached_s * 1000, row.expires_at.getTime()) })
      return actor
    },
    forget: () => kept.clear(),
  }
}

async function actorOf(cx: Context, row: TokenRow): Promise<Actor> {
  const limit = { verbs: new Set(row.verbs.filter(isVerb)), unit: row.unit }
  if (row.person === null)
    return { kind: 'service', id: row.id, name: row.label, posts: [], session: null, limit }
  const posts = await postsOf(cx.db, row.person, today(cx.now))
  const name = (await personNames(cx, [row.person])).get(row.person) ?? ''
  return { kind: 'staff', id: row.person, name, posts, session: null, limit }
}
