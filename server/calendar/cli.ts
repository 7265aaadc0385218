/** `./sauro due` and `./sauro elapsed`: the calendar asked from a command line. Exit code 0, 1 (no answer), 2 (wrong input). */
import { invalid, Refusal } from '#kernel'
import { need, parsePause, readFlags } from './arguments.ts'
import type { Flags } from './arguments.ts'
import type { Calendar } from './calendar.ts'
import { localIso, minutesBetween } from './count.ts'
import { deadline } from './deadline.ts'
import { loadPacks } from './load.ts'
import { parseInstant } from './minutes.ts'
import { openCalendars } from './open.ts'
import { parseAllow } from './period.ts'
import { storyOf, storyTexts } from './story.ts'

export type Io = { out: (text: string) => void; err: (text: string) => void }

const DUE_HELP = `./sauro due: hạn của một thời gian được giao, và vì sao / when an allowed time is due, and why

  --calendar NAME   hcmc, hai-phong
  --unit-type TYPE  commune, centre … (giờ làm việc riêng nếu có / own hours if any)
  --from INSTANT    2026-02-13T15:40:00+07:00 (bắt buộc có múi giờ / a zone is required)
  --allow AMOUNT    90min | 8h | 2wd (ngày làm việc) | 3d (ngày) | 1m (tháng / month)
  --pause FROM/TO   được lặp lại / may be repeated; FROM/.. = còn tạm dừng / still running (needs --now)
  --now INSTANT     chỉ cần khi còn tạm dừng / only with a running pause
  --json            {due, late_from, story, worked_min}

due: giờ hẹn trả / the promised close. late_from: phút trễ đầu tiên / the first late minute.
worked_min: số phút làm việc từ --from đến due, trừ phút tạm dừng / office minutes from --from to due, less the paused ones.`

const ELAPSED_HELP = `./sauro elapsed: bao nhiêu phút làm việc giữa hai thời điểm / office minutes between two instants

  --calendar NAME   hcmc, hai-phong
  --unit-type TYPE  commune, centre …
  --from INSTANT    2026-02-13T15:40:00+07:00
  --to INSTANT
  --json            {worked_min, calendar_min}`

/** Prints when a period is due. `io` receives whole texts without a line end. */
export async function dueCommand(argv: string[], io: Io): Promise<number> {
  return answer(argv, io, DUE_HELP, () => {
    const flags = readFlags(argv, ['--calendar', '--unit-type', '--from', '--allow', '--now'], ['--pause'])
    if (flags.help) return io.out(DUE_HELP)
    const now_text = flags.values.get('--now')?.[0]
    const period = {
      from: parseInstant(need(flags, '--from'), '--from'),
      allow: parseAllow(need(flags, '--allow')),
      pauses: (flags.values.get('--pause') ?? []).map(parsePause),
    }
    const now = now_text === undefined ? undefined : parseInstant(now_text, '--now')
    const calendar = calendarOf(flags)
    const found = deadline(calendar, period, now)
    const lines = storyOf(calendar, period, now)
    const story = storyTexts(lines, 'vi')
    const due = localIso(calendar, found.due)
    const late_from = localIso(calendar, found.late_from)
    if (flags.json) return io.out(JSON.stringify({ due, late_from, story, worked_min: found.worked_min }))
    const english = storyTexts(lines, 'en')
    io.out(`Hạn / due: ${due}`)
    io.out(`Trễ từ / late from: ${late_from}`)
    io.out(`Phút làm việc / office minutes: ${found.worked_min}`)
    story.forEach((text, i) => io.out(`- ${text}\n  ${english[i] ?? ''}`))
  })
}

/** Prints the office minutes and all minutes between two instants. */
export async function elapsedCommand(argv: string[], io: Io): Promise<number> {
  return answer(argv, io, ELAPSED_HELP, () => {
    const flags = readFlags(argv, ['--calendar', '--unit-type', '--from', '--to'])
    if (flags.help) return io.out(ELAPSED_HELP)
    const from = parseInstant(need(flags, '--from'), '--from')
    const to = parseInstant(need(flags, '--to'), '--to')
    if (to < from)
      throw invalid('--to', { vi: '--to nằm trước --from.', en: '--to lies before --from.' }, 'BackwardsSpan')
    const worked_min = minutesBetween(calendarOf(flags), from, to)
    const calendar_min = to - from
    if (flags.json) return io.out(JSON.stringify({ worked_min, calendar_min }))
    io.out(`Phút làm việc / office minutes: ${worked_min}`)
    io.out(`Tổng số phút / all minutes: ${calendar_min}`)
  })
}

function calendarOf(flags: Flags): Calendar {
  return openCalendars(loadPacks()).of(need(flags, '--calendar'), flags.values.get('--unit-type')?.[0])
}

/** A refusal that names a field is a mistake in the input (2); one that names none means there is no answer (1). */
function answer(argv: readonly string[], io: Io, help: string, run: () => void): number {
  if (argv.length === 0) {
    io.err(help)
    return 2
  }
  try {
    run()
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, field, texts } = error
    const at = field === undefined || texts.vi.startsWith(field) ? '' : `${field}: `
    if (argv.includes('--json'))
      io.err(JSON.stringify({ code, field: field ?? null, vi: texts.vi, en: texts.en }))
    else io.err(`${at}${texts.vi}\n${at}${texts.en}`)
    return field === undefined ? 1 : 2
  }
}
