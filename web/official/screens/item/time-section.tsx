import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { leadStep } from '../../acts/forms.ts'
import { timeQuery } from '../../api/queries.ts'
import type { Allow, ProcedureView } from '../../api/procedure-types.ts'
import type { ItemView, TimePart } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { cutAhead, isPause, largeBar, type AheadPiece } from '../../ui/bar-model.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BarKey, LabelledTimeBar } from '../../ui/time-bar.tsx'
import { allowText, drawnMinutes } from '../../words/allow.ts'
import { dayMonth, localDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { allowance, workingHours, workingTime } from '../../words/working-time.ts'
import { comingSteps } from './coming.ts'
import { Story } from './story.tsx'
import { barWords, largeBarSentence } from './bar-words.ts'
import './time.css'

interface TimeProps {
  item: ItemView
  procedure: ProcedureView | undefined
}

/** The item's time: three figures, the large bar, its key, and why the due day is what it is. */
export function TimeSection({ item, procedure }: TimeProps) {
  const { words } = useSpeech()
  const time = useQuery(timeQuery(item.id))
  const { why } = useSearch({ from: '/ho-so/$id' })
  const navigate = useNavigate({ from: '/ho-so/$id' })
  const due = item.appointment ?? item.answerBy
  const toggle = (): void =>
    void navigate({
      search: ({ why: shown, ...rest }) => (shown ? rest : { ...rest, why: 1 as const }),
      replace: true,
      resetScroll: false,
    })
  return (
    <section className="card time" aria-label={words.item.timeSection}>
      {time.data ? <Figures item={item} procedure={procedure} parts={time.data.parts} /> : null}
      <Moved item={item} />
      {time.data ? <Bar item={item} procedure={procedure} parts={time.data.parts} /> : <Skeleton rows={3} />}
      <div className="time-foot">
        <BarKey withOff />
        <button type="button" className="link inline sp" aria-expanded={why === 1} onClick={toggle}>
          {due ? words.item.whyDue(dayMonth(due)) : words.item.whyNoDue}
        </button>
      </div>
      {why === 1 ? <Story id={item.id} due={due} onClose={toggle} /> : null}
    </section>
  )
}

/** An apology moved the appointment: both are said, for lateness is measured against the first. */
function Moved({ item }: { item: ItemView }) {
  const { item: words } = useSpeech().words
  const { appointment, firstAppointment } = item
  if (appointment === null || firstAppointment === null || appointment === firstAppointment) return null
  return (
    <p className="time-moved">{words.movedAppointment(dayMonth(firstAppointment), dayMonth(appointment))}</p>
  )
}

const sumOf = (parts: readonly TimePart[], wanted: (part: TimePart) => boolean): number =>
  parts.filter(wanted).reduce((sum, part) => sum + part.working_min, 0)

function Figures({ item, procedure, parts }: TimeProps & { parts: readonly TimePart[] }) {
  const speech = useSpeech()
  const { words, language } = speech
  const from = item.acceptedAt ?? ''
  const counted = sumOf(
    parts,
    (part) => part.from >= from && !isPause(part.owner.kind) && part.owner.kind !== 'counter',
  )
  const paused = sumOf(parts, (part) => isPause(part.owner.kind))
  const split = (kind: 'applicant' | 'fee' | 'tax', say: (time: string) => string): string => {
    const minutes = sumOf(parts, (part) => part.owner.kind === kind)
    const stopped = item.pauses.some((pause) => pause.kind === kind)
    return minutes > 0 || stopped ? say(workingHours(minutes, language)) : ''
  }
  const shares = [
    split('applicant', words.item.supplement),
    split('fee', words.item.fee),
    split('tax', words.item.tax),
  ]
  const promised = procedure?.channels.find((one) => one.channel === item.channel)?.allow
  const allowed = item.acceptedAt === null || promised === undefined ? '' : allowedText(promised, speech)
  return (
    <dl className="time-figures">
      <LeftFigure item={item} />
      <div>
        <dt className="den">{allowed === '' ? words.item.countedAlone : words.item.counted(allowed)}</dt>
        <dd>
          <Link
            className="fig"
            from="/ho-so/$id"
            to="/ho-so/$id"
            search={{ tab: 'time' }}
            resetScroll={false}
          >
            {workingHours(counted, language)}
          </Link>
        </dd>
      </div>
      <div>
        <dt className="den">
          {item.pauses.length > 0
            ? words.item.notCounted(shares.filter(Boolean).join(', '))
            : words.item.notCountedNone}
        </dt>
        <dd>
          <Link
            className="fig"
            from="/ho-so/$id"
            to="/ho-so/$id"
            search={{ tab: 'time' }}
            resetScroll={false}
          >
            {workingHours(paused, language)}
          </Link>
        </dd>
      </div>
    </dl>
  )
}

/** `80 giờ (10 ngày làm việc)`; a period that is not counted in working time stands alone. */
function allowedText(allow: Allow, { words, language }: ReturnType<typeof useSpeech>): string {
  const text = allowText(allow, words, language)
  return allow.unit === 'wd' ? `${workingHours(drawnMinutes(allow), language)} (${text})` : text
}

function LeftFigure({ item }: { item: ItemView }) {
  const { words, language } = useSpeech()
  const left = item.remaining_working_min
  const running = item.pauses.find((pause) => pause.to === null)
  if (left === null) {
    return (
      <div>
        <dt className="den">
          {running
            ? words.item.pausedSince(dayMonth(running.from))
            : (words.statuses[item.status.code] ?? '')}
        </dt>
        <dd>{running ? words.states.paused : words.states.done}</dd>
      </div>
    )
  }
  return (
    <div>
      <dt className="den">{left < 0 ? words.item.over : words.item.left}</dt>
      <dd className={left < 0 ? 'st late' : undefined}>{workingTime(left, language)}</dd>
    </div>
  )
}

/** While the clock stands, what is left is what was promised less what was used. */
function leftOfPaused(
  item: ItemView,
  procedure: ProcedureView | undefined,
  parts: readonly TimePart[],
): number {
  const promised = procedure?.channels.find((one) => one.channel === item.channel)?.allow
  const from = item.acceptedAt ?? ''
  const used = sumOf(parts, (part) => part.from >= from && !isPause(part.owner.kind))
  return promised === undefined ? 0 : Math.max(0, drawnMinutes(promised) - used)
}

function Bar({ item, procedure, parts }: TimeProps & { parts: readonly TimePart[] }) {
  const speech = useSpeech()
  const { words, language, say } = speech
  const now = nowIso()
  const due = item.appointment ?? item.answerBy
  const lead = leadStep(item)
  const later = comingSteps(item, procedure).map((step): AheadPiece => ({
    minutes: drawnMinutes(step.allow),
    label: say(step.name),
    note: allowance(drawnMinutes(step.allow), language),
  }))
  const left = item.remaining_working_min ?? leftOfPaused(item, procedure, parts)
  const begun = parts.some((part) => part.step === lead?.no && part.working_min > 0)
  const current =
    begun || !lead
      ? { label: '', note: '' }
      : { label: say(lead.name), note: allowance(lead.allowed_min, language) }
  const ahead = item.acceptedAt === null ? [{ ...current, minutes: left }] : cutAhead(left, current, later)
  const finished = item.finishedAt !== null && item.finishedAt !== undefined
  const stretches = largeBar({ parts, ahead, due, finished }, barWords(item, speech)).map((one) =>
    one.label === '' ? { ...one, label: undefined } : one,
  )
  const dueLabel =
    due === null ? null : item.appointment ? words.bar.due(dayMonth(due)) : words.bar.answerBy(dayMonth(due))
  return (
    <LabelledTimeBar
      stretches={stretches}
      sentence={largeBarSentence(item, parts, speech)}
      nowLabel={words.bar.now}
      dueLabel={dueLabel}
      state={due !== null && localDay(due) === localDay(now) && !finished ? 'due' : undefined}
      stepEndsToday={lead?.dueAt !== null && lead !== undefined && localDay(lead.dueAt) === localDay(now)}
    />
  )
}
