/** A bounded extension: asked for in time, not too often, not too long. The first due time is never overwritten. */
import { Refusal } from '#kernel'
import { dayIndex } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { dueAt } from './due.ts'
import { isLate, lateFrom } from './late.ts'
import type { Minute } from './minutes.ts'
import type { Allow } from './period.ts'

/** `longest` bounds one extension; `ask_before` is how many whole days before the due day it must be asked for. */
export type ExtensionRule = {
  max_times: number
  longest?: Allow
  ask_before?: { amount: number; unit: 'calendar_day' | 'working_day' }
}

export type Extendable = { due: Minute; late_from: Minute; times: number }

/**
 * The new due time, counted from the old one: `allow` of 3 working days means the third working day after the old
 * due day. Refuses with `ExtensionAfterExpiry`, `ExtensionUsedUp`, `ExtensionAskedTooLate`, `ExtensionTooLong`.
 */
export function extend(
  calendar: Calendar,
  current: Extendable,
  allow: Allow,
  at: Minute,
  rule: ExtensionRule,
): Extendable {
  if (isLate(current.late_from, at)) {
    throw refusal(
      'ExtensionAfterExpiry',
      'Đã quá hạn nên không gia hạn được; cần thư xin lỗi.',
      'The period has run out and cannot be extended; an apology is owed.',
    )
  }
  if (current.times >= rule.max_times) {
    throw refusal(
      'ExtensionUsedUp',
      `Chỉ được gia hạn ${rule.max_times} lần.`,
      `Only ${rule.max_times} extension(s) are allowed.`,
    )
  }
  if (rule.ask_before && daysLeft(calendar, current.due, at, rule.ask_before.unit) < rule.ask_before.amount) {
    throw refusal(
      'ExtensionAskedTooLate',
      `Phải xin gia hạn trước hạn ít nhất ${rule.ask_before.amount} ngày.`,
      `An extension must be asked for at least ${rule.ask_before.amount} day(s) before the due day.`,
    )
  }
  const due = dueAt(calendar, current.due, allow)
  if (rule.longest && due > dueAt(calendar, current.due, rule.longest)) {
    throw refusal(
      'ExtensionTooLong',
      'Thời gian gia hạn vượt mức cho phép.',
      'The extension is longer than allowed.',
    )
  }
  return { due, late_from: lateFrom(calendar, due, allow.unit), times: current.times + 1 }
}

function daysLeft(calendar: Calendar, due: Minute, at: Minute, unit: 'calendar_day' | 'working_day'): number {
  const due_day = dayIndex(calendar, due)
  const day = dayIndex(calendar, at)
  if (unit === 'calendar_day') return due_day - day
  return calendar.work_before[due_day + 1]! - calendar.work_before[day + 1]!
}

function refusal(code: string, vi: string, en: string): Refusal {
  return new Refusal(code, { vi, en }, { kind: 'conflict', field: 'extension' })
}
