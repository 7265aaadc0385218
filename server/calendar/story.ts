/** A deadline tells its own story: from which event, what was counted, what was off and by which notice, what was paused. */
import { dayIndex } from './calendar.ts'
import type { Calendar, Evidence } from './calendar.ts'
import { isWorkingDay, localIso, minutesBetween, nextWorkingMinute } from './count.ts'
import { deadline } from './deadline.ts'
import type { Period } from './deadline.ts'
import { dueAt } from './due.ts'
import { addMonths } from './minutes.ts'
import type { Minute } from './minutes.ts'
import { makeUpDays, makeUpWords, offRuns, offRunWords, weakest } from './off-days.ts'
import { pauseSteps } from './pause-steps.ts'
import type { PauseStep } from './pause-steps.ts'
import { countsDays } from './period.ts'
import { amountOf, dayList, evidenceWords, longDay, namedDay, pauseWords, shortDay } from './words.ts'
import type { Words } from './words.ts'

export type StoryKind =
  | 'received'
  | 'counted'
  | 'off'
  | 'make-up'
  | 'paused'
  | 'moved'
  | 'promised'
  | 'late'
  | 'provisional'
  | 'rule'

/** One line; `until` is where the reckoning stands after it, for lines that move it. */
export type StoryLine = {
  kind: StoryKind
  text_vi: string
  text_en: string
  until?: Minute
  evidence?: Evidence
}

/** The lines in the order of reckoning. Refuses as `dueAt` does. */
export function storyOf(calendar: Calendar, period: Period, now?: Minute): StoryLine[] {
  const { from, allow } = period
  const { due, late_from, provisional } = deadline(calendar, period, now)
  const lines: StoryLine[] = [received(calendar, period)]
  const steps = pauseSteps(calendar, period, now)
  const first_due = dueAt(calendar, from, allow)
  if (allow.unit === 'calendar_day' || allow.unit === 'month')
    lines.push(...calendarStory(calendar, period, steps, due))
  else {
    const told = new Set<number>()
    lines.push(line('counted', first_due, countedWords(calendar, period, first_due)))
    lines.push(...offLines(calendar, period, first_due, told))
    for (const step of steps) {
      lines.push(line('paused', step.due, pausedWords(calendar, step, countsDays(allow.unit))))
      lines.push(...offLines(calendar, period, step.due, told))
    }
  }
  lines.push(line('promised', due, promisedWords(calendar, due, countsDays(allow.unit))))
  const late = moment(calendar, late_from)
  lines.push(line('late', late_from, { vi: `Trễ hạn tính từ ${late.vi}`, en: `Late from ${late.en}` }))
  if (provisional) lines.push(provisionalLine(calendar))
  lines.push(ruleLine(calendar))
  return lines
}

/** The same as plain sentences; a source that is not verified is marked. */
export function storyTexts(lines: readonly StoryLine[], language: 'vi' | 'en'): string[] {
  return lines.map((one) => {
    const mark = evidenceWords(one.evidence ?? 'verified')
    return language === 'vi' ? `${one.text_vi}${mark.vi}.` : `${one.text_en}${mark.en}.`
  })
}

function line(kind: StoryKind, until: Minute | undefined, words: Words, evidence?: Evidence): StoryLine {
  return {
    kind,
    text_vi: words.vi,
    text_en: words.en,
    ...(until === undefined ? {} : { until }),
    ...(evidence ? { evidence } : {}),
  }
}

const clock = (calendar: Calendar, at: Minute): string => localIso(calendar, at).slice(11, 16)

const civilOf = (calendar: Calendar, at: Minute): number => calendar.first_civil + dayIndex(calendar, at)

/** `15:40 thứ Sáu 13/02/2026`. */
function moment(calendar: Calendar, at: Minute): Words {
  const day = namedDay(civilOf(calendar, at))
  return { vi: `${clock(calendar, at)} ${day.vi}`, en: `${clock(calendar, at)} ${day.en}` }
}

