/** Takes what was typed on a page into the draft, or says what to put right. */
import { localDate, minuteOf } from '#calendar'
import {
  checkApplicant,
  checkContact,
  checkNotify,
  checkOffice,
  checkThrough,
  checkWho,
  type Checked,
  type Typed,
} from './check.ts'
import { fullName, listIdOf, partsOf } from './matter.ts'
import { missingParts, type StepId } from './steps.ts'
import type { Draft } from './draft.ts'
import type { AtStep } from './at-step.ts'

export async function applyTyped(
  { parts, request, page, p, draft }: AtStep,
  step: StepId,
  typed: Typed,
): Promise<Checked<Draft>> {
  const kept = <T>(checked: Checked<T>, put: (value: T) => Partial<Draft>): Checked<Draft> =>
    checked.faults ? { faults: checked.faults } : { value: { ...draft, ...put(checked.value as T) } }
  const today = localDate({ zone: parts.zone }, minuteOf(request.now))
  switch (step) {
    case 'nguoi-nop':
      return kept(checkWho(typed), (who) => ({ who, through: who === 'self' ? null : draft.through }))
    case 'nguoi-dung-ten':
      return kept(checkApplicant(typed, p.subjects, today), (applicant) => ({ applicant }))
    case 'uy-quyen':
      return kept(checkThrough(typed, today), (through) => ({ through }))
    case 'lien-he':
      return kept(checkContact(typed), (contact) => ({ contact }))
    case 'noi-giai-quyet': {
      const communes = await parts.offices.communes(request.now)
      return kept(checkOffice(typed, communes, 'fault.commune'), (competent) => ({ competent }))
    }
    case 'noi-nop': {
      const counters = await parts.offices.counters(request.now)
      return kept(checkOffice(typed, counters, 'fault.office'), (receivedAt) => ({ receivedAt }))
    }
    case 'giay-to': {
      const missing = missingParts(p, draft)
      if (missing.length === 0) return { value: { ...draft, partsDone: true } }
      return {
        faults: missing.map((part) => ({
          field: `${listIdOf(p, part.procedure)}-${partsOf(p, part.procedure).indexOf(part) + 1}-status`,
          words: 'fault.part-missing',
          values: { name: fullName(page, p, part) },
        })),
      }
    }
    case 'nhan-tin':
      return kept(checkNotify(typed), (notify) => ({ notify }))
    case 'kiem-tra':
      return { value: draft }
  }
}
