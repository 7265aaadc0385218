import type { Item } from '../item.ts'
import type { MemberNow, Standing } from './progress.ts'

/** A dossier as the linked filing sees it. Whether it is late only a reader asks; what begins next does not hang on it. */
export const memberNow = (item: Item, late = false): MemberNow => ({
  procedure: item.procedure,
  standing: standingOf(item),
  appointment: item.extended_due_at ?? item.due_at,
  late,
})

/** Only a result that was granted lets the next begin. */
export function standingOf(item: Pick<Item, 'status' | 'outcome'>): Standing {
  switch (item.status) {
    case 3:
    case 7:
    case 8:
      return 'ended'
    case 9:
    case 10:
      return item.outcome === 'granted' ? 'granted' : 'ended'
    case 1:
    case 2:
    case 4:
    case 5:
    case 6:
      return 'open'
  }
}
