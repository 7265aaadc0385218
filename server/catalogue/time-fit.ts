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
 * - Legal calendar days or months against other units: only the working days that every such period holds (7 days hold 5,
 *   1 to 3 days hold 1 because a last day off moves on; a month is at least 28 days).
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
  const units = new Set(process.steps.map((step) => step.allow.unit))
  const plain = units.size === 1 && units.has(legal.unit)
  const weigh = plain
    ? (step: ProcessStep) => step.allow.amount
    : (step: ProcessStep) => longestMin(step.allow, legal, rule)
  const path = longestPath(process, weigh)
  const needed = path.reduce((sum, step) => sum + weigh(step), 0)
  const allowed = plain ? legal.amount : shortestMin(legal, rule)
  return {
    channel: channel.channel,
    fits: needed <= allowed,
    legal,
    path,
    needed,
    allowed,
    unit: plain ? legal.unit : 'min',
  }
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
      return leastWorkingDays(legal.amount * 28) * rule.working_day_min
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
      return (allow.amount * 31 + begun) * rule.working_day_min
  }
}

/** Working days that any `days` calendar days hold at the least, when weekends are off and a last day off moves to the next working day. */
export function leastWorkingDays(days: number): number {
  const rest = [0, 1, 1, 1, 2, 3, 4]
  return Math.floor(days / 7) * 5 + rest[days % 7]!
}
