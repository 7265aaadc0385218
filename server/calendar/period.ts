/** The words a period is stated in: how much of which unit, and when its clock stood still. */
import { AllowRefused } from './errors.ts'
import type { Minute } from './minutes.ts'

/**
 * `minute` and `hour` run in office minutes from the event. `calendar_day`, `working_day` and `month` start the
 * day after the event and end at the close of their last day (Civil Code 2015, arts. 147–148).
 */
export type Unit = 'minute' | 'hour' | 'calendar_day' | 'working_day' | 'month'

export const UNITS: readonly Unit[] = ['minute', 'hour', 'calendar_day', 'working_day', 'month']

/** `amount` is a whole number, 1 or more. */
export type Allow = { amount: number; unit: Unit }

/** Half-open `[from, to)`. `to: null` is a pause still running. `kind` is the caller's word, such as `supplement`. */
export type Pause = { kind: string; from: Minute; to: Minute | null }

const SUFFIX: ReadonlyMap<string, Unit> = new Map([
  ['min', 'minute'],
  ['h', 'hour'],
  ['wd', 'working_day'],
  ['d', 'calendar_day'],
  ['m', 'month'],
])

/** `90min`, `8h`, `2wd`, `3d`, `1m` (a month). Refuses anything else with `AllowRefused`. */
export function parseAllow(text: string): Allow {
  const found = /^([1-9]\d{0,5})([a-z]+)$/.exec(text)
  const unit = SUFFIX.get(found?.[2] ?? '')
  if (!found || !unit) throw new AllowRefused(text)
  return { amount: Number(found[1]), unit }
}

/** True when the period is counted in whole days and therefore ends at a close of day. */
export function countsDays(unit: Unit): boolean {
  return unit !== 'minute' && unit !== 'hour'
}
