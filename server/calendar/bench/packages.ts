/** npm packages that reckon business time, fed the same holidays and hours as our own calendar. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Minute } from '../minutes.ts'

/** Half a day's spans as `HH:MM` pairs, Monday to Friday, and the dates off. Weekends are off in each. */
export type SameDays = { holidays: string[]; spans: [string, string][] }

export type Rival = {
  name: string
  version: string
  /** Due minute after that many office minutes. */
  addMinutes: (from: Minute, minutes: number) => Minute
}

const load = createRequire(import.meta.url)

/** The packages that are installed here; the others are named as absent, so that a run says what it compared. */
export function rivals(days: SameDays): { found: Rival[]; absent: string[] } {
  const made = [momentBusinessTime, dayjsBusinessTime]
  const absent: string[] = []
  const found: Rival[] = []
  for (const make of made) {
    const rival = make(days)
    if (typeof rival === 'string') absent.push(rival)
    else found.push(rival)
  }
  return { found, absent }
}

type Moment = { addWorkingTime: (amount: number, unit: string) => { valueOf: () => number } }
type MomentLibrary = {
  (at: number): Moment
  locale: () => string
  updateLocale: (name: string, config: object) => void
}

function momentBusinessTime({ holidays, spans }: SameDays): Rival | string {
  const name = 'moment-business-time'
  const version = versionOf(name)
  if (version === undefined) return name
  load(name)
  const moment = load('moment') as MomentLibrary
  const hours = spans.flat().map((time) => `${time}:00`)
  const workinghours = { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null }
  moment.updateLocale(moment.locale(), { workinghours, holidays })
  return {
    name,
    version,
    addMinutes: (from, minutes) =>
      moment(from * 60_000)
        .addWorkingTime(minutes, 'minutes')
        .valueOf() / 60_000,
  }
}

type Dayjs = { addBusinessMinutes: (amount: number) => { valueOf: () => number } }
type DayjsLibrary = {
  (at: number): Dayjs
  extend: (plugin: unknown) => void
  setHolidays: (holidays: string[]) => void
  setBusinessTime: (week: object) => void
}

function dayjsBusinessTime({ holidays, spans }: SameDays): Rival | string {
  const name = 'dayjs-business-time'
  const version = versionOf(name)
  if (version === undefined) return name
  const dayjs = load('dayjs') as DayjsLibrary
  const plugin = load(name) as { default?: unknown }
  dayjs.extend(plugin.default ?? plugin)
  const day = spans.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` }))
  const week = {
    sunday: null,
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: null,
  }
  dayjs.setHolidays(holidays)
  dayjs.setBusinessTime(week)
  return {
    name,
    version,
    addMinutes: (from, minutes) =>
      dayjs(from * 60_000)
        .addBusinessMinutes(minutes)
        .valueOf() / 60_000,
  }
}

/** The installed version, or undefined where the package is not installed. */
function versionOf(name: string): string | undefined {
  for (const folder of load.resolve.paths(name) ?? []) {
    const text = readIfThere(`${folder}/${name}/package.json`)
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version
  }
  return undefined
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
