import { permit, type Actor } from '#identity'
import { notFound } from '#kernel'
import type { UnitsOn } from '#people'
import { runningPromise, remainingMin } from './bar.ts'
import { runningPause, type Item } from './item.ts'
import { actsOn } from './acts-on.ts'
import type { Office } from './office.ts'
import {
  applicantOf,
  itemCalendar,
  namesOf,
  procedureOfItem,
  statusView,
  stepView,
  unitRef,
  unitsToday,
  type PartyRow,
} from './show.ts'
import { itemOf, stepsAndPauses } from './store.ts'
import type { ItemView } from './views.ts'

const readView = {
  name: 'work.read-view',
  text: `
    select i.*, p.kind as party_kind, p.sealed,
           ${stepsAndPauses},
           (select coalesce(json_agg(json_build_object('part', f.part, 'originals', f.originals, 'copies', f.copies, 'files', f.files) order by f.no), '[]')
              from work.papers f where f.item = i.id) as papers
      from work.items i join work.parties p on p.id = i.party where i.id = $1`,
}

interface PaperRow {
  part: string
  originals: number
  copies: number
  files: string[]
}
export type ViewRow = Parameters<typeof itemOf>[0] & PartyRow & { papers: PaperRow[] }

/** Reads an item for a screen; refuses whom the permit table does not let see it. */
export async function itemView(office: Office, actor: Actor, id: string, now: Date): Promise<ItemView> {
  const [row] = await office.db.rows<ViewRow>(readView, [id])
  if (!row) throw notFound({ vi: 'hồ sơ', en: 'The dossier' })
  const item = itemOf(row)
  const units = unitsToday(office, now)
  permit(actor, 'work.read', { units: touching(item), applicant: item.account }, units)
  return viewOf(office, item, row, actor, now, units)
}

/** Every office that has or had the item in hand. */
export const touching = (item: Item): string[] => [
  item.received_unit,
  item.competent_unit,
  item.returned_unit,
  ...item.steps.map((step) => step.unit),
]

async function viewOf(
  office: Office,
  item: Item,
  row: ViewRow,
  actor: Actor,
  now: Date,
  units: UnitsOn,
): Promise<ItemView> {
  const procedure = await procedureOfItem(office, item)
  const names = await namesOf(office, item.steps)
  const promise = runningPromise(item)
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null
  return {
    id: item.id,
    code: item.code,
    kind: item.kind,
    version: item.version,
    status: statusView(item),
    procedure: {
      code: item.procedure,
      version: item.procedure_version,
      name: procedure?.name ?? { vi: item.procedure, en: item.procedure },
    },
    channel: ({ 1: 'direct', 2: 'online', 3: 'post' } as const)[item.channel],
    units: {
      received: unitRef(units, item.received_unit),
      competent: unitRef(units, item.competent_unit),
      returned: unitRef(units, item.returned_unit),
    },
    applicant: applicantOf(office, item, row, actor, units),
    filedAt: item.filed_at.toISOString(),
    answerBy: item.answer_by.toISOString(),
    acceptedAt: iso(item.accepted_at),
    appointment: iso(item.extended_due_at ?? item.due_at),
    firstAppointment: iso(item.due_at),
    lateFrom: iso(item.late_from),
    late: isLateNow(item, now),
    finishedAt: iso(item.finished_at),
    outcome: item.outcome,
    remaining_working_min:
      promise === null || runningPause(item)
        ? null
        : remainingMin(itemCalendar(office, units, item), promise, now),
    steps: item.steps.map((step) => stepView(step, procedure, units, names)),
    pauses: item.pauses.map((pause) => ({
      kind: pause.kind,
      from: pause.from_at.toISOString(),
      to: iso(pause.to_at),
    })),
    parts: (procedure?.parts ?? []).map((part) => ({
      key: part.key,
      name: part.name,
      required: part.required,
      ...handedIn(part.key, row.papers),
    })),
    supplementRequests: item.supplement_requests,
    acts: actsOn(item, actor, units, procedure),
  }
}

/**
 * Late is measured against the first appointment, at the finish or, while it is open, now. A clock that a pause stopped in time
 * cannot run out while the pause lasts.
 */
export function isLateNow(
  item: Pick<Item, 'late_from' | 'finished_at' | 'closed_at' | 'pauses'>,
  now: Date,
): boolean {
  const { late_from } = item
  if (late_from === null) return false
  const stoppedInTime = item.pauses.some((pause) => pause.to_at === null && pause.from_at < late_from)
  return !stoppedInTime && (item.finished_at ?? item.closed_at ?? now) >= late_from
}

function handedIn(key: string, papers: readonly PaperRow[]): Omit<PaperRow, 'part'> {
  const own = papers.filter((paper) => paper.part === key)
  return {
    originals: own.reduce((sum, paper) => sum + paper.originals, 0),
    copies: own.reduce((sum, paper) => sum + paper.copies, 0),
    files: own.flatMap((paper) => paper.files),
  }
}
