/** A notice that changes the calendar, put into a pack without touching the pack that was there. */
import type { Notice } from './calendar.ts'
import { PackRefused } from './errors.ts'
import { checkDays, checkOrder, datesOf } from './check.ts'
import type { DaysOffPack, OfficeHoursPack, PackDay, Packs } from './pack.ts'

/**
 * `days` replace what the pack said of those dates; `withdraws` names notices whose days fall away first (a proposal
 * that the notice decides). `status: issued` ends a provisional year.
 */
export type Order = {
  notice: Notice
  days: PackDay[]
  withdraws?: string[]
  status?: 'issued' | 'provisional'
}

/** The pack with the notice in it. Refuses with `PackRefused` what does not fit, unknown fields by name. */
export function applyNotice<T extends DaysOffPack | OfficeHoursPack>(pack: T, order: Order): T {
  checkOrder(order.notice.id, order)
  const withdrawn = new Set([...(order.withdraws ?? []), order.notice.id])
  const replaced = new Set(order.days.flatMap((day) => datesOf(day, 'days')))
  const kept = pack.days
    .filter((day) => !withdrawn.has(day.notice))
    .flatMap((day) => withoutDates(day, replaced))
  const next: T = {
    ...pack,
    ...(pack.kind === 'days-off' && order.status ? { status: order.status } : {}),
    notices: [...pack.notices.filter((notice) => !withdrawn.has(notice.id)), order.notice],
    days: [...kept, ...order.days].sort((a, b) => a.date.localeCompare(b.date)),
  }
  checkDays(pack.pack, next)
  return next
}

/** All packs with the notice applied to the year of a country, or to a city. */
export function packsWithNotice(packs: Packs, target: { pack: string; year?: number }, order: Order): Packs {
  const city = packs.cities.get(target.pack)
  if (city) return { ...packs, cities: new Map(packs.cities).set(target.pack, applyNotice(city, order)) }
  const years = packs.days_off.get(target.pack)
  const year = String(target.year)
  if (!years?.some((pack) => pack.effective_from.startsWith(year))) {
    throw new PackRefused(target.pack, 'pack', {
      vi: `không có gói năm ${year}`,
      en: `has no pack for ${year}`,
    })
  }
  const next = years.map((pack) => (pack.effective_from.startsWith(year) ? applyNotice(pack, order) : pack))
  return { ...packs, days_off: new Map(packs.days_off).set(target.pack, next) }
}

/** A range loses the dates that are decided anew; what is left stands date by date. */
function withoutDates(day: PackDay, dates: ReadonlySet<string>): PackDay[] {
  const all = datesOf(day, 'days')
  const left = all.filter((date) => !dates.has(date))
  if (left.length === all.length) return [day]
  const { to: _, ...single } = day
  return left.map((date) => ({ ...single, date }))
}
