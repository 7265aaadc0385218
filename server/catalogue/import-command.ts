import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal, invalid, systemClock, uuidv7, type Clock, type Context } from '#kernel'
import { importProcedures, type ImportReport } from './import.ts'

export interface Io {
  out: (text: string) => void
  err: (text: string) => void
}

/** Opens the installation; called only once the words are understood. Whoever passes it also closes it. */
export type Open = () => Promise<Pick<Context, 'db' | 'keys'>>

const help = `./sauro import procedures: nạp danh mục thủ tục quốc gia / load the national catalogue of procedures

  ./sauro import procedures FILE --channels FILE [--json] [--report FILE]

  FILE             procedures.csv
  --channels FILE  procedure_channels.csv
  --report FILE    ghi báo cáo đầy đủ (JSON) / write the whole report
  --json           in báo cáo đầy đủ / print the whole report

Nạp tất cả hoặc không nạp gì. Không đoán thời hạn hay đơn vị: thiếu thì thành bản nháp có ghi chỗ thiếu.
All or nothing. No time or unit is guessed: what lacks one becomes a draft that names what is missing.`

/** Exit code 0 loaded, 1 refused by what the files hold, 2 wrong words. */
export async function importProceduresCommand(
  argv: string[],
  io: Io,
  open: Open,
  clock: Clock = systemClock,
): Promise<number> {
  const json = argv.includes('--json')
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(help)
    return 0
  }
  try {
    const words = readWords(argv)
    const [procedures, channels] = await Promise.all([readText(words.file), readText(words.channels)])
    const report = await load(open, clock(), procedures, channels)
    if (words.report !== undefined) await writeFile(words.report, `${JSON.stringify(report, null, 2)}\n`)
    io.out(json ? JSON.stringify(report) : summaryOf(report))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    io.err(
      json
        ? JSON.stringify({ code: error.code, ...error.texts, facts: error.facts ?? null })
        : complaintOf(error),
    )
    return error.code === 'ImportRefused' ? 1 : 2
  }
}

interface Words {
  file: string
  channels: string
  report: string | undefined
}

function readWords(argv: string[]): Words {
  const values = new Map<string, string>()
  const loose: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!
    if (word === '--json') continue
    if (!word.startsWith('--')) {
      loose.push(word)
      continue
    }
    const [name, inline] = word.split('=', 2) as [string, string | undefined]
    if (name !== '--channels' && name !== '--report') throw unknownWord(word)
    const value = inline ?? argv[++index]
    if (value === undefined || value.startsWith('--')) throw needsValue(name)
    values.set(name, value)
  }
  const [file, extra] = loose
  if (file === undefined) throw needsValue('FILE')
  if (extra !== undefined) throw unknownWord(extra)
  const channels = values.get('--channels')
  if (channels === undefined) throw needsValue('--channels')
  return { file, channels, report: values.get('--report') }
}

const unknownWord = (word: string): Refusal =>
  invalid(
    word,
    { vi: `Không hiểu "${word}"; xem --help.`, en: `"${word}" is not understood; see --help.` },
    'UnknownOption',
  )
const needsValue = (name: string): Refusal =>
  invalid(name, { vi: `Thiếu ${name}; xem --help.`, en: `${name} is missing; see --help.` }, 'MissingOption')

async function readText(path: string): Promise<{ name: string; text: string }> {
  try {
    return { name: basename(path), text: await readFile(path, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw invalid(
      'FILE',
      { vi: `Không đọc được ${path} (${code}).`, en: `${path} cannot be read (${code}).` },
      'FileUnreadable',
    )
  }
}

async function load(
  open: Open,
  now: Date,
  procedures: { name: string; text: string },
  channels: { name: string; text: string },
): Promise<ImportReport> {
  const { db, keys } = await open()
  const cx = { db, keys, now, requestId: uuidv7(now) }
  return importProcedures(cx, { procedures, channels, by: 'command-line' })
}

/** The mistakes of a refused file, the first forty with their lines. */
function complaintOf(error: Refusal): string {
  const mistakes = (error.facts?.['mistakes'] ?? []) as {
    file: string
    line: number
    column: string | null
    vi: string
    en: string
  }[]
  const lines = mistakes.slice(0, 40).map((one) => `  ${one.file}:${one.line} ${one.vi} / ${one.en}`)
  return [error.texts.vi, error.texts.en, ...lines].join('\n')
}

const noteTexts: Record<string, string> = {
  'time-differs-by-channel': 'thời hạn khác nhau theo kênh / time differs by channel',
  'time-by-stage-or-case': 'nhiều mốc thời gian trong một kênh / several times in one channel',
  'number-without-unit': 'có số, không có đơn vị / a number without a unit',
  'fee-decided-by-peoples-council': 'phí do HĐND quyết định / fee decided by the People’s Council',
  'fees-in-two-currencies': 'phí bằng hai loại tiền / fees in two currencies',
}

function summaryOf(report: ImportReport): string {
  const { outcomes, places, read } = report
  const nothing = outcomes.unchanged === read.procedures
  const count = (counts: Record<string, number>, name: (key: string) => string): string[] =>
    Object.entries(counts).map(([key, value]) => `  ${String(value).padStart(5)}  ${name(key)}`)
  return [
    `Đã đọc ${read.procedures} thủ tục, ${read.channels} dòng kênh / read ${read.procedures} procedures, ${read.channels} channel rows`,
    nothing
      ? 'Không có gì thay đổi so với lần nạp trước / nothing has changed since the last load'
      : `mới ${outcomes.new}, thay đổi ${outcomes.changed}, không đổi ${outcomes.unchanged}, giữ bản đang sửa ${outcomes.kept}, đã công bố ${outcomes.published} / new, changed, unchanged, kept, published`,
    `Nộp tại thành phố / filed here: ${places.here}; nơi khác / elsewhere: ${places.elsewhere}; không nộp một cửa / never: ${places.never}`,
    'Bản nháp còn thiếu / drafts lack:',
    ...count(report.lacks, (key) => key),
    'Lưu ý / notes:',
    ...count(report.notes, (key) => noteTexts[key] ?? key),
    ...(report.absent.length > 0
      ? [`Không có trong tệp này, vẫn giữ / absent, kept: ${report.absent.length}`]
      : []),
  ].join('\n')
}
