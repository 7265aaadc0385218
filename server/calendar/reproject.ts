/** What a changed calendar does to open deadlines, before anything is changed. */
import { Refusal } from '#kernel'
import { dayIndex } from './calendar.ts'
import type { Calendar, DayMark } from './calendar.ts'
import { isWorkingDay } from './count.ts'
import { dueAt } from './due.ts'
import { lateFrom } from './late.ts'
import type { Minute } from './minutes.ts'
import type { Allow, Pause } from './period.ts'
import { longDay } from './words.ts'

/** `due` is the promise as it is stored now. */
export type OpenDeadline = { id: string; from: Minute; allow: Allow; pauses: readonly Pause[]; due: Minute }

export type Moment = { due: Minute; late_from: Minute }

/** `notices` are the ids of what ordered the days that moved it. */
export type Change = { id: string; old: Moment; new: Moment; why: string; why_en: string; notices: string[] }

/** `refused`: deadlines the new calendar cannot tell, with the reason; they are never dropped silently. */
export type Reprojection = {
  changes: Change[]
  unchanged: number
  refused: { id: string; code: string; why: string; why_en: string }[]
}

/**
 * Reckons every open deadline under the new calendar. Pure: the caller shows the changes, then journals and applies them.
 * `now` is needed where a pause is running.
 */
export function reproject(
  before: Calendar,
  after: Calendar,
  deadlines: readonly OpenDeadline[],
  now?: Minute,
): Reprojection {
  const differing = differingDays(before, after)
  const result: Reprojection = { changes: [], unchanged: 0, refused: [] }
  for (const open of deadlines) {
    try {
      const due = dueAt(after, open.from, open.allow, open.pauses, now)
      if (due === open.due) result.unchanged++
      else result.changes.push(changeOf(before, after, open, due, differing))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      result.refused.push({ id: open.id, code: error.code, why: error.texts.vi, why_en: error.texts.en })
    }
  }
  return result
}

type Difference = {
  day: number
  civil: number
  before: DayMark | undefined
  after: DayMark | undefined
  working: boolean
}

/** Days that one calendar works and the other does not, or works other hours. */
function differingDays(before: Calendar, after: Calendar): Difference[] {
  const differences: Difference[] = []
  const shift = before.first_civil - after.first_civil
  for (let day = 0; day < after.days; day++) {
    const old_day = day - shift
    if (old_day < 0 || old_day >= before.days || hoursText(before, old_day) === hoursText(after, day))
      continue
    differences.push({
      day,
      civil: after.first_civil + day,
      before: before.marks.get(old_day),
      after: after.marks.get(day),
      working: isWorkingDay(after, day),
    })
  }
  return differences
}

function hoursText(calendar: Calendar, day: number): string {
  const { day_interval, starts, ends, close } = calendar
  if (!isWorkingDay(calendar, day)) return 'off'
  const first = day_interval[day]!
  const last = day_interval[day + 1]!
  return `${close[day]} ${starts.subarray(first, last).join()} ${ends.subarray(first, last).join()}`
}

function changeOf(
  before: Calendar,
  after: Calendar,
  open: OpenDeadline,
  due: Minute,
  differing: readonly Difference[],
): Change {
  const first = dayIndex(after, open.from)
  const last = dayIndex(after, Math.max(due, open.due))
  const causes = differing.filter((difference) => difference.day >= first && difference.day <= last)
  const notices = causes.map((cause) => cause.after?.notice ?? cause.before?.notice)
  return {
    id: open.id,
    old: { due: open.due, late_from: lateFrom(before, open.due, open.allow.unit) },
    new: { due, late_from: lateFrom(after, due, open.allow.unit) },
    why: causes.map((cause) => told(cause).vi).join('; ') || 'Tính lại theo lịch hiện hành',
    why_en: causes.map((cause) => told(cause).en).join('; ') || 'Reckoned again under the present calendar',
    notices: [...new Set(notices.flatMap((notice) => (notice ? [notice.id] : [])))],
  }
}

function told(cause: Difference): { vi: string; en: string } {
  const notice = cause.after?.notice ?? cause.before?.notice
  const by_vi = notice ? `, theo ${notice.title_vi}` : ''
  const by_en = notice ? `, by ${notice.title_en}` : ''
  const state_vi = cause.after?.kind === 'hours' ? 'đổi giờ làm việc' : cause.working ? 'làm việc' : 'nghỉ'
  const state_en =
    cause.after?.kind === 'hours' ? 'works other hours' : cause.working ? 'is worked' : 'is off'
  const name_vi = cause.after ? ` (${cause.after.name_vi})` : ''
  const name_en = cause.after ? ` (${cause.after.name_en})` : ''
  const date = longDay(cause.civil)
  return { vi: `Ngày ${date} ${state_vi}${name_vi}${by_vi}`, en: `${date} ${state_en}${name_en}${by_en}` }
}
