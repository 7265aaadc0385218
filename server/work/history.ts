import { dateOf, minuteOf, parseAllow, storyOf } from '#calendar'
import { permit, type Actor } from '#identity'
import { notFound, unseal, type Texts } from '#kernel'
import { readStream, type ReadEntry } from '#ledger'
import { personNames } from '#people'
import type { Item } from './item.ts'
import { touching, type ViewRow } from './item-view.ts'
import type { Office } from './office.ts'
import { promisedBy } from './pause.ts'
import { agencyOf, itemCalendar, procedureOfItem, unitRef, unitsToday } from './show.ts'
import { spansOf, type Owner } from './spans.ts'
import { itemOf, stepsAndPauses } from './store.ts'
import { timeLedger } from './time.ts'
import type { HistoryLine, StoryLineView, TimeView } from './views.ts'

const readSteps = {
  name: 'work.read-with-steps',
  text: `
    select i.*,
           ${stepsAndPauses}
      from work.items i where i.id = $1`,
}

/** The item for a reader whom the permit table lets see it. */
export async function readable(office: Office, actor: Actor, id: string, now: Date): Promise<Item> {
  const item = await getItem(office, id)
  permit(actor, 'work.read', { units: touching(item), applicant: item.account }, unitsToday(office, now))
  return item
}

export async function getItem(office: Office, id: string): Promise<Item> {
  const [row] = await office.db.rows<ViewRow>(readSteps, [id])
  if (!row) throw notFound({ vi: 'hồ sơ', en: 'The dossier' })
  return itemOf(row)
}

/** The time ledger: every minute from filing until it was closed, or until now, with its one owner. */
export async function timeOf(office: Office, item: Item, now: Date): Promise<TimeView> {
  const units = unitsToday(office, now)
  const entries = await readStream(office.db, item.id)
  const ledger = timeLedger(
    spansOf(entries, item.closed_at ?? now, agencyOf(units)),
    itemCalendar(office, units, item),
  )
  const people = await personNames(
    { db: office.db, keys: office.keys },
    ledger.parts.flatMap((part) => (part.owner.kind === 'official' && part.owner.id ? [part.owner.id] : [])),
  )
  return {
    elapsed_min: ledger.elapsed_min,
    parts: ledger.parts.map((part) => ({ ...part, owner: { ...part.owner, name: nameOf(part.owner) } })),
  }
  function nameOf(owner: Owner): string | null {
    if (owner.id === null) return null
    return owner.kind === 'official' ? (people.get(owner.id) ?? null) : unitRef(units, owner.id).name.vi
  }
}

const readWords = {
  name: 'work.read-words',
  text: 'select seq, field, sealed from work.words where item = $1 order by seq, field',
}

/** What happened, newest first, as the ledger holds it, with the words that were typed. */
export async function historyOf(office: Office, item: Item): Promise<HistoryLine[]> {
  const [entries, words] = await Promise.all([
    readStream(office.db, item.id),
    office.db.rows<{ seq: number; field: string; sealed: Buffer | null }>(readWords, [item.id]),
  ])
  const names = await personNames(
    { db: office.db, keys: office.keys },
    entries.map((entry) => entry.actor).filter((actor) => actor.length === 36),
  )
  const spoken = (seq: number): Record<string, string> =>
    Object.fromEntries(
      words
        .filter((word) => word.seq === seq)
        .map((word) => [
          word.field,
          word.sealed === null
            ? '(đã xóa)'
            : unseal(office.keys, word.sealed, `work.words/${item.id}/${seq}/${word.field}`),
        ]),
    )
  return entries.toReversed().map((entry) => ({
    at: entry.at.toISOString(),
    type: entry.type,
    text: entryTexts(entry),
    actor: names.has(entry.actor) ? { id: entry.actor, name: names.get(entry.actor)! } : null,
    position: entry.position,
    words: spoken(entry.seq),
  }))
}

