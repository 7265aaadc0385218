import type { Said, StepView, UnitRef } from '../api/types.ts'
import { dayMonth } from '../words/dates.ts'
import type { Language } from '../words/language.ts'
import type { Words } from '../words/vi.ts'
import { whenShort } from '../words/when.ts'
import type { Clears } from './six-clears.tsx'

export interface Speaking {
  words: Words
  language: Language
  say: (said: Said | null | undefined) => string
}

export const unitName = (unit: UnitRef | string | null | undefined, say: Speaking['say']): string =>
  unit === null || unit === undefined ? '' : typeof unit === 'string' ? unit : say(unit.name) || unit.code

/** The six clears of a step in words. What the step lacks stays null and shows as a hole. */
export function clearsOf(
  step: StepView | null,
  promised: string | null,
  now: string,
  speaking: Speaking,
): Clears {
  const { words, say } = speaking
  const orNull = (said: Said | null | undefined): string | null => say(said) || null
  if (!step) {
    return { person: null, job: null, time: null, responsibility: null, product: null, authority: null }
  }
  const ends = step.dueAt === null ? null : words.time.StepEnds(whenShort(step.dueAt, now, words.time.today))
  const appointment = promised === null ? null : words.time.promised(dayMonth(promised))
  return {
    person: step.person?.name ?? null,
    job: orNull(step.name),
    time: [ends, appointment].filter(Boolean).join(', ') || null,
    responsibility: orNull(step.responsibility),
    product: orNull(step.product),
    authority: orNull(step.authority),
  }
}
