import { leadStep } from '../../acts/forms.ts'
import type { ProcedureStep, ProcedureView } from '../../api/procedure-types.ts'
import type { ItemView, StepView } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { unitName } from '../../ui/clears-of.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { allowText } from '../../words/allow.ts'
import { dayAndTime } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { whenShort } from '../../words/when.ts'
import { allowance } from '../../words/working-time.ts'
import { comingSteps } from './coming.ts'

/** Every step: done, open, and to come, who has it and how much of its time is used. */
export function Steps({ item, procedure }: { item: ItemView; procedure: ProcedureView | undefined }) {
  const { words } = useSpeech()
  const coming = comingSteps(item, procedure)
  const lastNo = Math.max(0, ...item.steps.map((step) => step.no))
  const lead = leadStep(item)
  return (
    <section>
      <h2>{words.item.steps}</h2>
      <ol className="steps">
        {item.steps.map((step) => (
          <Step key={step.no} step={step} current={step === lead} />
        ))}
        {coming.map((step, index) => (
          <ComingStep key={step.key} step={step} no={lastNo + 2 + index} />
        ))}
      </ol>
    </section>
  )
}

const stateMark: Record<StepView['state'], { icon: IconName; tone: string }> = {
  done: { icon: 'check', tone: 'st ok' },
  open: { icon: 'clock', tone: 'st due' },
  paused: { icon: 'pause', tone: 'st wait' },
  waiting: { icon: 'circle', tone: 'mut' },
}

function Step({ step, current }: { step: StepView; current: boolean }) {
  const { words, say, language } = useSpeech()
  const now = nowIso()
  const late = step.state !== 'done' && step.dueAt !== null && step.dueAt < now
  const mark = late ? { icon: 'late' as const, tone: 'st late' } : stateMark[step.state]
  const who = [step.person?.name ?? words.item.queue, unitName(step.unit, say)].join(', ')
  const when = step.doneAt
    ? words.item.doneAt(dayAndTime(step.doneAt))
    : step.dueAt
      ? words.item.endsAt(whenShort(step.dueAt, now, words.time.today))
      : ''
  return (
    <li className={current ? 'step cur' : 'step'}>
      <span className={mark.tone}>
        <Icon name={mark.icon} />
        <span className="vh">{words.states[step.state === 'waiting' ? 'waiting' : step.state]}</span>
      </span>
      <b>
        {step.no + 1} {say(step.name)}
        {step.duty === 'coordinate' ? <span className="den"> {words.duty[step.duty]}</span> : null}
      </b>
      <span className="nw">
        {step.worked_min === null
          ? allowance(step.allowed_min, language)
          : words.item.stepProgress(
              allowance(step.worked_min, language),
              allowance(step.allowed_min, language),
            )}
      </span>
      <span className="sm mut">{[who, when].filter(Boolean).join('; ')}</span>
    </li>
  )
}

function ComingStep({ step, no }: { step: ProcedureStep; no: number }) {
  const { words, say, language } = useSpeech()
  return (
    <li className="step">
      <span className="mut">
        <Icon name="circle" />
        <span className="vh">{words.states.waiting}</span>
      </span>
      <b>
        {no} {say(step.name)}
      </b>
      <span className="nw">{allowText(step.allow, words, language)}</span>
      <span className="sm mut">{words.roles[step.role] ?? step.role}</span>
    </li>
  )
}
