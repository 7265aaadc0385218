import { loadPacks, openCalendars, packsWithNotice, type Calendars, type Order, type Packs } from '#calendar'
import type { Database } from '#kernel'
import { readStream, streamOf } from '#ledger'

/** A notice as it is applied: to the year of a country's days off, or to a city's own hours. */
export interface Applied {
  target: { pack: string; year?: number }
  order: Order
}

export interface CalendarBook {
  calendars(): Calendars
  packs(): Packs
  /** Reads the notices again: another process may have applied one. Gives whether anything changed. */
  refresh(): Promise<boolean>
}

export const noticeStream = (city: string): string => `calendar/${city}`

/** The packs of the clone with every notice that was applied here since, in the order in which they were applied. */
export async function openCalendarBook(db: Database, city: string): Promise<CalendarBook> {
  let packs = loadPacks()
  let calendars = openCalendars(packs)
  let known = 0
  const refresh = async (): Promise<boolean> => {
    const entries = await readStream(db, streamOf(noticeStream(city)))
    if (entries.length === known) return false
    for (const entry of entries.slice(known)) {
      const { target, order } = entry.data as unknown as Applied
      packs = packsWithNotice(packs, target, order)
    }
    known = entries.length
    calendars = openCalendars(packs)
    return true
  }
  await refresh()
  return { calendars: () => calendars, packs: () => packs, refresh }
}
