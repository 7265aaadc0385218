import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { Refusal } from '#kernel'

/** The columns of the national catalogue's two files. One that is missing or unknown is named and nothing is read. */
const procedureColumns = [
  'ma_thu_tuc',
  'ten_thu_tuc',
  'bo',
  'linh_vuc',
  'cap_thuc_hien',
  'loai_thu_tuc',
  'doi_tuong',
  'co_quan_tham_quyen',
  'co_quan_thuc_hien',
  'so_quyet_dinh',
  'url',
  'so_kenh',
  'so_thanh_phan_uoc_luong',
  'ket_qua',
] as const
const channelColumns = ['ma_thu_tuc', 'kenh', 'thoi_gian', 'don_vi', 'phi', 'tien_te', 'mo_ta'] as const

export type ProcedureRow = Record<(typeof procedureColumns)[number], string> & { line: number }
export type ChannelRow = Record<(typeof channelColumns)[number], string> & { line: number }

export interface Mistake {
  file: string
  line: number
  column: string | null
  vi: string
  en: string
}

/** The file cannot be taken as it is; every mistake with its line is in `facts.mistakes`. Nothing was loaded. */
export class ImportRefused extends Refusal {
  constructor(mistakes: Mistake[]) {
    const first = mistakes[0]!
    const at = `${first.file}:${first.line}${first.column === null ? '' : ` (${first.column})`}`
    super(
      'ImportRefused',
      {
        vi: `Không nạp dòng nào vì có ${mistakes.length} lỗi. ${at}: ${first.vi}`,
        en: `Nothing was loaded: ${mistakes.length} mistakes. ${at}: ${first.en}`,
      },
      { kind: 'invalid', field: first.column ?? 'file', facts: { mistakes: mistakes.slice(0, 1000) } },
    )
  }
}

export interface CatalogueFiles {
  procedures: ProcedureRow[]
  channels: Map<string, ChannelRow[]>
  channelRows: number
}

/** Reads both files whole, or refuses both. */
export function readCatalogue(
  procedures: { name: string; text: string },
  channels: { name: string; text: string },
): CatalogueFiles {
  const rows = readCsv(procedures, procedureColumns)
  const channelRows = readCsv(channels, channelColumns)
  const mistakes = [
    ...rows.flatMap((row) => mistakesOfRow(procedures.name, row)),
    ...repeatedCodes(procedures.name, rows),
    ...channelRows.flatMap((row) => mistakesOfChannel(channels.name, row)),
    ...orphans(channels.name, rows, channelRows),
  ]
  if (mistakes.length > 0) throw new ImportRefused(mistakes)
  const byCode = new Map<string, ChannelRow[]>()
  for (const row of channelRows) byCode.set(row.ma_thu_tuc, [...(byCode.get(row.ma_thu_tuc) ?? []), row])
  return { procedures: rows, channels: byCode, channelRows: channelRows.length }
}

function readCsv<C extends string>(
  file: { name: string; text: string },
  columns: readonly C[],
): (Record<C, string> & { line: number })[] {
  let records: { record: Record<string, string>; info: { lines: number } }[]
  try {
    records = parse(file.text, {
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
    }) as unknown as typeof records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new ImportRefused([
      {
        file: file.name,
        line: Number(error['lines'] ?? 0),
        column: null,
        vi: `CSV sai: ${error.code}.`,
        en: `Bad CSV: ${error.code}.`,
      },
    ])
  }
  checkColumns(file, columns)
  // `lines` is where the record ends; names may run over several lines.
  return records.map(({ record, info }) => ({ ...(record as Record<C, string>), line: info.lines }))
}

function checkColumns(file: { name: string; text: string }, columns: readonly string[]): void {
  const [header] = parse(file.text, { bom: true, to: 1 }) as string[][]
  const found = header ?? []
  const missing = columns.filter((column) => !found.includes(column))
  const unknown = found.filter((column) => !columns.includes(column))
  const mistakes = [
    ...missing.map((column) => ({
      file: file.name,
      line: 1,
      column,
      vi: `Thiếu cột ${column}.`,
      en: `The column ${column} is missing.`,
    })),
    ...unknown.map((column) => ({
      file: file.name,
      line: 1,
      column,
      vi: `Cột lạ ${column}.`,
      en: `The column ${column} is unknown.`,
    })),
  ]
  if (mistakes.length > 0) throw new ImportRefused(mistakes)
}

