import type { Actor } from '#identity'
import { today } from '#people'
import type { Filing } from '../filing.ts'
import type { FilingRows } from '../filing-store.ts'
import type { Office } from '../office.ts'
import { fileable, filingRows, placesOf } from '../submit.ts'

/** Everything that filing one member will write: an ordinary dossier that names its parent. Refuses what any filing refuses. */
export async function memberRows(
  office: Office,
  member: {
    actor: Pick<Actor, 'id' | 'kind'>
    now: Date
    filing: Filing
    parent: string
    account: string | null
  },
): Promise<FilingRows> {
  const { actor, now, filing, parent, account } = member
  const day = today(now)
  const procedure = await fileable(office, filing, day)
  const places = placesOf(filing, procedure, office.tree.at(day))
  await office.staffing.prepare(day)
  const by: Actor = { kind: actor.kind, id: actor.id, name: '', posts: [], session: null }
  const rows = filingRows(office, { actor: by, now, key: '', filing }, procedure, places)
  return { ...rows, item: { ...rows.item, parent, account }, fact: { ...rows.fact, parent } }
}
