import { findVersion, type ProcedureVersion } from '#catalogue'
import { may, type Actor } from '#identity'
import type { Texts } from '#kernel'
import { personNames, today, type UnitsOn } from '#people'
import { readStreams, type ReadEntry } from '#ledger'
import type { Item, Step } from './item.ts'
import { calendarOf, onItem, type Office } from './office.ts'
import { openParty, type Party } from './party.ts'
import { statusNames, type StatusCode } from './status.ts'
import type { OwnerKind } from './spans.ts'
import type { ApplicantView, StepView, UnitRef } from './views.ts'

export const statusView = (item: Pick<Item, 'status'>): { code: StatusCode } & Texts => ({
  code: item.status,
  ...statusNames[item.status],
})

export const unitRef = (units: UnitsOn, code: string): UnitRef => ({
  code,
  name: units.find(code)?.name ?? { vi: code, en: code },
})

export function stepView(
  step: Step,
  procedure: ProcedureVersion | undefined,
  units: UnitsOn,
  names: ReadonlyMap<string, string>,
): StepView {
  const planned = procedure?.process.steps.find((one) => one.key === step.key)
  const both = (vi: string, texts: Texts | undefined): Texts =>
    texts?.vi === vi ? texts : { vi, en: intakeWords[vi] ?? vi }
  return {
    no: step.no,
    key: step.key,
    name: both(step.job, planned?.name),
    person: step.person === null ? null : { id: step.person, name: names.get(step.person) ?? '' },
    unit: unitRef(units, step.unit),
    role: step.role,
    duty: step.duty,
    state: step.done_at !== null ? 'done' : step.paused_at !== null ? 'paused' : 'open',
    openedAt: step.opened_at.toISOString(),
    dueAt: step.due_at.toISOString(),
    doneAt: step.done_at?.toISOString() ?? null,
    allowed_min: step.allowed_min,
    worked_min: step.worked_min,
    responsibility: both(step.responsibility, planned?.responsibility),
    product: both(step.product, planned?.product),
    authority: step.authority,
    outcome: step.outcome,
    outcomes: planned?.next.map((next) => next.outcome) ?? [],
  }
}

/** The desk's own step and consultations are not part of a procedure's process; their English stands here. */
const intakeWords: Record<string, string> = {
  'Kiểm tra, tiếp nhận hồ sơ': 'Check and take in the dossier',
  'Kiểm tra đủ thành phần, trả lời người nộp': 'Check that it is complete, answer the applicant',
  'Giấy tiếp nhận hồ sơ và hẹn trả kết quả': 'Receipt and appointment',
  'Cho ý kiến phối hợp': 'Give an opinion',
  'Trả lời đúng nội dung được hỏi, đúng hạn': 'Answer what was asked, in time',
  'Văn bản ý kiến': 'Written opinion',
}

export const procedureOfItem = (
  office: Office,
  item: Pick<Item, 'procedure' | 'procedure_version'>,
): Promise<ProcedureVersion | undefined> => findVersion(office.db, item.procedure, item.procedure_version)

export function applicantView(party: Party | undefined, kind: string, whole: boolean): ApplicantView {
  const applicant = party?.applicant
  if (!applicant) return { name: '(đã xóa)', masked: true, kind, number: null, phone: null, address: null }
  return {
    name: whole || kind !== 'citizen' ? applicant.name : initials(applicant.name),
    masked: !whole,
    kind,
    number: applicant.number === undefined ? null : masked(applicant.number),
    phone: applicant.phone === undefined ? null : masked(applicant.phone),
    address: whole ? (applicant.address ?? null) : null,
  }
}

export const masked = (text: string): string =>
  text.length <= 5
    ? '•'.repeat(text.length)
    : `${text.slice(0, 2)}${'•'.repeat(text.length - 5)}${text.slice(-3)}`

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => `${Array.from(word)[0] ?? ''}.`)
    .join(' ')

export interface PartyRow {
  party_kind: string
  sealed: Buffer | null
}

export function applicantOf(
  office: Office,
  item: Item,
  party: PartyRow,
  actor: Actor,
  units: UnitsOn,
): ApplicantView {
  const whole = may(
    actor,
    'work.read-person',
    { ...onItem(item, 'extend', undefined, actor, units), units: [item.received_unit, item.competent_unit] },
    units,
  )
  return applicantView(openParty(office.keys, item.party, party.sealed), party.party_kind, whole)
}

/** Whether a step's unit is another agency than the competent one: a different body of the city, or one outside it. */
export const agencyOf =
  (units: UnitsOn) =>
  (unit: string, competent: string): OwnerKind | null => {
    if (units.find(unit) === undefined) return 'agency-outside'
    return units.home(unit) === units.home(competent) ? null : 'agency-city'
  }

/** Entries of several items, by item. */
export async function entriesOf(office: Office, items: readonly string[]): Promise<Map<string, ReadEntry[]>> {
  const found = new Map<string, ReadEntry[]>(items.map((id) => [id, []]))
  for (const entry of await readStreams(office.db, items)) found.get(entry.stream)?.push(entry)
  return found
}

export const namesOf = (office: Office, steps: readonly Step[]): Promise<Map<string, string>> =>
  personNames(
    { db: office.db, keys: office.keys },
    steps.flatMap((step) => step.person ?? []),
  )

export const unitsToday = (office: Office, now: Date): UnitsOn => office.tree.at(today(now))

export const itemCalendar = (office: Office, units: UnitsOn, item: Pick<Item, 'competent_unit'>) =>
  calendarOf(office, units, item.competent_unit)
