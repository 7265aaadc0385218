import type { Allow } from '../api/procedure-types.ts'
import { amount } from './amounts.ts'
import type { Language } from './language.ts'
import type { Words } from './vi.ts'
import { workingDay_min } from './working-time.ts'

/** `10 ngày làm việc` */
export function allowText(allow: Allow, words: Words, language: Language): string {
  return words.intake.allow[allow.unit]?.(amount(allow.amount, language)) ?? ''
}

const minutesOf: Record<Allow['unit'], number> = {
  min: 1,
  h: 60,
  d: workingDay_min,
  wd: workingDay_min,
  m: 22 * workingDay_min,
}

/** Working minutes, near enough to draw with. What counts is what the server's calendar says. */
export const drawnMinutes = (allow: Allow): number => allow.amount * minutesOf[allow.unit]
