import { permit, type Actor } from '#identity'
import type { FileInfo } from '#documents'
import { NotPermitted } from '#identity'
import { touching } from './item-view.ts'
import { getItem } from './history.ts'
import type { Office } from './office.ts'
import { unitsToday } from './show.ts'

/** The item it came in with: whoever names it later gains nothing by that. */
const holding = {
  name: 'work.file-holder',
  text: 'select item from work.papers where $1::uuid = any(files) order by given_at, item limit 1',
}

/** Whoever may read the item may read its papers; before a file belongs to an item only its sender may. */
export async function mayReadFile(
  office: Office,
  actor: Actor,
  file: Pick<FileInfo, 'id'> & { uploadedBy?: string | null },
  now: Date,
): Promise<void> {
  const [row] = await office.db.rows<{ item: string }>(holding, [file.id])
  if (!row) {
    if (file.uploadedBy === actor.id) return
    throw new NotPermitted('work.read')
  }
  const item = await getItem(office, row.item)
  permit(actor, 'work.read', { units: touching(item), applicant: item.account }, unitsToday(office, now))
}
