/** What each pause of a period gave back, one after the other; what two of them cover is the first one's. */
import { dayIndex } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { isWorkingDay, minutesBetween } from './count.ts'
import type { Period } from './deadline.ts'
import { dueAt, stopsOf } from './due.ts'
import type { Stop } from './due.ts'
import type { Minute } from './minutes.ts'
import { countsDays } from './period.ts'
import type { Pause } from './period.ts'

/**
 * `due` is the promise with this pause and all before it. `days` are the day indices given back, `minutes` the office
 * minutes; one of the two is empty. `late`: it began after the period had run out and gave nothing.
 */
export type PauseStep = {
  pause: Pause
  to: Minute
  due: Minute
  days: number[]
  minutes: number
  late: boolean
}

export function pauseSteps(calendar: Calendar, period: Period, now?: Minute): PauseStep[] {
  const { from, allow } = period
  const pauses = [...(period.pauses ?? [])].sort((a, b) => a.from - b.from)
  const in_days = countsDays(allow.unit)
  const steps: PauseStep[] = []
  let due = dueAt(calendar, from, allow)
  let before: Stop[] = []
  let late = false
  pauses.forEach((pause, i) => {
    const taken = pauses.slice(0, i + 1)
    const stops = stopsOf(taken, from, now)
    const begin = Math.max(pause.from, from)
    const joined = before.some((stop) => stop.to >= begin)
    late ||= !joined && (in_days ? dayIndex(calendar, begin) > dayIndex(calendar, due) : begin >= due)
    const known = new Set(in_days ? givenDays(calendar, before, allow.unit === 'working_day') : [])
    const days = in_days
      ? givenDays(calendar, stops, allow.unit === 'working_day').filter((d) => !known.has(d))
      : []
    const minutes = in_days ? 0 : officeMinutes(calendar, stops) - officeMinutes(calendar, before)
    due = dueAt(calendar, from, allow, taken, now)
    before = stops
    const to = pause.to ?? Math.max(now ?? pause.from, pause.from)
    steps.push({ pause, to, due, days: late ? [] : days, minutes: late ? 0 : minutes, late })
  })
  return steps
}

/** The days after the one a stop begins on, up to and including the one it ends on. */
function givenDays(calendar: Calendar, stops: readonly Stop[], working_only: boolean): number[] {
  const days: number[] = []
  for (const stop of stops) {
    const last = dayIndex(calendar, stop.to)
    for (let day = dayIndex(calendar, stop.from) + 1; day <= last; day++) {
      if (!working_only || isWorkingDay(calendar, day)) days.push(day)
    }
  }
  return days
}

function officeMinutes(calendar: Calendar, stops: readonly Stop[]): number {
  return stops.reduce((sum, stop) => sum + minutesBetween(calendar, stop.from, stop.to), 0)
}
