import { drawn, type Config, type Database, type KeyRing } from '#kernel'
import type { UnitTree } from '#people'
import { openCalendarBook } from './calendar-book.ts'
import { readCentralServices } from './central-services.ts'
import type { EraseElsewhere } from './erase-person.ts'
import { readLinkedPacks } from './linked/sets.ts'
import type { Office } from './office.ts'
import { readRulePacks } from './rules.ts'
import { readRooms } from './rooms.ts'
import { openStaffing } from './staffing.ts'
import { stateCache } from './state-cache.ts'

/** Opened once at start; every request and command shares it. */
export async function openOffice(parts: {
  db: Database
  keys: KeyRing
  tree: UnitTree
  config: Pick<Config, 'city' | 'publicUrl'> & Partial<Pick<Config, 'stateCache'>>
  eraseElsewhere?: EraseElsewhere
}): Promise<Office> {
  const book = await openCalendarBook(parts.db, parts.config.city)
  return {
    db: parts.db,
    keys: parts.keys,
    book,
    get calendars() {
      return book.calendars()
    },
    calendar: parts.config.city,
    tree: parts.tree,
    rulePacks: readRulePacks(),
    central: readCentralServices(),
    linked: readLinkedPacks(),
    rooms: readRooms(),
    staffing: openStaffing(parts.db, parts.tree),
    codes: { digits: 4, after_9999: 'five-digits' },
    publicUrl: parts.config.publicUrl,
    chance: drawn,
    eraseElsewhere: parts.eraseElsewhere ?? (() => Promise.resolve(0)),
    states: parts.config.stateCache ? stateCache(parts.config.stateCache) : undefined,
  }
}
