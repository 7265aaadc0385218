import type { Item } from './item.ts'

/**
 * Items as they were after this process wrote them, so that the next act on one needs no read. A copy that another process has
 * made stale does no harm: the write checks the version, and whatever a stale copy would refuse is asked again of the database.
 * Bounded; the one longest unused goes first.
 */
export interface StateCache {
  find(id: string): Item | undefined
  keep(item: Item): void
}

export function stateCache(most: number): StateCache {
  const items = new Map<string, Item>()
  return {
    find(id) {
      const item = items.get(id)
      if (item === undefined) return undefined
      items.delete(id)
      items.set(id, item)
      return item
    },
    keep(item) {
      items.delete(item.id)
      // What is closed is hardly acted on again.
      if (item.closed_at !== null) return
      items.set(item.id, item)
      if (items.size <= most) return
      const oldest = items.keys().next()
      if (!oldest.done) items.delete(oldest.value)
    },
  }
}
