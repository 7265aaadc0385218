import { fieldKey } from './names.ts'
import type { Field, FieldsPack } from './fields.ts'
import { channelOf, levelOf, severalIn, unitOf, type ChannelRow, type ProcedureRow } from './import-read.ts'
import type { Channel, DraftBody, DraftChannel, Fee, GivenTime, Level, Subject } from './types.ts'

export type Place = 'here' | 'elsewhere' | 'never'

export interface ReadProcedure {
  code: string
  line: number
  name: string
  field: Field
  fields: Field[]
  levels: string[]
  place: Place
  placeWhy: string | null
  /** Null for what is not filed here. */
  draft: DraftBody | null
  /** What a reader should know beyond what the draft lacks. */
  notes: string[]
  source: { row: Record<string, string>; channels: Record<string, string>[] }
}

/** One row of the national catalogue as a draft: what it says, never what it may have meant. Pure. */
export function readProcedure(
  row: ProcedureRow,
  channelRows: ChannelRow[],
  pack: FieldsPack,
  knownFields: ReadonlySet<string>,
): ReadProcedure {
  const levels = severalIn(row.cap_thuc_hien).map((level) => levelOf.get(level)!)
  const here = levels.filter((level): level is Level => level === 'city' || level === 'commune')
  const fields = fieldsIn(row.linh_vuc, knownFields).map((name) => pack.of(name))
  const name = oneLine(row.ten_thu_tuc)
  const [place, placeWhy] = placeOf(row, name, here)
  const channels = channelsOf(channelRows)
  const notes = notesOn(channelRows, channels)
  return {
    code: row.ma_thu_tuc,
    line: row.line,
    name,
    field: fields[0]!,
    fields,
    levels,
    place,
    placeWhy,
    draft: place === 'here' ? draftOf(row, name, fields[0]!, here, channels) : null,
    notes,
    source: { row: cells(row), channels: channelRows.map(cells) },
  }
}

/** A field's own name may hold commas; a cell is several fields only when each part is a field of its own elsewhere. */
export function fieldsIn(cell: string, known: ReadonlySet<string>): string[] {
  const whole = oneLine(cell)
  const parts = whole.split(/\s*[;|]\s*|,\s*/).filter((part) => part !== '')
  const several = parts.length > 1 && parts.every((part) => known.has(fieldKey(part)))
  return several ? parts : [whole]
}

function placeOf(row: ProcedureRow, name: string, here: Level[]): [Place, string | null] {
  const complaint =
    /^(thủ tục )?giải quyết (khiếu nại|tố cáo)/i.test(name) ||
    /^khiếu nại|^tố cáo/i.test(oneLine(row.linh_vuc))
  if (complaint) return ['never', 'Khiếu nại, tố cáo giải quyết theo luật riêng, không nộp tại một cửa.']
  if (here.length > 0) return ['here', null]
  const agency = oneLine(row.co_quan_thuc_hien)
  const where = agency === '' || agency === 'Không có thông tin' ? '' : ` Nơi thực hiện: ${agency}.`
  return [
    'elsewhere',
    `Thực hiện tại ${oneLine(row.cap_thuc_hien).toLowerCase()}, không nộp tại thành phố.${where}`,
  ]
}

function draftOf(
  row: ProcedureRow,
  name: string,
  field: Field,
  levels: Level[],
  channels: DraftChannel[],
): DraftBody {
  const source = {
    text: `Cơ sở dữ liệu quốc gia về thủ tục hành chính, ${oneLine(row.so_quyet_dinh)}`,
    url: row.url || null,
    evidence: 'secondary' as const,
  }
  return {
    code: row.ma_thu_tuc,
    name: { vi: name, en: '' },
    field: field.key,
    levels,
    legalBasis: [],
    channels,
    parts: [],
    subjects: subjectsOf(row.doi_tuong),
    result: { vi: resultOf(row.ket_qua), en: '' },
    onlineLevel: channels.some((channel) => channel.channel === 'online') ? 'full' : 'none',
    partialReason: null,
    sameDay: false,
    cutOff: null,
    afterSupplement: 'resume',
    financialDuty: 'none',
    competent: levels.length === 1 && levels[0] === 'commune' ? { level: 'commune' } : null,
    process: null,
    sources: [
      { about: 'name', ...source },
      { about: 'channels', ...source },
      {
        about: 'onlineLevel',
        text: 'Danh mục không ghi mức độ trực tuyến; toàn trình là mặc định của NĐ 224/2026, điều 14',
        url: null,
        evidence: 'unverified',
      },
    ],
  }
}

