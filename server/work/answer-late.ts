import { dateOf, lateFrom, minuteOf, parseAllow } from '#calendar'
import { today, type UnitsOn } from '#people'
import type { Item } from './item.ts'
import { isLateNow } from './item-view.ts'
import { calendarOf, type Office } from './office.ts'
import { rulesOn } from './rules.ts'

/**
 * Whether the receiving desk keeps the applicant waiting for its answer past the time it has for it. The clock from filing to answer is
 * the desk's own, whoever decides the matter later; it ends with the answer, in time or not.
 */
export function isAnswerLate(office: Office, item: Item, units: UnitsOn, now: Date): boolean {
  if (item.accepted_at !== null || item.closed_at !== null) return false
  const { answer_within } = rulesOn(office.rulePacks, today(item.filed_at))
  const desk = calendarOf(office, units, item.received_unit)
  const from = lateFrom(desk, minuteOf(item.answer_by), parseAllow(answer_within).unit)
  return isLateNow({ ...item, late_from: dateOf(from) }, now)
}
