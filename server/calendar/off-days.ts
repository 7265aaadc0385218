/** Which days off and make-up days lie in a stretch of days, and by which notice: the material of a story. */
import type { Calendar, DayMark, Evidence } from './calendar.ts'
import { isWorkingDay } from './count.ts'
import { daysFromTo, namedDay, shortDay } from './words.ts'
import type { Words } from './words.ts'
import { parseDay } from './minutes.ts'

/** A run of days off that holds at least one named day; weekends beside it belong to it. */
export type OffRun = { first: number; last: number; marks: DayMark[] }

/** Named runs of days off that touch the days after `first` up to `last` (day indices). */
export function offRuns(calendar: Calendar, first: number, last: number): OffRun[] {
  const runs: OffRun[] = []
  for (let day = first + 1; day <= last; day++) {
    if (isWorkingDay(calendar, day)) continue
    let from = day
    while (from > 0 && !isWorkingDay(calendar, from - 1)) from--
    let to = day
    while (to + 1 < calendar.days && !isWorkingDay(calendar, to + 1)) to++
    const marks: DayMark[] = []
    for (let d = from; d <= to; d++) {
      const mark = calendar.marks.get(d)
      if (mark && !marks.some((other) => other.name_vi === mark.name_vi)) marks.push(mark)
    }
    if (marks.length > 0) runs.push({ first: from, last: to, marks })
    day = to
  }
  return runs
}

/** Weekend days that are worked, after `first` up to `last`. */
export function makeUpDays(
  calendar: Calendar,
  first: number,
  last: number,
): { day: number; mark: DayMark }[] {
  const found: { day: number; mark: DayMark }[] = []
  for (let day = first + 1; day <= last; day++) {
    const mark = calendar.marks.get(day)
    if (mark?.kind === 'work') found.push({ day, mark })
  }
  return found
}

/** `Nghỉ Tết Nguyên đán: 14/02 đến 22/02/2026 (theo …)`. */
export function offRunWords(calendar: Calendar, run: OffRun): Words {
  const dates = daysFromTo(calendar.first_civil + run.first, calendar.first_civil + run.last)
  const names = (of: (mark: DayMark) => string): string => run.marks.map(of).join(', ')
  const notices = (of: (mark: DayMark) => string): string => [...new Set(run.marks.map(of))].join('; ')
  return {
    vi: `Không tính ngày nghỉ ${dates.vi}: ${names((m) => m.name_vi)} (theo ${notices((m) => m.notice.title_vi)})`,
    en: `Days off not counted ${dates.en}: ${names((m) => m.name_en)} (by ${notices((m) => m.notice.title_en)})`,
  }
}

export function makeUpWords(calendar: Calendar, day: number, mark: DayMark): Words {
  const date = namedDay(calendar.first_civil + day)
  const other = mark.swapped_with ? shortDay(parseDay(mark.swapped_with, 'swapped_with')) : ''
  return {
    vi: `Có tính ${date.vi}: ngày làm bù cho ${other} (theo ${mark.notice.title_vi})`,
    en: `${date.en} is counted: a make-up working day for ${other} (by ${mark.notice.title_en})`,
  }
}

/** The weakest evidence of several: a story is no better than its worst source. */
export function weakest(marks: readonly DayMark[]): Evidence {
  const tags = marks.map((mark) => mark.notice.evidence)
  if (tags.includes('unverified')) return 'unverified'
  return tags.includes('secondary') ? 'secondary' : 'verified'
}
