import { may, NotPermitted, type Actor } from '#identity'
import type { Item } from './item.ts'
import { touching } from './item-view.ts'
import { onItem, type Office } from './office.ts'
import { unitsToday } from './show.ts'

/**
 * Refuses whoever may not print a receipt of any of these dossiers. It shows the applicant in the clear and carries the secret of the
 * tracking page: to read an item is not enough.
 */
export function permitPrint(office: Office, actor: Actor, items: readonly Item[], now: Date): void {
  const units = unitsToday(office, now)
  const mayPrint = (item: Item): boolean =>
    may(
      actor,
      'work.print',
      { ...onItem(item, 'return', undefined, actor, units), units: touching(item) },
      units,
    )
  if (!items.some(mayPrint)) throw new NotPermitted('work.print')
}
