import { inForce } from '#catalogue'
import type { Session, Texts } from '#kernel'
import { today } from '#people'
import type { Item } from '../item.ts'
import type { Office } from '../office.ts'
import { memberNow } from './member-now.ts'
import { progressOf } from './progress.ts'
import { needsOf, setOfVersion, type LinkedSet } from './sets.ts'
import { dossiersOf, findLinked } from './store.ts'

/** What an applicant is told of the linked filing behind a dossier: its code, and which procedures can no longer begin without this one's result. */
export interface LinkedTold {
  code: string
  never: Texts[]
}

/** By item; one after the other, because they share the transaction's one connection. */
export async function toldOfLinked(
  office: Office,
  tx: Session,
  items: readonly Pick<Item, 'id' | 'parent' | 'procedure'>[],
  now: Date,
): Promise<Map<string, LinkedTold>> {
  const told = new Map<string, LinkedTold>()
  for (const { id, parent, procedure } of items) {
    if (parent !== null) told.set(id, await toldOf(office, tx, parent, procedure, now))
  }
  return told
}

async function toldOf(
  office: Office,
  tx: Session,
  parent: string,
  procedure: string,
  now: Date,
): Promise<LinkedTold> {
  const linked = await findLinked(tx, parent)
  if (!linked) throw new Error(`the linked filing ${parent} is gone, and dossiers name it`)
  const set = setOfVersion(office.linked, linked.set_code, linked.set_from)
  const dossiers = await dossiersOf(tx, linked.id)
  const { states } = progressOf(
    set,
    dossiers.map((one) => memberNow(one)),
  )
  const day = today(now)
  const hanging = hangingOn(set, procedure).filter((code) => states.get(code) === 'never')
  const names = await Promise.all(
    hanging.map(async (code) => (await inForce(office.db, code, day))?.name ?? { vi: code, en: code }),
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