function received(calendar: Calendar, { from, allow }: Period): StoryLine {
  const at = moment(calendar, from)
  if (countsDays(allow.unit)) {
    const next = calendar.day_start[dayIndex(calendar, from) + 1]!
    const day = shortDay(civilOf(calendar, next))
    return line('received', next, {
      vi: `Nhận ${at.vi}; ngày nhận không tính, tính từ ${day}`,
      en: `Received ${at.en}; that day is not counted, counting begins on ${day}`,
    })
  }
  const start = nextWorkingMinute(calendar, from)
  if (start === from) {
    return line('received', from, {
      vi: `Nhận ${at.vi}; tính từ lúc nhận`,
      en: `Received ${at.en}; counted from then`,
    })
  }
  const why = outsideWords(calendar, from)
  const begins = moment(calendar, start)
  return line('received', start, {
    vi: `Nhận ${at.vi}, ${why.vi}; tính từ ${begins.vi}`,
    en: `Received ${at.en}, ${why.en}; counted from ${begins.en}`,
  })
}

function outsideWords(calendar: Calendar, at: Minute): Words {
  if (calendar.openings.some((opening) => opening.from <= at && at < opening.to)) {
    return {
      vi: 'trong buổi mở cửa không tính giờ làm việc',
      en: 'during an opening that is no working time',
    }
  }
  return isWorkingDay(calendar, dayIndex(calendar, at))
    ? { vi: 'ngoài giờ làm việc', en: 'outside office hours' }
    : { vi: 'vào ngày nghỉ', en: 'on a day off' }
}

function countedWords(calendar: Calendar, { from, allow }: Period, due: Minute): Words {
  const amount = amountOf(allow.amount, allow.unit)
  const day = namedDay(civilOf(calendar, due))
  if (countsDays(allow.unit)) {
    return {
      vi: `Cộng ${amount.vi}, bỏ ngày nghỉ hằng tuần và ngày lễ: đến ${day.vi}`,
      en: `Add ${amount.en}, leaving out weekly days off and holidays: to ${day.en}`,
    }
  }
  const shares: { civil: number; minutes: number }[] = []
  for (let index = dayIndex(calendar, from); index <= dayIndex(calendar, due); index++) {
    const begin = Math.max(from, calendar.day_start[index]!)
    const end = Math.min(due, calendar.day_start[index + 1]!)
    const minutes = minutesBetween(calendar, begin, end)
    if (minutes > 0) shares.push({ civil: calendar.first_civil + index, minutes })
  }
  if (shares.length > 5) {
    return {
      vi: `Cộng ${amount.vi}, qua ${shares.length} ngày làm việc: đến ${clock(calendar, due)} ${day.vi}`,
      en: `Add ${amount.en}, over ${shares.length} working days: to ${clock(calendar, due)} ${day.en}`,
    }
  }
  return {
    vi: `Cộng ${amount.vi}: ${shares.map((s) => `${s.minutes} phút ngày ${shortDay(s.civil)}`).join(', ')}`,
    en: `Add ${amount.en}: ${shares.map((s) => `${s.minutes} min on ${shortDay(s.civil)}`).join(', ')}`,
  }
}

/** Runs of days off and make-up days up to `due`, each told once. */
function offLines(calendar: Calendar, { from, allow }: Period, due: Minute, told: Set<number>): StoryLine[] {
  const first = dayIndex(calendar, from) - (countsDays(allow.unit) ? 0 : 1)
  const last = dayIndex(calendar, due)
  const lines: StoryLine[] = []
  for (const run of offRuns(calendar, first, last)) {
    if (told.has(run.first)) continue
    told.add(run.first)
    lines.push(line('off', undefined, offRunWords(calendar, run), weakest(run.marks)))
  }
  for (const { day, mark } of makeUpDays(calendar, first, last)) {
    if (told.has(day)) continue
    told.add(day)
    lines.push(line('make-up', undefined, makeUpWords(calendar, day, mark), mark.notice.evidence))
  }
  return lines
}

