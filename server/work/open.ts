import { randomBytes } from 'node:crypto'
import type { Calendars } from '#calendar'
import type { Config, Database, KeyRing } from '#kernel'
import type { UnitTree } from '#people'
import type { Office } from './office.ts'
import { readRulePacks } from './rules.ts'
import { openStaffing } from './staffing.ts'

/** Opened once at start; every request and command shares it. */
export const openOffice = (parts: {
  db: Database
  keys: KeyRing
  calendars: Calendars
  tree: UnitTree
  config: Pick<Config, 'city' | 'publicUrl'>
}): Office => ({
  db: parts.db,
  keys: parts.keys,
  calendars: parts.calendars,
  calendar: parts.config.city,
  tree: parts.tree,
  rulePacks: readRulePacks(),
  staffing: openStaffing(parts.db),
  codes: { digits: 4, after_9999: 'five-digits' },
  publicUrl: parts.config.publicUrl,
  chance: randomBytes,
})
