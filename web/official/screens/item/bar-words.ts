import type { ItemView, TimePart } from '../../api/types.ts'
import { isPause, joined, type BarWords } from '../../ui/bar-model.ts'
import type { Speaking } from '../../ui/clears-of.ts'
import { dayMonth } from '../../words/dates.ts'
import { daysOff } from '../../words/when.ts'
import { allowance, workingTime } from '../../words/working-time.ts'

const stepName = (item: ItemView, no: number | null, { say }: Speaking): string =>
  say(item.steps.find((step) => step.no === no)?.name)

function offText(part: TimePart, { words }: Speaking): string {
  const { first, last } = daysOff(part.from, part.to)
  return words.bar.offDays(first, last)
}

/** What stands under a stretch: the step or the reason of the pause, then who and how long. */
export function barWords(item: ItemView, speaking: Speaking): BarWords {
  const { words, language } = speaking
  return {
    owner: (part) => {
      const owner = words.bar.owners[part.owner.kind] ?? ''
      const step = stepName(item, part.step, speaking)
      const label = isPause(part.owner.kind) || step === '' ? owner : step
      const who = part.owner.name ?? ''
      return { label, note: [who, allowance(part.working_min, language)].filter(Boolean).join(', ') }
    },
    off: (part) => offText(part, speaking),
  }
}

/** The large bar in one sentence: everything it shows, in order. */
export function largeBarSentence(item: ItemView, parts: readonly TimePart[], speaking: Speaking): string {
  const { words, language } = speaking
  const said = joined(parts).map((part) => {
    if (part.owner.kind === 'outside') return offText(part, speaking)
    const who = part.owner.name ?? words.bar.owners[part.owner.kind] ?? ''
    const time = workingTime(part.working_min, language)
    return isPause(part.owner.kind) ? `${who} ${time}, ${words.bar.notCounted}` : `${who} ${time}`
  })
  const left = item.remaining_working_min
  if (left !== null)
    said.push(
      left < 0 ? words.bar.late_by(workingTime(left, language)) : words.bar.left(workingTime(left, language)),
    )
  const end = item.appointment
    ? words.bar.due(dayMonth(item.appointment))
    : item.answerBy
      ? words.bar.answerBy(dayMonth(item.answerBy))
      : words.bar.noDue
  return words.bar.sentence(said.join('; '), end)
}
