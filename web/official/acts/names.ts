import type { ActName } from '../api/types.ts'

export const actNames: readonly ActName[] = [
  'accept',
  'refuse',
  'request-supplement',
  'supplement',
  'financial-duty',
  'pay',
  'forward',
  'complete-step',
  'rework',
  'consult',
  'answer',
  'assign',
  'take',
  'release',
  'finish',
  'return',
  'withdraw',
  'stop',
  'extend',
]

export const isActName = (value: unknown): value is ActName => actNames.includes(value as ActName)

/** The act the page offers as the one filled button: what moves the item on, before what moves it away. */
const moving: readonly ActName[] = [
  'take',
  'accept',
  'supplement',
  'pay',
  'answer',
  'complete-step',
  'finish',
  'return',
]

export interface Standing {
  /** The lead step is the last before the result. */
  lastStep: boolean
  /** The step is of a role that the reader holds: then it is theirs to take. */
  ownRole: boolean
}

export function nextAct(acts: readonly ActName[], { lastStep, ownRole }: Standing): ActName | undefined {
  const mine = acts.filter((act) => act !== 'take' || ownRole)
  if (lastStep && mine.includes('finish') && !mine.includes('take')) return 'finish'
  return moving.find((act) => mine.includes(act))
}
