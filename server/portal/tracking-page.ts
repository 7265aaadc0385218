/** Turns what is known of a dossier into what its page says: title, state, who holds it, what to do. Pure. */
import { timeBar, type TimeBar } from './timebar.ts'
import { isLate, whyLateOf } from './why-late.ts'
import type { Page } from './page.ts'
import type { TrackedStep, Tracking } from './ports.ts'

export interface TrackingPage {
  title: string
  state: { kind: 'ok' | 'due' | 'late' | 'wait'; words: string; more: string }
  box: { title: string; holder: string; act: string }
  bar: { bar: TimeBar; label: string; ends: { text: string; strong: boolean }[] }
  notCounted: string | null
  /** Whose minutes made it late, sentence by sentence; empty while it is on time. */
  whyLate: string[]
  steps: { name: string; state: TrackedStep['state']; when: string; who: string }[]
}

export function trackingPage(page: Page, tracking: Tracking, now: Date): TrackingPage {
  return {
    title: titleOf(page, tracking),
    state: stateOf(page, tracking, now),
    box: boxOf(page, tracking),
    whyLate: whyLateOf(page, tracking),
    bar: barOf(page, tracking, now),
    notCounted: notCountedOf(page, tracking),
    steps: tracking.steps.map((step) => stepOf(page, step)),
  }
}

function titleOf({ say, format }: Page, tracking: Tracking): string {
  if (tracking.ended) return say(`track.title.${tracking.ended.kind}`)
  if (tracking.returnedAt) return say('track.title.returned', { day: format.weekday(tracking.returnedAt) })
  if (tracking.finishedAt) return say('track.title.finished')
  if (tracking.appointment)
    return say('track.title.appointment', { day: format.weekday(tracking.appointment) })
  if (tracking.answerBy) return say('track.title.answer', { moment: format.moment(tracking.answerBy) })
  return say('track.title.filed')
}

function stateOf({ say, format }: Page, tracking: Tracking, now: Date): TrackingPage['state'] {
  // Reasons are words that people typed: they may name somebody, so only a party reads them.
  const endReason = tracking.inside ? (tracking.ended?.reason ?? '') : say('track.more.sign-in')
  if (tracking.ended)
    return { kind: 'wait', words: say(`track.state.${tracking.ended.kind}`), more: endReason }
  const first = tracking.firstAppointment ?? tracking.appointment
  if (tracking.finishedAt) {
    const late = first !== null && tracking.finishedAt > first
    const when = { day: format.date(tracking.finishedAt) }
    return late
      ? { kind: 'late', words: say('track.state.finished-late'), more: say('track.more.finished', when) }
      : { kind: 'ok', words: say('track.state.finished'), more: say('track.more.finished', when) }
  }
  const overdue = isLate(tracking)
  if (tracking.waiting && tracking.waiting !== 'fetch') {
    const words = say(`track.state.${overdue ? 'late-' : ''}${tracking.waiting}`)
    return { kind: overdue ? 'late' : 'wait', words, more: say('track.more.paused') }
  }
  const left = tracking.remaining_working_min
  if (left === null) return { kind: 'wait', words: say('track.state.no-clock'), more: '' }
  const length = format.working(left, tracking.day_min)
  if (left < 0)
    return { kind: 'late', words: say('track.state.late'), more: say('track.more.late', { length }) }
  const due = tracking.appointment ?? tracking.answerBy
  const today = due !== null && format.date(due) === format.date(now)
  return today
    ? { kind: 'due', words: say('track.state.due'), more: say('track.more.left', { length }) }
    : { kind: 'ok', words: say('track.state.ok'), more: say('track.more.left', { length }) }
}

