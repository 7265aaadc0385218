import { inForce } from '#catalogue'
import type { Session, Texts } from '#kernel'
import type { Item } from '../item.ts'
import { today, type Office } from '../office.ts'
import { memberNow } from './member-now.ts'
import { progressOf } from './progress.ts'
import { needsOf, setOfVersion, type LinkedSet } from './sets.ts'
import { dossiersOf, findLinked } from './store.ts'

/** What an applicant is told of the linked filing behind a dossier: its code, and which procedures can no longer begin without this one's result. */
export interface LinkedTold {
  code: string
  never: Texts[]
}

export async function toldOfLinked(
  office: Office,
  tx: Session,
  item: Pick<Item, 'parent' | 'procedure'>,
  now: Date,
): Promise<LinkedTold | undefined> {
  const linked = item.parent === null ? undefined : await findLinked(tx, item.parent)
  if (!linked) return undefined
  const set = setOfVersion(office.linked, linked.set_code, linked.set_from)
  const dossiers = await dossiersOf(tx, linked.id)
  const { states } = progressOf(
    set,
    dossiers.map((one) => memberNow(one, now)),
  )
  const hanging = hangingOn(set, item.procedure).filter((code) => states.get(code) === 'never')
  const names = await Promise.all(
    hanging.map(
      async (code) => (await inForce(office.db, code, today(office, now)))?.name ?? { vi: code, en: code },
    ),
  )
  return { code: linked.code, never: names }
}

/** The members that need this one's result, directly or through others, in the order of the set. */
export function hangingOn(set: Pick<LinkedSet, 'members'>, procedure: string): string[] {
  const found = new Set([procedure])
  for (const member of set.members) {
    if (needsOf(member).some((code) => found.has(code))) found.add(member.procedure)
  }
  found.delete(procedure)
  return [...found]
}
