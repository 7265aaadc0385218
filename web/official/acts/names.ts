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

export function nextAct(acts: readonly ActName[], lastStep: boolean): ActName | undefined {
  if (lastStep && acts.includes('finish')) return 'finish'
  return moving.find((act) => acts.includes(act))
}
