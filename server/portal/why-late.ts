/** Whose minutes made a dossier late. A late dossier is never shown without them. Pure. */
import type { Page } from './page.ts'
import type { TrackedStep, Tracking } from './ports.ts'

/** Late now, or finished after the first appointment; a new appointment does not make it on time. */
export function isLate(tracking: Tracking): boolean {
  const promised = tracking.firstAppointment ?? tracking.appointment
  if (tracking.finishedAt) return promised !== null && tracking.finishedAt > promised
  return (tracking.remaining_working_min ?? tracking.left_at_pause_min ?? 0) < 0
}

/** The steps that took more than they were given, and with whom; where none did, the one that took most. */
export function whyLateOf(page: Page, tracking: Tracking): string[] {
  if (!isLate(tracking) || tracking.ended) return []
  const begun = tracking.steps.filter((step) => step.state !== 'to-come')
  const over = begun.filter((step) => step.worked_min > step.allowed_min)
  if (over.length > 0) return over.map((step) => sentence(page, tracking, step, 'over'))
  const most = begun.toSorted((a, b) => b.worked_min - a.worked_min)[0]
  return most ? [sentence(page, tracking, most, 'most')] : []
}

function sentence(page: Page, { day_min }: Tracking, step: TrackedStep, why: 'over' | 'most'): string {
  return page.say(`track.why-late-${why}`, {
    step: page.pick(step.name),
    who: step.person ?? page.pick(step.unit),
    worked: page.format.working(step.worked_min, day_min),
    allowed: page.format.working(step.allowed_min, day_min),
  })
}
