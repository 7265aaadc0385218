import { longestPath } from './process.ts'
import { shortestMin, type FitRule } from './time-fit.ts'
import type { FitPack, ProcessTemplate } from './templates.ts'
import type { Allow, AllowUnit, Process } from './types.ts'

interface Budget {
  unit: AllowUnit
  amount: number
}

/**
 * Gives a field's default process its times for one legal time: whole units in proportion to the shares, at least one each, and the
 * longest way through never longer than the legal time. Working days where they suffice for one each, else hours, else minutes.
 * Undefined when even minutes do not suffice.
 */
export function instantiate(
  template: ProcessTemplate,
  budgetMin: number,
  coarsest: AllowUnit,
  rule: FitRule,
): Process | undefined {
  const shape = timed(template, () => 1, 'min')
  const most = longestPath(shape, () => 1).length
  const choices: Budget[] = [
    { unit: 'wd', amount: Math.floor(budgetMin / rule.working_day_min) },
    { unit: 'h', amount: Math.floor(budgetMin / 60) },
    { unit: 'min', amount: budgetMin },
  ]
  const from = choices.findIndex((choice) => choice.unit === coarsest)
  const budget = choices.slice(Math.max(0, from)).find((choice) => choice.amount >= most)
  return budget && divided(template, shape, budget)
}

/** Office minutes in which the steps must fit, and the largest unit they may be told in, for the tightest of the channels. */
export function budgetOf(
  allows: Allow[],
  cutOff: string | null,
  fit: FitPack,
): { min: number; coarsest: AllowUnit } {
  if (cutOff !== null) return { min: sameDayMin(cutOff, fit), coarsest: 'min' }
  const min = Math.min(...allows.map((allow) => shortestMin(allow, fit)))
  const short = allows.some((allow) => allow.unit === 'h' || allow.unit === 'min')
  return { min, coarsest: short ? 'h' : 'wd' }
}

/** Minutes from the cut-off to the close: what is received last must still be done on the same day. */
export const sameDayMin = (cutOff: string, fit: FitPack): number =>
  minuteOfDay(fit.close_of_day) - minuteOfDay(cutOff)

const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

function divided(template: ProcessTemplate, shape: Process, budget: Budget): Process {
  const share = new Map(template.steps.map((step) => [step.key, step.share]))
  const longest = (of: Map<string, number>): number =>
    longestPath(shape, (step) => of.get(step.key)!).reduce((sum, step) => sum + of.get(step.key)!, 0)
  const total = longest(share)
  const amount = new Map(
    [...share].map(([key, part]) => [key, Math.max(1, Math.floor((budget.amount * part) / total))]),
  )
  const fits = (): boolean => longest(amount) <= budget.amount
  // "At least one each" may have made it too long: the largest steps give back first.
  for (let turn = 0; !fits(); turn++) {
    const large = [...amount.keys()].sort((a, b) => amount.get(b)! - amount.get(a)!)[0]!
    amount.set(large, amount.get(large)! - 1)
  }
  const lost = (key: string): number => (budget.amount * share.get(key)!) / total - amount.get(key)!
  for (const key of [...share.keys()].sort((a, b) => lost(b) - lost(a))) {
    amount.set(key, amount.get(key)! + 1)
    if (!fits()) amount.set(key, amount.get(key)! - 1)
  }
  return timed(template, (key) => amount.get(key)!, budget.unit)
}

function timed(template: ProcessTemplate, amountOf: (key: string) => number, unit: AllowUnit): Process {
  const steps = template.steps.map(({ share: _share, ...step }) => ({
    key: step.key,
    kind: step.kind,
    name: step.name,
    role: step.role,
    at: step.at,
    allow: { amount: amountOf(step.key), unit },
    responsibility: step.responsibility,
    duty: step.duty,
    product: step.product,
    authority: step.authority,
    next: step.next,
  }))
  return { id: template.id, version: template.version, steps }
}
