import { splitByOffice, minuteOf, workingDaysBetween, type Calendar } from '#calendar'
import { unseal } from '#kernel'
import { runningPromise, remainingMin } from './bar.ts'
import { calendarStory, timeOf } from './history.ts'
import { runningPause, type Item } from './item.ts'
import type { Office } from './office.ts'
import { itemCalendar, namesOf, procedureOfItem, stepView, unitRef, unitsToday } from './show.ts'

/** What anybody with code and secret may see: state, times, offices and officials; no party's name, no paper. */
export async function trackingView(office: Office, item: Item, now: Date) {
  const units = unitsToday(office, now)
  const calendar = itemCalendar(office, units, item)
  const [procedure, names, time, story] = await Promise.all([
    procedureOfItem(office, item),
    namesOf(office, item.steps),
    timeOf(office, item, now),
    calendarStory(office, item, now),
  ])
  const promise = runningPromise(item)
  const pause = runningPause(item)
  const lead = item.steps
    .filter((step) => step.duty !== 'coordinate')
    .map((step) => stepView(step, procedure, units, names))
  const done = new Set(lead.map((step) => step.key))
  const toCome = (procedure?.process.steps ?? [])
    .filter(
      (step) =>
        step.kind !== 'return' &&
        step.duty !== 'coordinate' &&
        !done.has(step.key) &&
        item.finished_at === null &&
        item.closed_at === null,
    )
    .map((step) => ({ name: step.name, unit: unitRef(units, item.competent_unit).name }))
  return {
    procedure: { code: item.procedure, name: procedure?.name ?? { vi: item.procedure, en: item.procedure } },
    remaining_working_min: promise === null || pause ? null : remainingMin(calendar, promise, now),
    /** While it waits: what was left when the waiting began, which is what will be left when it goes on. */
    left_at_pause_min: promise === null || !pause ? null : remainingMin(calendar, promise, pause.from_at),
    day_min: dayMin(calendar, now),
    units: {
      received: unitRef(units, item.received_unit).name,
      competent: unitRef(units, item.competent_unit).name,
      returned: unitRef(units, item.returned_unit).name,
    },
    lead,
    toCome,
    time,
    story,
  }
}

/** Office minutes of the working day at or after `now`: turns minutes into days in words. */
function dayMin(calendar: Calendar, now: Date): number {
  const at = minuteOf(now)
  for (let days = 0; days < 14; days += 1) {
    const from = at + days * 1440
    if (workingDaysBetween(calendar, from - 1440, from) === 0) continue
    const worked = splitByOffice(calendar, from - 1440, from).reduce(
      (sum, part) => sum + (part.kind === 'working' ? part.to - part.from : 0),
      0,
    )
    if (worked > 0) return worked
  }
  return 480
}

const lastWords = {
  name: 'work.last-words',
  text: `select w.seq, w.field, w.sealed, (e.body ->> 'type') as type, e.body -> 'data' as data
           from work.words w join ledger.entries e on e.stream = w.item and e.seq = w.seq
          where w.item = $1 and (e.body ->> 'type') = any($2::text[]) order by w.seq desc`,
}

export interface SaidWords {
  type: string
  data: Record<string, unknown>
  words: Record<string, string>
}

/** What was said with the latest fact of one of these kinds: the reason of a refusal, what a supplement asks for. */
export async function lastSaid(
  office: Office,
  item: string,
  types: readonly string[],
): Promise<SaidWords | undefined> {
  const rows = await office.db.rows<{
    seq: number
    field: string
    sealed: Buffer | null
    type: string
    data: Record<string, unknown>
  }>(lastWords, [item, types])
  const first = rows[0]
  if (!first) return undefined
  const words = rows
    .filter((row) => row.seq === first.seq)
    .map((row) => [
      row.field,
      row.sealed === null
        ? ''
        : unseal(office.keys, row.sealed, `work.words/${item}/${row.seq}/${row.field}`),
    ])
  return { type: first.type, data: first.data, words: Object.fromEntries(words) as Record<string, string> }
}
