import { reach, type Actor } from '#identity'
import { barOf, remainingMin } from './bar.ts'
import { cursorOf, keyOf, pageRows } from './cursor.ts'
import type { Item, Step } from './item.ts'
import { actsOn } from './acts-on.ts'
import { calendarOf, type Office } from './office.ts'
import {
  agencyOf,
  applicantOf,
  entriesOf,
  namesOf,
  procedureOfItem,
  statusView,
  stepView,
  unitsToday,
  type PartyRow,
} from './show.ts'
import { itemOf, stepsAndPauses } from './store.ts'
import type { WorkPage, WorkRow } from './views.ts'

/** Open steps in the order in which they become due: the person's own, or those that wait in the queues the person may take from. */
const ownSteps = {
  name: 'work.own-steps',
  text: `select item, no, due_at from work.steps
          where person = $1 and done_at is null and paused_at is null and (due_at, item) > ($2::timestamptz, $3::uuid)
          order by due_at, item limit ${pageRows + 1}`,
}
const queuedSteps = {
  name: 'work.queued-steps',
  text: `select s.item, s.no, s.due_at
           from unnest($1::text[]) u(unit)
          cross join lateral (
            select item, no, due_at from work.steps
             where unit = u.unit and person is null and role = any($4::text[]) and done_at is null and paused_at is null
               and (due_at, item) > ($2::timestamptz, $3::uuid)
             order by due_at, item limit ${pageRows + 1}) s
          order by s.due_at, s.item limit ${pageRows + 1}`,
}
/** The person's own whose clock stands still, and those of the queues that nobody holds: else nobody would see them. */
const pausedSteps = {
  name: 'work.paused-steps',
  text: `select item, no, due_at from (
           (select item, no, due_at from work.steps
             where person = $1 and done_at is null and paused_at is not null and item > $3::uuid
             order by item limit ${pageRows + 1})
           union all
           (select s.item, s.no, s.due_at
              from unnest($4::text[]) u(unit)
             cross join lateral (
               select item, no, due_at from work.steps
                where unit = u.unit and person is null and role = any($5::text[]) and done_at is null and paused_at is not null
                  and item > $3::uuid
                order by item limit ${pageRows + 1}) s)) paused
          where $2::timestamptz is not null order by item limit ${pageRows + 1}`,
}

export const readRows = {
  name: 'work.read-rows',
  text: `
    select i.*, p.kind as party_kind, p.sealed,
           ${stepsAndPauses}
      from work.items i join work.parties p on p.id = i.party where i.id = any($1::uuid[])`,
}

export type ListRow = Parameters<typeof itemOf>[0] & PartyRow

export type Which = 'mine' | 'queue' | 'paused'

export async function todayPage(
  office: Office,
  actor: Actor,
  which: Which,
  cursor: string | undefined,
  now: Date,
): Promise<WorkPage> {
  const from = cursorOf(cursor)
  const units = unitsToday(office, now)
  const queues = [reach(actor, 'work.take', units).units, actor.posts.map((post) => post.role)]
  const open = await stepsOf(office, which, actor, from, queues)
  const page = open.slice(0, pageRows)
  const rows = await workRows(office, actor, page, now)
  const last = page.at(-1)
  return {
    now: now.toISOString(),
    rows,
    next: open.length > pageRows && last ? keyOf(last.due_at, last.item) : null,
  }
}

function stepsOf(
  office: Office,
  which: Which,
  actor: Actor,
  from: { at: Date | string; id: string },
  [reached, roles]: string[][],
): Promise<OpenStep[]> {
  switch (which) {
    case 'mine':
      return office.db.rows<OpenStep>(ownSteps, [actor.id, from.at, from.id])
    case 'queue':
      return office.db.rows<OpenStep>(queuedSteps, [reached, from.at, from.id, roles])
    case 'paused':
      return office.db.rows<OpenStep>(pausedSteps, [actor.id, from.at, from.id, reached, roles])
  }
}

export interface OpenStep {
  item: string
  no: number
  due_at: Date
}

/** Rows for a list of open steps: items, entries and names of the page, each read once. */
export async function workRows(
  office: Office,
  actor: Actor,
  steps: readonly OpenStep[],
  now: Date,
): Promise<WorkRow[]> {
  if (steps.length === 0) return []
  const ids = [...new Set(steps.map((step) => step.item))]
  const [rows, entries] = await Promise.all([
    office.db.rows<ListRow>(readRows, [ids]),
    entriesOf(office, ids),
  ])
  const items = new Map(rows.map((row) => [row.id, { row, item: itemOf(row) }]))
  const names = await namesOf(
    office,
    rows.flatMap((row) => itemOf(row).steps),
  )
  const shown = await Promise.all(
    steps.map(async ({ item: id, no }) => {
      const found = items.get(id)
      if (!found) return undefined
      const step = found.item.steps.find((one) => one.no === no)
      return workRow(office, actor, found.item, found.row, step, entries.get(id) ?? [], names, now)
    }),
  )
  return shown.filter((row) => row !== undefined)
}

async function workRow(
  office: Office,
  actor: Actor,
  item: Item,
  row: ListRow,
  step: Step | undefined,
  entries: Parameters<typeof barOf>[1],
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<WorkRow> {
  const units = unitsToday(office, now)
  const procedure = await procedureOfItem(office, item)
  const calendar = calendarOf(office, units, step?.unit ?? item.competent_unit)
  return {
    item: {
      id: item.id,
      code: item.code,
      kind: item.kind,
      version: item.version,
      title: procedure?.name ?? { vi: item.procedure, en: item.procedure },
      applicant: applicantOf(office, item, row, actor, units).name,
      status: statusView(item),
      answerBy: item.answer_by.toISOString(),
      appointment: (item.extended_due_at ?? item.due_at)?.toISOString() ?? null,
      stepsTotal: (procedure?.process.steps.length ?? 0) + 1,
      acts: actsOn(item, actor, units, procedure),
    },
    step: step ? stepView(step, procedure, units, names) : null,
    remaining_working_min: step && step.paused_at === null ? remainingMin(calendar, step.due_at, now) : null,
    bar: barOf(item, entries, calendarOf(office, units, item.competent_unit), now, agencyOf(units)),
  }
}
