import type { ActName, StepView } from '../api/types.ts'

/**
 * What the permits allow, less what would change nothing: a step that somebody holds is not taken, one that is not mine is
 * not given back, the last step is finished and not completed.
 */
export function usefulActs(
  acts: readonly ActName[],
  lead: StepView | undefined,
  reader: string,
  lastStep: boolean,
): ActName[] {
  const holder = lead?.person?.id
  const pointless = new Set<ActName>([lastStep ? 'complete-step' : 'finish'])
  if (holder !== undefined) pointless.add('take')
  if (holder !== reader) pointless.add('release')
  // Who may take a step takes it before doing anything else with it.
  if (lead !== undefined && holder === undefined && acts.includes('take')) {
    for (const act of ['complete-step', 'finish', 'rework', 'consult'] as const) pointless.add(act)
  }
  return acts.filter((act) => !pointless.has(act))
}
