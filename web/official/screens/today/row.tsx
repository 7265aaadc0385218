import { Link } from '@tanstack/react-router'
import type { TodayRow } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { listBar } from '../../ui/bar-model.ts'
import { clearsOf } from '../../ui/clears-of.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { State } from '../../ui/marks.tsx'
import { SixMarks } from '../../ui/six-clears.tsx'
import { TimeBar } from '../../ui/time-bar.tsx'
import { localDay, timeOfDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { whenNamed } from '../../words/when.ts'
import { remaining } from '../../words/working-time.ts'
import { barSentence } from './bar-sentence.ts'
import { dueOf, isPaused } from './groups.ts'

const kindIcon: Record<TodayRow['item']['kind'], IconName> = {
  dossier: 'paper',
  task: 'task',
  report: 'report',
}

interface RowProps {
  row: TodayRow
  current: boolean
  onChoose: () => void
}

export function Row({ row, current, onChoose }: RowProps) {
  const speech = useSpeech()
  const { say, words } = speech
  const { item, step } = row
  const now = nowIso()
  const due = dueOf(row)
  const dueToday = due !== null && localDay(due) === localDay(now)
  const promised = item.appointment ?? item.answerBy
  return (
    <Link
      className={current ? 'today-row cur' : 'today-row'}
      data-row={item.id}
      to="/ho-so/$id"
      params={{ id: item.id }}
      aria-current={current ? true : undefined}
      onFocus={current ? undefined : onChoose}
    >
      <Icon name={kindIcon[item.kind]} />
      <div className="today-what">
        <b className="cut">{say(item.title)}</b>
        <span className="sm mut cut">{subline(row, speech)}</span>
      </div>
      <TimeBar
        size="small"
        stretches={listBar(row.bar, promised !== null)}
        sentence={barSentence(row, speech)}
        state={promised !== null && localDay(promised) === localDay(now) ? 'due' : undefined}
        stepEndsToday={dueToday}
      />
      <div className="today-left">
        <Left row={row} dueToday={dueToday} />
        <span className="sm mut">
          {due === null
            ? words.time.none
            : dueToday
              ? endsToday(row, due, speech)
              : whenNamed(due, speech.language)}
        </span>
      </div>
      <SixMarks clears={clearsOf(step, item.appointment, now, speech)} />
    </Link>
  )
}

function Left({ row, dueToday }: { row: TodayRow; dueToday: boolean }) {
  const { words, language } = useSpeech()
  const left = row.remaining_working_min
  if (isPaused(row)) return <State kind="wait">{words.time.paused}</State>
  if (left === null) return <span className="st" />
  const said = remaining(left, language)
  if (left < 0) return <State kind="late">{said}</State>
  return dueToday ? <State kind="due">{said}</State> : <span className="st">{said}</span>
}

type Speech = ReturnType<typeof useSpeech>

function endsToday(row: TodayRow, due: string, { words }: Speech): string {
  return row.step?.dueAt ? words.time.stepEnds(timeOfDay(due)) : `${timeOfDay(due)} ${words.time.today}`
}

function subline(row: TodayRow, { words, say }: Speech): string {
  const step = row.step ? words.today.step(row.step.no + 1, row.item.stepsTotal, say(row.step.name)) : ''
  return [row.item.applicant, step, shortCode(row.item.code)].filter(Boolean).join(', ')
}

/** The unit's part of a dossier code says nothing inside that unit: `H29.14-260210-0042` becomes `260210-0042`. */
export const shortCode = (code: string): string => code.replace(/^[\w.]+?-(?=\d{6}-)/, '')
