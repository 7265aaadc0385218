import { minuteOf, minutesBetween, type Calendar } from '#calendar'
import type { ReadEntry } from '#ledger'
import type { Item } from './item.ts'
import { spansOf } from './spans.ts'
import { timeLedger } from './time.ts'
import type { BarPart } from './views.ts'

type Clocked = Pick<
  Item,
  'status' | 'accepted_at' | 'answer_by' | 'due_at' | 'extended_due_at' | 'finished_at' | 'closed_at'
>

/** The promise whose clock runs now: the answer before acceptance, the appointment after; null once the work is done. */
export function runningPromise(item: Clocked): Date | null {
  if (item.finished_at !== null || item.closed_at !== null) return null
  return item.accepted_at === null ? item.answer_by : (item.extended_due_at ?? item.due_at)
}

/** Working minutes left until `due`; negative when it has passed. */
export function remainingMin(calendar: Calendar, due: Date, now: Date): number {
  const [at, end] = [minuteOf(now), minuteOf(due)]
  return end >= at ? minutesBetween(calendar, at, end) : -minutesBetween(calendar, end, at)
}

export function barOf(
  item: Clocked,
  entries: readonly ReadEntry[],
  calendar: Calendar,
  now: Date,
  isAgency: Parameters<typeof spansOf>[2],
): BarPart[] {
  const bar: BarPart[] = []
  for (const part of timeLedger(spansOf(entries, now, isAgency), calendar).parts) {
    if (part.working_min === 0) continue
    const last = bar.at(-1)
    if (last?.owner === part.owner.kind) last.working_min += part.working_min
    else bar.push({ owner: part.owner.kind, working_min: part.working_min })
  }
  const promise = runningPromise(item)
  if (promise === null) return bar
  const left = remainingMin(calendar, promise, now)
  if (left > 0) bar.push({ owner: 'ahead', working_min: left })
  if (left < 0) bar.push({ owner: 'late', working_min: -left })
  return bar
}
