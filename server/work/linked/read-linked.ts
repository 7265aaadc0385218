import { inForce } from '#catalogue'
import { may, type Actor } from '#identity'
import { notFound } from '#kernel'
import { today } from '#people'
import { readable } from '../history.ts'
import type { Item } from '../item.ts'
import { touching } from '../item-view.ts'
import type { Office } from '../office.ts'
import { unitsToday } from '../show.ts'
import { isTrackingSecret } from '../tracking.ts'
import { standingOf } from './member-now.ts'
import { nameOf, shownSet, viewOfLinked } from './linked-view.ts'
import { needsOf, setsOn } from './sets.ts'
import { dossiersOf, findLinked, findLinkedByCode, type Linked } from './store.ts'
import type { LinkedView } from './views.ts'

const opener =
  (office: Office, actor: Actor, now: Date) =>
  (item: Item): boolean =>
    may(actor, 'work.read', { units: touching(item), applicant: item.account }, unitsToday(office, now))

/** The linked filing an item belongs to, for a reader of the item; null for a dossier that stands alone. */
export async function linkedOfItem(
  office: Office,
  actor: Actor,
  id: string,
  now: Date,
): Promise<LinkedView | null> {
  const item = await readable(office, actor, id, now)
  const linked = item.parent === null ? undefined : await findLinked(office.db, item.parent)
  return linked ? viewOfLinked(office, linked, opener(office, actor, now), now) : null
}

/** The linked filing of that code, for whoever may read one of its dossiers. */
export async function readableLinked(office: Office, actor: Actor, code: string, now: Date): Promise<Linked> {
  const linked = await findLinkedByCode(office.db, code)
  const items = linked ? await dossiersOf(office.db, linked.id) : []
  // The same answer for one that is not there: codes follow one another, and who filed is nobody else's business.
  if (!linked || !items.some(opener(office, actor, now)))
    throw notFound({ vi: 'hồ sơ liên thông', en: 'The linked filing' })
  return linked
}

export const linkedByCode = async (
  office: Office,
  actor: Actor,
  code: string,
  now: Date,
): Promise<LinkedView> =>
  viewOfLinked(office, await readableLinked(office, actor, code, now), opener(office, actor, now), now)

/** For the applicant, who may see all of them: of the filing itself or of one of its dossiers. */
export async function linkedForApplicant(
  office: Office,
  parent: string | null,
  now: Date,
): Promise<LinkedView | null> {
  const linked = parent === null ? undefined : await findLinked(office.db, parent)
  return linked ? viewOfLinked(office, linked, () => true, now) : null
}

/** The filing that its code and secret open; undefined for a wrong code as for a wrong secret, after the same work. */
export async function openLinked(office: Office, code: string, secret: string): Promise<Linked | undefined> {
  const linked = await findLinkedByCode(office.db, code.trim().toUpperCase())
  const right = isTrackingSecret(office.keys, linked?.id ?? '00000000-0000-0000-0000-000000000000', secret)
  return linked && right ? linked : undefined
}

/** The signed-in applicant's own filing of that code. */
export async function openOwnLinked(
  office: Office,
  account: string,
  code: string,
): Promise<Linked | undefined> {
  const linked = await findLinkedByCode(office.db, code.trim().toUpperCase())
  return linked?.account === account ? linked : undefined
}

/** The dossiers of a filing that have begun. */
export const itemsOfLinked = (office: Office, linked: string): Promise<Item[]> =>
  dossiersOf(office.db, linked)

/** The dossier of that code in one of these filings. Under a filing's own code: the one that matters now, the open one due first, else the last. */
export async function findLinkedMember(
  office: Office,
  code: string,
  filings: readonly string[],
): Promise<Item | undefined> {
  for (const id of filings) {
    const linked = await findLinked(office.db, id)
    const items = linked ? await dossiersOf(office.db, id) : []
    const found = linked?.code === code ? mattersNow(items) : items.find((item) => item.code === code)
    if (found) return found
  }
  return undefined
}

const mattersNow = (items: readonly Item[]): Item | undefined => {
  const open = items.filter((item) => standingOf(item) === 'open')
  return open.toSorted((a, b) => dueOf(a) - dueOf(b))[0] ?? items.at(-1)
}

const dueOf = (item: Item): number => (item.late_from ?? item.answer_by).getTime()

/** The sets one may file today, with the names of their members. */
export async function linkedSetsToday(office: Office, now: Date) {
  const day = today(now)
  return Promise.all(
    setsOn(office.linked, day).map(async (set) => ({
      ...shownSet(set),
      members: await Promise.all(
        set.members.map(async (member) => ({
          procedure: nameOf(member.procedure, await inForce(office.db, member.procedure, day)),
          after: [...needsOf(member)],
        })),
      ),
    })),
  )
}
