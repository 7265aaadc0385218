import type { Allow, AllowUnit, ChannelTerms, Process, ProcessStep } from './types.ts'
import { longestPath } from './process.ts'

/** Minutes of an ordinary office day; from the rule pack `rules/processes/time-fit`. */
export interface FitRule {
  working_day_min: number
}

/**
 * Whether the steps of a process fit a legal time, told so that the answer is never too hopeful: each step is taken at its longest
 * and the legal time at its shortest (holidays apart: they move both alike).
 * - Same unit on both sides: amounts add up.
 * - Legal hours or minutes: office minutes; a step in days costs its days and the rest of the day it begins, so n + 1 office days.
 * - Legal working days: office days; n calendar days hold at most n working days, a month at most 31.
 * - Calendar days and months among themselves: a step's month has 31 days, the law's 28.
 * - Legal calendar days or months against other units: only the working days that every such period holds (7 days hold 5,
 *   1 to 3 days hold 1 because a last day off moves on).
 */
export interface Fit {
  channel: ChannelTerms['channel']
  fits: boolean
  legal: Allow
  path: ProcessStep[]
  /** Both in the unit named: of the legal time, or office minutes when units differ. */
  needed: number
  allowed: number
  unit: AllowUnit
}

export function fitOf(process: Process, channel: ChannelTerms, rule: FitRule): Fit {
  const legal = channel.allow
  const measure = measureFor(process, legal, rule)
  const path = longestPath(process, (step) => measure.most(step.allow))
  const needed = path.reduce((sum, step) => sum + measure.most(step.allow), 0)
  const { allowed, unit } = measure
  return { channel: channel.channel, fits: needed <= allowed, legal, path, needed, allowed, unit }
}

interface Measure {
  unit: AllowUnit
  allowed: number
  most(step: Allow): number
}

/** Days of the longest and the shortest month. */
const longMonth = 31
const shortMonth = 28

/** The coarsest unit in which both sides can be told without loss: their own, calendar days, else office minutes. */
function measureFor(process: Process, legal: Allow, rule: FitRule): Measure {
  const units = new Set(process.steps.map((step) => step.allow.unit))
  if (units.size === 1 && units.has(legal.unit))
    return { unit: legal.unit, allowed: legal.amount, most: (step) => step.amount }
  if ([legal.unit, ...units].every((unit) => unit === 'd' || unit === 'm')) {
    const days = (allow: Allow, month: number): number => allow.amount * (allow.unit === 'm' ? month : 1)
    return { unit: 'd', allowed: days(legal, shortMonth), most: (step) => days(step, longMonth) }
  }
  return { unit: 'min', allowed: shortestMin(legal, rule), most: (step) => longestMin(step, legal, rule) }
}

/** Office minutes a legal time holds at the least. */
export function shortestMin(legal: Allow, rule: FitRule): number {
  switch (legal.unit) {
    case 'min':
      return legal.amount
    case 'h':
      return legal.amount * 60
    case 'wd':
      return legal.amount * rule.working_day_min
    case 'd':
      return leastWorkingDays(legal.amount) * rule.working_day_min
    case 'm':
      return leastWorkingDays(legal.amount * shortMonth) * rule.working_day_min
  }
}

/** Office minutes a step may take at the most, seen from the unit of the legal time. */
function longestMin(allow: Allow, legal: Allow, rule: FitRule): number {
  const begun = legal.unit === 'h' || legal.unit === 'min' ? 1 : 0
  switch (allow.unit) {
    case 'min':
      return allow.amount
    case 'h':
      return allow.amount * 60
    case 'wd':
    case 'd':
      return (allow.amount + begun) * rule.working_day_min
    case 'm':
      return (allow.amount * longMonth + begun) * rule.working_day_min
  }
}

/** Working days that any `days` calendar days hold at the least, when weekends are off and a last day off moves to the next working day. */
export function leastWorkingDays(days: number): number {
  const rest = [0, 1, 1, 1, 2, 3, 4]
  return Math.floor(days / 7) * 5 + rest[days % 7]!
}
