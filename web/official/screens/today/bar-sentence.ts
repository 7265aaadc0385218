import type { TodayRow } from '../../api/types.ts'
import type { Speaking } from '../../ui/clears-of.ts'
import { dayMonth } from '../../words/dates.ts'
import { workingTime } from '../../words/working-time.ts'

/** A small bar in one sentence: who used how long, what does not count, and the end. */
export function barSentence(row: TodayRow, { words, language }: Speaking): string {
  const parts = row.bar
    .filter(
      (part) =>
        part.owner !== 'ahead' && part.owner !== 'late' && part.owner !== 'outside' && part.working_min > 0,
    )
    .map((part) => {
      const uncounted = part.owner === 'applicant' || part.owner === 'fee' || part.owner === 'tax'
      const said = `${words.bar.owners[part.owner] ?? part.owner} ${workingTime(part.working_min, language)}`
      return uncounted ? `${said}, ${words.bar.notCounted}` : said
    })
    .join('; ')
  const left = row.remaining_working_min
  const state =
    left === null
      ? ''
      : left < 0
        ? words.bar.late_by(workingTime(left, language))
        : words.bar.left(workingTime(left, language))
  const promised = row.item.appointment
    ? words.bar.due(dayMonth(row.item.appointment))
    : row.item.answerBy
      ? words.bar.answerBy(dayMonth(row.item.answerBy))
      : words.bar.noDue
  return [parts, state, promised].filter(Boolean).join('; ')
}