function boxOf(page: Page, tracking: Tracking): TrackingPage['box'] {
  const { say } = page
  const at = tracking.steps.findIndex((step) => step.state === 'open')
  const step = tracking.steps[at]
  const act = say(
    `track.act.${tracking.ended ? tracking.ended.kind : (tracking.waiting ?? actWhenNothingWaits(tracking))}`,
  )
  if (!step) {
    const unit = page.pick(tracking.finishedAt ? tracking.units.returned : tracking.units.received)
    const title = tracking.ended
      ? 'ended'
      : tracking.returnedAt
        ? 'returned'
        : tracking.finishedAt
          ? 'finished'
          : 'desk'
    return { title: say(`track.box.${title}`), holder: say(`track.holder.${title}`, { unit }), act }
  }
  const title = say('track.box.step', {
    at: at + 1,
    of: tracking.steps.length,
    name: lowerFirst(page.pick(step.name)),
  })
  const unit = page.pick(step.unit)
  const holder = step.person
    ? say('track.holder.person', { person: step.person.replace(/^(Ông|Bà) /, lowerFirst), unit })
    : say('track.holder.unit', { unit })
  return { title, holder, act }
}

const actWhenNothingWaits = (tracking: Tracking): string => (tracking.returnedAt ? 'returned' : 'none')

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function barOf(page: Page, tracking: Tracking, now: Date): TrackingPage['bar'] {
  const { say, format } = page
  const due = tracking.appointment ?? tracking.answerBy
  const sum = (kinds: string[]): string =>
    format.working(
      tracking.time
        .filter((part) => kinds.includes(part.owner.kind))
        .reduce((total, part) => total + part.working_min, 0),
      tracking.day_min,
    )
  const label = say('track.bar.label', {
    office: sum(['desk', 'head', 'official', 'agency-city', 'agency-outside']),
    waiting: sum(['applicant', 'fee', 'tax']),
    due: due ? format.date(due) : say('track.bar.no-due'),
  })
  return {
    bar: timeBar(tracking),
    label,
    ends: endsOf(page, tracking, due, now),
  }
}

/** The dates under the bar, in the order in which they stand in it. */
function endsOf(
  { say, format }: Page,
  tracking: Tracking,
  due: Date | null,
  now: Date,
): TrackingPage['bar']['ends'] {
  const promised = due
    ? [{ at: due, text: say('track.bar.due', { day: format.day(due) }), strong: true }]
    : []
  const end = tracking.finishedAt
    ? {
        at: tracking.finishedAt,
        text: say('track.bar.finished', { day: format.day(tracking.finishedAt) }),
        strong: false,
      }
    : { at: now, text: say('track.bar.today', { day: format.day(now) }), strong: false }
  const later = [...promised, end].sort((a, b) => a.at.getTime() - b.at.getTime())
  return [{ text: format.day(tracking.filedAt), strong: false }, ...later]
}

/** Says in words which waiting does not count, when there was any. */
function notCountedOf({ say, format }: Page, tracking: Tracking): string | null {
  const reasons: string[] = []
  for (const kind of ['applicant', 'fee', 'tax'] as const) {
    const minutes = tracking.time
      .filter((part) => part.owner.kind === kind)
      .reduce((total, part) => total + part.working_min, 0)
    if (minutes > 0)
      reasons.push(say(`track.low.${kind}`, { length: format.working(minutes, tracking.day_min) }))
  }
  if (reasons.length === 0) return null
  const last = reasons.pop()!
  return reasons.length === 0 ? last : say('list.and', { first: reasons.join(', '), last })
}

function stepOf(page: Page, step: TrackedStep): TrackingPage['steps'][number] {
  const { say, format } = page
  const unit = page.pick(step.unit)
  const when = step.doneAt
    ? format.day(step.doneAt)
    : step.state === 'open'
      ? say('track.step.open')
      : step.dueAt
        ? say('track.step.until', { day: format.day(step.dueAt) })
        : ''
  return {
    name: page.pick(step.name),
    state: step.state,
    when,
    who: step.person ? `${step.person}, ${unit}` : unit,
  }
}
