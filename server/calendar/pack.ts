/** Calendar packs as they stand in `rules/calendars`, after the schema has passed them. */
import type { Evidence, LateAfter, Notice } from './calendar.ts'

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** `date` to `to` (both included); a swap names the date on its other side. `hours` only with kind `hours`. */
export type PackDay = {
  date: string
  to?: string
  kind: 'off' | 'work' | 'hours'
  name_vi: string
  name_en: string
  notice: string
  swapped_with?: string
  hours?: string[]
}

export type DaysOffPack = {
  kind: 'days-off'
  pack: string
  zone: string
  effective_from: string
  effective_to: string
  status: 'issued' | 'provisional'
  citation: string
  evidence: Evidence
  weekend: Weekday[]
  notices: Notice[]
  days: PackDay[]
}

export type OfficeHours = {
  unit_types: string[]
  effective_from: string
  effective_to?: string
  evidence: Evidence
  citation: string
  hours: Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri', string[]>
  promised_close: string
}

export type Opening = {
  unit_types: string[]
  effective_from: string
  effective_to?: string
  evidence: Evidence
  citation: string
  weekday: 'sat' | 'sun'
  hours: string[]
  counts_as_working_day: boolean
}

export type OfficeHoursPack = {
  kind: 'office-hours'
  pack: string
  extends: string
  name_vi: string
  name_en: string
  zone: string
  effective_from: string
  citation: string
  evidence: Evidence
  counting: {
    citation: string
    evidence: Evidence
    late_after: LateAfter
    after_supplement: 'resume' | 'restart'
  }
  office_hours: OfficeHours[]
  openings: Opening[]
  notices: Notice[]
  days: PackDay[]
}

/** All packs of one folder: per country the years in order, per city the hours. */
export type Packs = {
  days_off: ReadonlyMap<string, readonly DaysOffPack[]>
  cities: ReadonlyMap<string, OfficeHoursPack>
}
