import {
  canDo,
  lastSaid,
  openParty,
  runningPause,
  statusNames,
  trackingView,
  type Item,
  type Office,
} from '#work'
import { findVersion } from '#catalogue'
import { filesOfItem } from '#documents'
import type { Applicant, Inside, TrackedStep, Tracking } from '../ports.ts'
import { linkedOf } from './linked.ts'

type View = Awaited<ReturnType<typeof trackingView>>

/** The tracking page's facts. What only a party may see comes with sign-in, and only then. */
export async function tracking(
  office: Office,
  item: Item,
  by: Applicant | undefined,
  now: Date,
): Promise<Tracking> {
  const view = await trackingView(office, item, now)
  const isParty = by !== undefined && item.account === by.id
  return {
    item: item.id,
    version: item.version,
    code: item.code,
    procedure: view.procedure,
    status: { code: item.status, ...statusNames[item.status] },
    filedAt: item.filed_at,
    answerBy: item.answer_by,
    acceptedAt: item.accepted_at,
    appointment: item.extended_due_at ?? item.due_at,
    firstAppointment: item.due_at,
    finishedAt: item.finished_at,
    returnedAt: item.status === 10 ? item.closed_at : null,
    remaining_working_min: view.remaining_working_min,
    left_at_pause_min: view.left_at_pause_min,
    day_min: view.day_min,
    units: view.units,
    steps: steps(view),
    time: view.time.parts.map((part) => ({
      from: new Date(part.from),
      to: new Date(part.to),
      min: part.min,
      working_min: part.working_min,
      owner: { kind: part.owner.kind, name: part.owner.name },
    })),
    story: view.story.map((line) => ({
      text_vi: line.text_vi,
      text_en: line.text_en,
      evidence: (line.evidence ?? 'verified') as 'verified',
    })),
    apology: await apology(office, item),
    waiting: waitingFor(item),
    ended: await ending(office, item),
    hasReceipt: item.accepted_at !== null,
    linked: await linkedOf(office, item, now),
    inside: isParty ? await inside(office, item) : null,
  }
}

const steps = (view: View): TrackedStep[] => [
  ...view.lead.map((step) => ({
    no: step.no,
    name: step.name,
    state: step.state === 'done' ? ('done' as const) : ('open' as const),
    unit: step.unit.name,
    person: step.person?.name ?? null,
    openedAt: dateOr(step.openedAt),
    dueAt: dateOr(step.dueAt),
    doneAt: dateOr(step.doneAt),
    allowed_min: step.allowed_min,
    worked_min: step.worked_min ?? workedSoFar(view, step.no),
  })),
  ...view.toCome.map((step, index) => ({
    no: view.lead.length + index,
    name: step.name,
    state: 'to-come' as const,
    unit: step.unit,
    person: null,
    openedAt: null,
    dueAt: null,
    doneAt: null,
    allowed_min: 0,
    worked_min: 0,
  })),
]

const counting = ['desk', 'head', 'official', 'agency-city', 'agency-outside']

/** An open step is measured by the time ledger; what it took is stored only when it closes. */
const workedSoFar = (view: View, no: number): number =>
  view.time.parts
    .filter((part) => part.step === no && counting.includes(part.owner.kind))
    .reduce((sum, part) => sum + part.working_min, 0)

const dateOr = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** What the applicant has to do now: the act that the table of moves waits for. */
export function waitingFor(item: Item): Tracking['waiting'] {
  if (canDo('supplement', item)) return 'supplement'
  if (canDo('return', item)) return 'fetch'
  if (!canDo('pay', item)) return null
  return runningPause(item)?.kind === 'tax' ? 'tax' : 'fee'
}

async function apology(office: Office, item: Item): Promise<Tracking['apology']> {
  if (item.extensions === 0) return null
  const said = await lastSaid(office, item.id, ['appointment.extended'])
  return { reason: said?.words['reason'] ?? '', newAppointment: item.extended_due_at }
}

const endings = { 3: 'refused', 7: 'withdrawn', 8: 'stopped' } as const

async function ending(office: Office, item: Item): Promise<Tracking['ended']> {
  const kind = endings[item.status as keyof typeof endings]
  if (kind === undefined) return null
  const said = await lastSaid(office, item.id, [`dossier.${kind}`])
  return { kind, reason: said?.words['reason'] ?? '' }
}

const papers = {
  name: 'portal.papers',
  text: 'select part, files from work.papers where item = $1 order by no',
}

async function inside(office: Office, item: Item): Promise<Inside> {
  const procedure = await findVersion(office.db, item.procedure, item.procedure_version)
  const [party] = await office.db.rows<{ sealed: Buffer | null }>(
    { name: 'portal.party', text: 'select sealed from work.parties where id = $1' },
    [item.party],
  )
  const person = openParty(office.keys, item.party, party?.sealed ?? null)
  const given = await office.db.rows<{ part: string; files: string[] }>(papers, [item.id])
  const sent = new Map(
    (await filesOfItem(office.db, office.keys, item.id)).map((file) => [file.id, file.name]),
  )
  const nameOf = (key: string) =>
    procedure?.parts.find((part) => part.key === key)?.name ?? { vi: key, en: key }
  return {
    applicant: person?.applicant.name ?? '',
    notify: { channel: item.notify, to: person?.notifyTo ?? null },
    parts: given.map((paper) => ({
      key: paper.part,
      name: nameOf(paper.part),
      files: paper.files.map((id) => ({ id, name: sent.get(id) ?? nameOf(paper.part).vi })),
    })),
    supplement: canDo('supplement', item) ? await supplementAsked(office, item, nameOf) : null,
    mayWithdraw: canDo('withdraw', item),
  }
}

async function supplementAsked(
  office: Office,
  item: Item,
  nameOf: (key: string) => { vi: string; en: string },
): Promise<Inside['supplement']> {
  const said = await lastSaid(office, item.id, ['supplement.requested'])
  const missing = (said?.data['missing'] as string[] | undefined) ?? []
  return {
    missing: missing.map((key) => ({ key, name: nameOf(key), why: '' })),
    reason: said?.words['reason'] ?? '',
    guidance: said?.words['guidance'] ?? '',
  }
}