const order: Channel[] = ['direct', 'online', 'post']

export function channelsOf(rows: ChannelRow[]): DraftChannel[] {
  return order.flatMap((channel) => {
    const own = rows.filter((row) => channelOf.get(row.kenh.normalize('NFC')) === channel)
    return own.length === 0
      ? []
      : [{ channel, allow: timeOf(own), fees: feesOf(own), given: own.map(givenOf) }]
  })
}

const givenOf = (row: ChannelRow): GivenTime => ({
  amount: row.thoi_gian === '' ? null : Number(row.thoi_gian),
  unit: unitOf.get(row.don_vi.normalize('NFC')) ?? null,
  note: oneLine(row.mo_ta),
})

/**
 * The time of a channel when the source leaves no doubt: one row, or rows that differ in their fee alone. Several times, or the same
 * time for different things, may be stages that add up or cases that exclude each other; the file does not say which.
 */
function timeOf(rows: ChannelRow[]): DraftChannel['allow'] {
  const [first] = rows.map(givenOf)
  if (!first || first.amount === null || first.amount === 0 || first.unit === null) return null
  const one = rows.every((row) => row.thoi_gian === rows[0]!.thoi_gian && row.don_vi === rows[0]!.don_vi)
  const fees = new Set(rows.map((row) => `${row.phi} ${row.tien_te}`)).size
  const texts = new Set(rows.map((row) => row.mo_ta)).size
  const differInFee = fees === rows.length
  return one && (differInFee || texts === 1) ? { amount: first.amount, unit: first.unit } : null
}

/** Number and currency as the file has them. "Free" beside "the People's Council decides" is no amount. */
function feesOf(rows: ChannelRow[]): Fee[] {
  const fees = rows.flatMap((row): Fee[] => {
    if (row.phi === '' || row.tien_te === '')
      return decidedElsewhere(row) ? [{ amount: null, currency: 'VND', note: oneLine(row.mo_ta) }] : []
    const unsure = Number(row.phi) === 0 && decidedElsewhere(row)
    return [{ amount: unsure ? null : Number(row.phi), currency: row.tien_te, note: oneLine(row.mo_ta) }]
  })
  return fees.filter(
    (fee, index) => fees.findIndex((other) => JSON.stringify(other) === JSON.stringify(fee)) === index,
  )
}

const decidedElsewhere = (row: ChannelRow): boolean =>
  /HĐND|Hội đồng nhân dân/i.test(row.mo_ta.normalize('NFC'))

function notesOn(rows: ChannelRow[], channels: DraftChannel[]): string[] {
  const notes: string[] = []
  const currencies = new Set(rows.map((row) => row.tien_te).filter((currency) => currency !== ''))
  if (currencies.size > 1) notes.push('fees-in-two-currencies')
  if (rows.some(decidedElsewhere)) notes.push('fee-decided-by-peoples-council')
  const times = new Set(
    channels.flatMap((channel) => (channel.allow ? [`${channel.allow.amount}${channel.allow.unit}`] : [])),
  )
  if (times.size > 1) notes.push('time-differs-by-channel')
  if (channels.some((channel) => channel.allow === null && channel.given.length > 1))
    notes.push('time-by-stage-or-case')
  if (channels.some((channel) => channel.given.some((time) => time.amount !== null && time.unit === null)))
    notes.push('number-without-unit')
  return notes
}

const subjectWords: [RegExp, Subject][] = [
  [/^(công dân|người|cán bộ|công chức|viên chức|đảng viên)/i, 'citizen'],
  [/^(doanh nghiệp|hợp tác xã)/i, 'business'],
  [/^tổ chức/i, 'organisation'],
]

export const subjectsOf = (cell: string): Subject[] => [
  ...new Set(
    severalIn(cell).flatMap((word) =>
      subjectWords.filter(([pattern]) => pattern.test(word)).map(([, subject]) => subject),
    ),
  ),
]

/** Results run together in one cell, each followed by its code `Mã: KQ.…` and sometimes by key words. */
export const resultOf = (cell: string): string =>
  oneLine(cell)
    .split(/Mã: KQ\.[A-Z0-9]+\.[0-9]+/)
    .map((part) => part.replace(/Từ khóa.*$/, '').replace(/^[\s.;-]+|[\s.;-]+$/g, ''))
    .filter((part) => part !== '')
    .join('; ')

const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** The cells as they were read; where a line stands in the file is no part of them. */
function cells({ line: _line, ...row }: ProcedureRow | ChannelRow): Record<string, string> {
  return row
}
