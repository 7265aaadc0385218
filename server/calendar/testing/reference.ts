/**
 * A second calendar, written on its own: it reads the YAML itself and walks minute by minute and day by day, with no
 * look-ups. Slow and plain on purpose: the fast one is believed because it agrees with this one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Named = { date: string; to?: string; kind: string }
type Unit = 'minute' | 'hour' | 'calendar_day' | 'working_day' | 'month'
export type Span = { from: number; to: number }

const FOLDER = join(import.meta.dirname, '../../../rules/calendars')
const DAY_MS = 86_400_000

const marked = new Map<string, string>()
for (const file of readdirSync(FOLDER).filter((name) => /^vn\..*\.yaml$/.test(name))) {
  const pack = parse(readFileSync(join(FOLDER, file), 'utf8')) as { days: Named[] }
  for (const day of pack.days) {
    const end = day.to ?? day.date
    let date = day.date
    while (date <= end) {
      marked.set(date, day.kind)
      date = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
    }
  }
}

/** Hours of both cities' templates, in minutes of the local day. */
const HOURS = [
  [450, 690],
  [780, 1020],
] as const

/** Local day number of a minute: Viet Nam is seven hours ahead, all year. */
const dayOf = (minute: number): number => Math.floor((minute + 420) / 1440)
const textOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
const closeOf = (day: number): number => day * 1440 + 1020 - 420

const worked = new Map<number, boolean>()
export function isWorkingDay(day: number): boolean {
  const known = worked.get(day)
  if (known !== undefined) return known
  const mark = marked.get(textOf(day))
  const weekday = new Date(day * DAY_MS).getUTCDay()
  const working = mark === 'work' || (mark !== 'off' && weekday !== 0 && weekday !== 6)
  worked.set(day, working)
  return working
}

export function isOfficeMinute(minute: number): boolean {
  if (!isWorkingDay(dayOf(minute))) return false
  const of_day = (minute + 420) % 1440
  return HOURS.some(([from, to]) => of_day >= from && of_day < to)
}

export function countMinutes(from: number, to: number): number {
  let count = 0
  for (let minute = from; minute < to; minute++) if (isOfficeMinute(minute)) count++
  return count
}

const paused = (minute: number, pauses: readonly Span[]): boolean =>
  pauses.some((pause) => minute >= pause.from && minute < pause.to)

export function slowDue(from: number, amount: number, unit: Unit, pauses: readonly Span[]): number {
  if (unit === 'minute') return walkMinutes(from, amount, pauses)
  if (unit === 'hour') return walkMinutes(from, amount * 60, pauses)
  return walkDays(from, amount, unit, pauses)
}

function walkMinutes(from: number, amount: number, pauses: readonly Span[]): number {
  let left = amount
  let minute = from
  while (left > 0) {
    if (isOfficeMinute(minute) && !paused(minute, pauses)) left--
    minute++
  }
  return minute
}

/** Walks on until the last day is over; whenever the clock stops before that, the days it stood still are given back. */
function walkDays(from: number, amount: number, unit: Unit, pauses: readonly Span[]): number {
  let given = 0
  let last = lastDay(from, amount, unit, given)
  let minute = from
  while (dayOf(minute) <= last) {
    if (!paused(minute, pauses)) {
      minute++
      continue
    }
    const begun = minute
    while (paused(minute, pauses)) minute++
    for (let day = dayOf(begun) + 1; day <= dayOf(minute); day++) {
      if (unit !== 'working_day' || isWorkingDay(day)) given++
    }
    last = lastDay(from, amount, unit, given)
    if (dayOf(begun) === dayOf(minute)) continue
    if (dayOf(minute) > last) break
  }
  return closeOf(last)
}

function lastDay(from: number, amount: number, unit: Unit, given: number): number {
  let day = dayOf(from)
  if (unit === 'working_day') {
    let left = amount + given
    while (left > 0) {
      day++
      if (isWorkingDay(day)) left--
    }
    return day
  }
  day = (unit === 'month' ? monthsLater(day, amount) : day + amount) + given
  while (!isWorkingDay(day)) day++
  return day
}

function monthsLater(day: number, months: number): number {
  const date = new Date(day * DAY_MS)
  const wanted = date.getUTCDate()
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const month = new Date(first).getUTCMonth()
  for (let of_month = wanted; ; of_month--) {
    const found = new Date(first + (of_month - 1) * DAY_MS)
    if (found.getUTCMonth() === month) return found.getTime() / DAY_MS
  }
}
