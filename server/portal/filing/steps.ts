/** The pages of a filing in their order, which of them this filing needs, and which one comes next. Pure. */
import type { Draft } from './draft.ts'
import type { Matter, MatterPart } from './matter.ts'

export type StepId =
  | 'nguoi-nop'
  | 'nguoi-dung-ten'
  | 'uy-quyen'
  | 'lien-he'
  | 'noi-giai-quyet'
  | 'noi-nop'
  | 'giay-to'
  | 'nhan-tin'
  | 'kiem-tra'

const order: readonly StepId[] = [
  'nguoi-nop',
  'nguoi-dung-ten',
  'uy-quyen',
  'lien-he',
  'noi-giai-quyet',
  'noi-nop',
  'giay-to',
  'nhan-tin',
  'kiem-tra',
]

export const isStep = (text: string): text is StepId => (order as readonly string[]).includes(text)

/** The pages this filing needs: authority only through somebody, the commune only where one decides. */
export function stepsOf(matter: Matter, draft: Draft): StepId[] {
  return order.filter((step) => {
    if (step === 'uy-quyen') return draft.who === 'through'
    if (step === 'noi-giai-quyet') return matter.communal
    return true
  })
}

export function isDone(step: StepId, matter: Matter, draft: Draft): boolean {
  switch (step) {
    case 'nguoi-nop':
      return draft.who !== null
    case 'nguoi-dung-ten':
      return draft.applicant !== null
    case 'uy-quyen':
      return draft.through !== null
    case 'lien-he':
      return draft.contact !== null
    case 'noi-giai-quyet':
      return draft.competent !== null
    case 'noi-nop':
      return draft.receivedAt !== null
    case 'giay-to':
      return draft.partsDone && missingParts(matter, draft).length === 0
    case 'nhan-tin':
      return draft.notify !== null
    case 'kiem-tra':
      return draft.filed !== null
  }
}

/** The first page still open; the check page when all others are done. */
export function nextStep(matter: Matter, draft: Draft): StepId {
  return stepsOf(matter, draft).find((step) => !isDone(step, matter, draft)) ?? 'kiem-tra'
}

/** Papers still asked for: required, not already with the city, nothing uploaded. */
export function missingParts(matter: Matter, draft: Draft): MatterPart[] {
  return matter.parts.filter(
    (part) =>
      part.required && part.digitalSource === null && (draft.parts[part.key]?.files.length ?? 0) === 0,
  )
}

/** `3 of 8`, for the line above the title. */
export function placeOf(step: StepId, matter: Matter, draft: Draft): { at: number; of: number } {
  const steps = stepsOf(matter, draft)
  return { at: steps.indexOf(step) + 1, of: steps.length }
}

export function stepBefore(step: StepId, matter: Matter, draft: Draft): StepId | undefined {
  const steps = stepsOf(matter, draft)
  return steps[steps.indexOf(step) - 1]
}