function pausedWords(calendar: Calendar, step: PauseStep, in_days: boolean): Words {
  const kind = pauseWords(step.pause.kind)
  const [begin, end] = [step.pause.from, step.to].map(
    (at) => `${clock(calendar, at)} ${longDay(civilOf(calendar, at))}`,
  )
  const running = step.pause.to === null
  const span: Words = {
    vi: `${begin} đến ${running ? 'nay' : end}`,
    en: `${begin} to ${running ? 'now' : end}`,
  }
  if (step.late) {
    return {
      vi: `Không cộng ${kind.vi} (${span.vi}): bắt đầu khi đã hết hạn`,
      en: `Nothing added, ${kind.en} (${span.en}): it began after the period had run out`,
    }
  }
  if (!in_days) {
    if (step.minutes === 0)
      return nothing(
        kind,
        span,
        'không có phút làm việc nào chưa tính',
        'no office minute not already counted',
      )
    return {
      vi: `Cộng ${step.minutes} phút ${kind.vi}: ${span.vi}`,
      en: `Add ${step.minutes} min, ${kind.en}: ${span.en}`,
    }
  }
  if (step.days.length === 0)
    return nothing(kind, span, 'không có trọn ngày nào chưa tính', 'no whole day not already counted')
  const list = dayList(step.days.map((day) => calendar.first_civil + day))
  return {
    vi: `Cộng ${step.days.length} ngày ${kind.vi}: ${list}`,
    en: `Add ${step.days.length} day${step.days.length === 1 ? '' : 's'}, ${kind.en}: ${list}`,
  }
}

const nothing = (kind: Words, span: Words, vi: string, en: string): Words => ({
  vi: `Không cộng ${kind.vi} (${span.vi}): ${vi}`,
  en: `Nothing added, ${kind.en} (${span.en}): ${en}`,
})

/** Periods that count every day: only a last day that is off is moved, and the story says why. */
function calendarStory(
  calendar: Calendar,
  { from, allow }: Period,
  steps: readonly PauseStep[],
  due: Minute,
): StoryLine[] {
  const event = dayIndex(calendar, from)
  let last = event + allow.amount
  if (allow.unit === 'month')
    last = addMonths(calendar.first_civil + event, allow.amount) - calendar.first_civil
  const at = (day: number): Minute | undefined => calendar.close[day]
  const amount = amountOf(allow.amount, allow.unit)
  const day = namedDay(calendar.first_civil + last)
  const lines = [
    line('counted', at(last), {
      vi: `Cộng ${amount.vi}: đến ${day.vi}`,
      en: `Add ${amount.en}: to ${day.en}`,
    }),
  ]
  for (const step of steps) {
    last += step.days.length
    lines.push(line('paused', at(last), pausedWords(calendar, step, true)))
  }
  if (last === dayIndex(calendar, due)) return lines
  const off = namedDay(calendar.first_civil + last)
  const next = namedDay(civilOf(calendar, due))
  lines.push(
    line('moved', due, {
      vi: `Ngày cuối ${off.vi} là ngày nghỉ, chuyển sang ngày làm việc tiếp theo: ${next.vi}`,
      en: `The last day, ${off.en}, is off; it moves to the next working day: ${next.en}`,
    }),
  )
  for (const run of offRuns(calendar, last - 1, last)) {
    lines.push(line('off', undefined, offRunWords(calendar, run), weakest(run.marks)))
  }
  return lines
}

function promisedWords(calendar: Calendar, due: Minute, in_days: boolean): Words {
  const at = moment(calendar, due)
  return in_days
    ? { vi: `Hẹn trả: hết giờ làm việc, ${at.vi}`, en: `Promised by the close of business, ${at.en}` }
    : { vi: `Hẹn trả: ${at.vi}`, en: `Promised by ${at.en}` }
}

function provisionalLine(calendar: Calendar): StoryLine {
  const years = calendar.provisional_years.join(', ')
  const words = {
    vi: `Lịch nghỉ năm ${years} là dự kiến; hạn có thể đổi khi có thông báo chính thức`,
    en: `The days off of ${years} are provisional; the due time may move when the official notice is out`,
  }
  return line('provisional', undefined, words, 'unverified')
}

function ruleLine(calendar: Calendar): StoryLine {
  const { citation, evidence } = calendar.counting
  return line('rule', undefined, { vi: `Cách đếm: ${citation}`, en: `Counting rule: ${citation}` }, evidence)
}
