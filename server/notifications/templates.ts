import { wordingEn } from './wording-en.ts'
import { wordingVi } from './wording-vi.ts'

/**
 * What the applicant is told, as data: what happened, which agency and official, when, and what to do next (NĐ 224/2026, art. 15).
 * Short, kind, and without the applicant's own data: a message may be read by others.
 */
export interface Template {
  key: TemplateKey
  /** Ledger entries it answers. */
  entries: readonly string[]
  /** The national status code the dossier has after the entry; null when the entry leaves it as it was. */
  status: number | null
  /** The code while the dossier has no appointment yet, where it differs. */
  statusBeforeAcceptance?: number
  /** Sent only when the applicant was last told another status: steps inside one status are nobody's news. */
  onlyOnChange?: boolean
}

export interface Wording {
  subject: string
  sentences: readonly string[]
}

export type TemplateKey =
  | 'dossier.submitted'
  | 'dossier.accepted'
  | 'dossier.refused'
  | 'in-progress'
  | 'supplement.requested'
  | 'supplement.received'
  | 'duty.required'
  | 'duty.paid'
  | 'appointment.extended'
  | 'dossier.finished'
  | 'result.returned'
  | 'dossier.withdrawn'
  | 'dossier.stopped'

export const templates: readonly Template[] = [
  { key: 'dossier.submitted', entries: ['dossier.submitted'], status: 1 },
  { key: 'dossier.accepted', entries: ['dossier.accepted'], status: 2 },
  { key: 'dossier.refused', entries: ['dossier.refused'], status: 3 },
  {
    key: 'in-progress',
    entries: ['step.completed', 'step.taken', 'step.assigned', 'opinion.asked'],
    status: 4,
    statusBeforeAcceptance: 1,
    onlyOnChange: true,
  },
  { key: 'supplement.requested', entries: ['supplement.requested'], status: 5 },
  { key: 'supplement.received', entries: ['supplement.received'], status: 4, statusBeforeAcceptance: 1 },
  { key: 'duty.required', entries: ['duty.required'], status: 6 },
  { key: 'duty.paid', entries: ['duty.paid'], status: 4 },
  { key: 'appointment.extended', entries: ['appointment.extended'], status: null },
  { key: 'dossier.finished', entries: ['dossier.finished'], status: 9 },
  { key: 'result.returned', entries: ['result.returned'], status: 10 },
  { key: 'dossier.withdrawn', entries: ['dossier.withdrawn'], status: 7 },
  { key: 'dossier.stopped', entries: ['dossier.stopped'], status: 8 },
]

const byEntry = new Map(templates.flatMap((one) => one.entries.map((entry) => [entry, one] as const)))

export const templateOf = (entry: string): Template | undefined => byEntry.get(entry)

export const wordingOf = (key: TemplateKey): { vi: Wording; en: Wording } => ({
  vi: wordingVi[key],
  en: wordingEn[key],
})