const told: Record<string, Texts> = {
  'dossier.submitted': { vi: 'Nộp hồ sơ', en: 'Dossier filed' },
  'dossier.accepted': { vi: 'Tiếp nhận, hẹn trả kết quả', en: 'Accepted, appointment promised' },
  'dossier.refused': { vi: 'Từ chối tiếp nhận', en: 'Filing refused' },
  'supplement.requested': { vi: 'Yêu cầu bổ sung', en: 'Supplement requested' },
  'supplement.notice-sent': {
    vi: 'Đã gửi thông báo bổ sung, đồng hồ dừng',
    en: 'Supplement notice sent, clock paused',
  },
  'supplement.received': { vi: 'Nhận bổ sung, đồng hồ chạy lại', en: 'Supplement received, clock runs' },
  'duty.required': { vi: 'Yêu cầu nghĩa vụ tài chính, đồng hồ dừng', en: 'Payment required, clock paused' },
  'duty.paid': { vi: 'Đã nộp nghĩa vụ tài chính, đồng hồ chạy lại', en: 'Payment received, clock runs' },
  'dossier.forwarded': { vi: 'Chuyển cơ quan có thẩm quyền', en: 'Forwarded to the competent office' },
  'step.assigned': { vi: 'Giao việc', en: 'Step assigned' },
  'step.taken': { vi: 'Nhận việc', en: 'Step taken' },
  'step.released': { vi: 'Trả lại hàng chờ', en: 'Step released to the queue' },
  'step.completed': { vi: 'Hoàn thành bước', en: 'Step completed' },
  'step.returned': { vi: 'Trả lại để làm lại', en: 'Returned for rework' },
  'opinion.asked': { vi: 'Lấy ý kiến phối hợp', en: 'Opinion asked' },
  'opinion.answered': { vi: 'Nhận ý kiến phối hợp', en: 'Opinion given' },
  'appointment.extended': { vi: 'Xin lỗi và hẹn lại', en: 'Apology and new appointment' },
  'dossier.finished': { vi: 'Hoàn thành giải quyết', en: 'Finished' },
  'result.returned': { vi: 'Trả kết quả', en: 'Result returned' },
  'dossier.withdrawn': { vi: 'Người nộp rút hồ sơ', en: 'Withdrawn by the applicant' },
  'dossier.stopped': { vi: 'Dừng giải quyết', en: 'Stopped' },
  'person.erased': { vi: 'Xóa dữ liệu cá nhân theo yêu cầu', en: 'Personal data erased on request' },
  'representative.erased': {
    vi: 'Xóa dữ liệu cá nhân của người đại diện theo yêu cầu',
    en: 'Personal data of the representative erased on request',
  },
  'deadline.moved': {
    vi: 'Lịch làm việc thay đổi, hẹn trả được tính lại',
    en: 'The calendar changed, the appointment was counted again',
  },
}

export const entryTexts = (entry: Pick<ReadEntry, 'type'>): Texts =>
  told[entry.type] ?? { vi: entry.type, en: entry.type }

/** Why the appointment is what it is, sentence by sentence; empty while nothing has been promised. */
export async function calendarStory(office: Office, item: Item, now: Date): Promise<StoryLineView[]> {
  const procedure = await procedureOfItem(office, item)
  if (!procedure || item.counted_from === null) return []
  const calendar = itemCalendar(office, unitsToday(office, now), item)
  const promised = promisedBy(item, { procedure })
  const counted_from = item.counted_from
  const pauses = item.pauses
    .filter((pause) => pause.to_at === null || pause.to_at > counted_from)
    .map((pause) => ({
      kind: pause.kind,
      from: minuteOf(pause.from_at),
      to: pause.to_at ? minuteOf(pause.to_at) : null,
    }))
  const allow = promised.same_day ? { amount: 1, unit: 'working_day' as const } : parseAllow(promised.allow)
  return storyOf(calendar, { from: minuteOf(counted_from), allow, pauses }, minuteOf(now)).map((line) => ({
    kind: line.kind,
    text_vi: line.text_vi,
    text_en: line.text_en,
    until: line.until === undefined ? null : dateOf(line.until).toISOString(),
    evidence: line.evidence ?? null,
  }))
}
