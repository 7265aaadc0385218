/** A zone's shift from UTC, asked of the runtime once per compiled day and never in the hot path. */
import { MINUTES_PER_DAY } from './minutes.ts'
import type { Minute } from './minutes.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'longOffset',
    year: 'numeric',
  })
  formats.set(zone, made)
  return made
}

const steady = new Map<string, number>()

/** Minutes the zone is ahead of UTC at that instant: 420 in Asia/Ho_Chi_Minh. */
export function zoneShift(zone: string, at: Minute): number {
  const day = Math.floor(at / MINUTES_PER_DAY)
  const key = `${zone} ${day}`
  const known = steady.get(key)
  if (known !== undefined) return known
  const shift = askShift(zone, at)
  // A UTC day that begins and ends with the same shift keeps it; only days of a clock change are asked every time.
  const begin = askShift(zone, day * MINUTES_PER_DAY)
  if (begin === shift && begin === askShift(zone, (day + 1) * MINUTES_PER_DAY)) remember(key, shift)
  return shift
}

/** The memory is bounded: an import of old dates must not let it grow. */
function remember(key: string, shift: number): void {
  if (steady.size > 20_000) steady.clear()
  steady.set(key, shift)
}

function askShift(zone: string, at: Minute): number {
  const parts = formatOf(zone).formatToParts(at * 60_000)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const found = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name)
  if (!found?.[1]) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]))
}

/** The instant at which the clocks of the zone show that minute of that day. */
export function localMinute(zone: string, civil: number, minute_of_day: number): Minute {
  const wall = civil * MINUTES_PER_DAY + minute_of_day
  const guess = wall - zoneShift(zone, wall)
  return wall - zoneShift(zone, guess)
}

/** Local day number (days since 1970-01-01) of an instant, for any year. */
export function civilDayIn(zone: string, at: Minute): number {
  return Math.floor((at + zoneShift(zone, at)) / MINUTES_PER_DAY)
}
