import {
  dateOf,
  minuteOf,
  openCalendars,
  packsWithNotice,
  parseAllow,
  reproject,
  type Calendars,
  type OpenDeadline,
} from '#calendar'
import { permit, type Actor } from '#identity'
import { canonical, namedUuid, sha256, type Texts } from '#kernel'
import { append } from '#ledger'
import { today } from '#people'
import { noticeStream, type Applied } from './calendar-book.ts'
import type { Change } from './change.ts'
import { asPauses, dueOf } from './deadlines.ts'
import { findLead, type Item } from './item.ts'
import { calendarOf, type Office } from './office.ts'
import { promisedBy } from './pause.ts'
import { rulesOn } from './rules.ts'
import { procedureOfItem } from './show.ts'
import { itemOf, stepsAndPauses, writeOne } from './store.ts'
import type { ViewRow } from './item-view.ts'

/** One promise that a notice moves: the appointment, or the answer to a filing. */
export interface MovedDeadline {
  item: string
  code: string
  promise: 'answer' | 'appointment'
  old: string
  new: string
  why: Texts
}

export interface NoticePreview {
  moved: MovedDeadline[]
  unchanged: number
  refused: { item: string; code: string; why: Texts }[]
}

const openPage = 500

/** Open items by the partial indexes of their open steps: the work grows with what is open, not with what exists. */
const openItems = {
  name: 'work.open-items',
  text: `
    select i.*,
           ${stepsAndPauses}
      from work.items i
     where i.id in (select item from work.steps where done_at is null and item > $1::uuid order by item limit ${openPage})
     order by i.id`,
}

/** What applying the notice would change, item by item, before anything is. */
export const previewNotice = (
  office: Office,
  actor: Actor,
  applied: Applied,
  now: Date,
): Promise<NoticePreview> => {
  permit(actor, 'calendar.apply-notice', {}, office.tree.at(today(now)))
  return reckon(office, calendarsWith(office, applied), now, async () => undefined)
}

/**
 * Applies a notice: it is journalled first, then every open promise it moves is counted again and journalled with old, new and why.
 * Doing it again moves nothing twice: each move has its key from notice and item, so an interrupted run is finished by the next.
 */
export async function applyNotice(
  office: Office,
  actor: Actor,
  applied: Applied,
  now: Date,
): Promise<NoticePreview> {
  permit(actor, 'calendar.apply-notice', {}, office.tree.at(today(now)))
  const after = calendarsWith(office, applied)
  await append(
    { db: office.db, now },
    noticeStream(office.calendar),
    [{ type: 'calendar.notice-applied', v: 1, data: applied as never }],
    actor.id,
  )
  return reckon(office, after, now, async (item, change) => {
    const key = namedUuid(`notice/${canonical(applied)}/${item.id}/${item.version}`)
    await writeOne(office, item, change, { key, bodyHash: sha256(key) }, now, actor.id)
  })
}

const calendarsWith = (office: Office, applied: Applied): Calendars =>
  openCalendars(packsWithNotice(office.book.packs(), applied.target, applied.order))

async function reckon(
  office: Office,
  after: Calendars,
  now: Date,
  write: (item: Item, change: Change) => Promise<void>,
): Promise<NoticePreview> {
  const preview: NoticePreview = { moved: [], unchanged: 0, refused: [] }
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await office.db.rows<ViewRow>(openItems, [last])
    for (const row of rows) {
      const item = itemOf(row)
      last = item.id
      const change = await movedBy(office, after, item, now, preview)
      if (change) await write(item, change)
    }
    if (rows.length === 0) return preview
  }
}

/** Counts one item again under both calendars and notes what came of it. */
async function movedBy(
  office: Office,
  after: Calendars,
  item: Item,
  now: Date,
  preview: NoticePreview,
): Promise<Change | undefined> {
  const units = office.tree.at(today(now))
  const unit = item.accepted_at === null ? item.received_unit : item.competent_unit
  const before = calendarOf(office, units, unit)
  const later = after.of(office.calendar, units.find(unit)?.hours)
  const open = await openDeadline(office, item)
  if (open === undefined) {
    preview.unchanged += 1
    return undefined
  }
  const found = reproject(before, later, [open], minuteOf(now))
  preview.unchanged += found.unchanged
  for (const one of found.refused)
    preview.refused.push({ item: item.id, code: one.code, why: { vi: one.why, en: one.why_en } })
  const [moved] = found.changes
  if (!moved) return undefined
  const promise = item.accepted_at === null ? 'answer' : 'appointment'
  const [old, next] = [dateOf(moved.old.due), dateOf(moved.new.due)]
  preview.moved.push({
    item: item.id,
    code: item.code,
    promise,
    old: old.toISOString(),
    new: next.toISOString(),
    why: { vi: moved.why, en: moved.why_en },
  })
  const lead = findLead(item)
  const step = lead
    ? [{ ...lead, due_at: dueOf(later, lead.opened_at, lead.allow, item.pauses, now).due_at }]
    : []
  return {
    status: item.status,
    set:
      promise === 'answer' ? { answer_by: next } : { due_at: next, late_from: dateOf(moved.new.late_from) },
    steps: step,
    facts: [
      {
        type: 'deadline.moved',
        v: 1,
        data: { promise, old: old.toISOString(), new: next.toISOString(), notices: moved.notices },
      },
    ],
  }
}

/** What the open promise counts; undefined for one that is kept within its own day, which no later day can move. */
async function openDeadline(office: Office, item: Item): Promise<OpenDeadline | undefined> {
  const pauses = asPauses(item.pauses)
  if (item.accepted_at === null || item.due_at === null) {
    const allow = parseAllow(rulesOn(office.rulePacks, today(item.filed_at)).answer_within)
    return { id: item.id, from: minuteOf(item.filed_at), allow, pauses, due: minuteOf(item.answer_by) }
  }
  const procedure = (await procedureOfItem(office, item))!
  const promised = promisedBy(item, { procedure })
  const allow = promised.same_day ? ({ amount: 1, unit: 'working_day' } as const) : parseAllow(promised.allow)
  const from = item.counted_from ?? item.accepted_at
  if (promised.same_day && item.due_at.getTime() - from.getTime() < 86_400_000) return undefined
  return {
    id: item.id,
    from: minuteOf(from),
    allow,
    pauses: pauses.filter((pause) => pause.to === null || pause.to > minuteOf(from)),
    due: minuteOf(item.due_at),
  }
}
