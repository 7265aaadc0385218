import { seal, unseal, type Context, type KeyRing } from '#kernel'
import { findHolders, type PersonRef } from './holders.ts'
import type { PostRole } from './posts.ts'

/** Names are sealed at rest, so reading them needs the keys. */
type Reading = Pick<Context, 'db' | 'keys'>

const named = {
  name: 'people.names',
  text: 'select id, name, erased_at from people.people where id = any($1)',
}

/** Names already unsealed, per key ring. The staff of one city are some thousand short strings. */
const known = new WeakMap<KeyRing, Map<string, string>>()

export const erasedName = '(đã xóa)'

export const sealName = (keys: KeyRing, person: string, name: string): Buffer =>
  seal(keys, name, `people.name:${person}`)

/** Staff names for official screens. An erased person is called `(đã xóa)`; an unknown id is left out. */
export async function personNames(
  { db, keys }: Reading,
  ids: Iterable<string>,
): Promise<Map<string, string>> {
  let cache = known.get(keys)
  if (!cache) known.set(keys, (cache = new Map()))
  const wanted = new Set(ids)
  const missing = [...wanted].filter((id) => !cache.has(id))
  if (missing.length > 0) {
    const rows = await db.rows<{ id: string; name: Buffer | null }>(named, [missing])
    for (const row of rows)
      cache.set(row.id, row.name ? unseal(keys, row.name, `people.name:${row.id}`) : erasedName)
  }
  const found = new Map<string, string>()
  for (const id of wanted) {
    const name = cache.get(id)
    if (name !== undefined) found.set(id, name)
  }
  return found
}

/** Forgets cached names after a change or an erasure. */
export const forgetNames = (keys: KeyRing): void => {
  known.delete(keys)
}

/** Who fills posts of that role in the unit (or the rooms of its body) on the date `on`, stand-ins last. */
export async function holdersOf(cx: Reading, unit: string, role: PostRole, on: string): Promise<PersonRef[]> {
  const ids = await findHolders(cx.db, unit, role, on)
  const names = await personNames(cx, ids)
  return ids.map((id) => ({ id, name: names.get(id) ?? erasedName }))
}