export const levelOf: ReadonlyMap<string, 'city' | 'commune' | 'ministry' | 'other'> = new Map([
  ['Cấp tỉnh', 'city'],
  ['Cấp xã', 'commune'],
  ['Cấp bộ', 'ministry'],
  ['Cơ quan khác', 'other'],
])
export const channelOf: ReadonlyMap<string, 'direct' | 'online' | 'post'> = new Map([
  ['Trực tiếp', 'direct'],
  ['Trực tuyến', 'online'],
  ['Dịch vụ bưu chính', 'post'],
])
export const unitOf: ReadonlyMap<string, 'h' | 'd' | 'wd' | 'm'> = new Map([
  ['Giờ', 'h'],
  ['Ngày', 'd'],
  ['Ngày làm việc', 'wd'],
  ['Tháng', 'm'],
])

/** Cells that hold several values separated by commas; commas inside brackets separate nothing. */
export const severalIn = (cell: string): string[] =>
  cell
    .normalize('NFC')
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function mistakesOfRow(file: string, row: ProcedureRow): Mistake[] {
  const found: Mistake[] = []
  const add = (column: string, vi: string, en: string): void => {
    found.push({ file, line: row.line, column, vi, en })
  }
  if (!/^[0-9]\.[0-9]{6}$/.test(row.ma_thu_tuc))
    add(
      'ma_thu_tuc',
      `Mã "${row.ma_thu_tuc}" không đúng dạng n.nnnnnn.`,
      `The code "${row.ma_thu_tuc}" is not n.nnnnnn.`,
    )
  if (row.ten_thu_tuc.trim() === '') add('ten_thu_tuc', 'Thiếu tên thủ tục.', 'The name is missing.')
  if (row.linh_vuc.trim() === '') add('linh_vuc', 'Thiếu lĩnh vực.', 'The field is missing.')
  for (const level of severalIn(row.cap_thuc_hien)) {
    if (!levelOf.has(level)) add('cap_thuc_hien', `Cấp lạ "${level}".`, `Unknown level "${level}".`)
  }
  if (severalIn(row.cap_thuc_hien).length === 0)
    add('cap_thuc_hien', 'Thiếu cấp thực hiện.', 'The level is missing.')
  return found
}

function mistakesOfChannel(file: string, row: ChannelRow): Mistake[] {
  const found: Mistake[] = []
  const add = (column: string, vi: string, en: string): void => {
    found.push({ file, line: row.line, column, vi, en })
  }
  if (!channelOf.has(row.kenh.normalize('NFC')))
    add('kenh', `Kênh lạ "${row.kenh}".`, `Unknown channel "${row.kenh}".`)
  if (row.don_vi !== '' && !unitOf.has(row.don_vi.normalize('NFC')))
    add('don_vi', `Đơn vị lạ "${row.don_vi}".`, `Unknown unit "${row.don_vi}".`)
  if (!/^[0-9]{0,6}$/.test(row.thoi_gian))
    add('thoi_gian', `"${row.thoi_gian}" không phải số nguyên.`, `"${row.thoi_gian}" is not a whole number.`)
  if (!/^[0-9]{0,12}$/.test(row.phi))
    add('phi', `"${row.phi}" không phải số nguyên.`, `"${row.phi}" is not a whole number.`)
  if (!/^([A-Z]{3})?$/.test(row.tien_te))
    add('tien_te', `Tiền tệ lạ "${row.tien_te}".`, `Unknown currency "${row.tien_te}".`)
  return found
}

function repeatedCodes(file: string, rows: ProcedureRow[]): Mistake[] {
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const before = seen.get(row.ma_thu_tuc)
    seen.set(row.ma_thu_tuc, before ?? row.line)
    if (before === undefined) return []
    return [
      {
        file,
        line: row.line,
        column: 'ma_thu_tuc',
        vi: `Mã ${row.ma_thu_tuc} đã có ở dòng ${before}.`,
        en: `The code ${row.ma_thu_tuc} is on line ${before} already.`,
      },
    ]
  })
}

function orphans(file: string, rows: ProcedureRow[], channels: ChannelRow[]): Mistake[] {
  const codes = new Set(rows.map((row) => row.ma_thu_tuc))
  return channels
    .filter((row) => !codes.has(row.ma_thu_tuc))
    .map((row) => ({
      file,
      line: row.line,
      column: 'ma_thu_tuc',
      vi: `Không có thủ tục ${row.ma_thu_tuc}.`,
      en: `There is no procedure ${row.ma_thu_tuc}.`,
    }))
}
