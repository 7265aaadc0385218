import { dateOf, minutesBetween, splitByOffice, type Calendar } from '#calendar'
import type { Owner, Span } from './spans.ts'

/** One part of an item's time ledger: whose minutes, and how many of them were office minutes. */
export interface TimePart {
  from: string
  to: string
  min: number
  working_min: number
  owner: Owner
  step: number | null
  why: string
}

export interface TimeLedger {
  elapsed_min: number
  parts: TimePart[]
}

/**
 * Every minute from filing to return, with exactly one owner. A pause owns all its minutes; else minutes outside the competent unit's
 * hours are nobody's ("outside"); else the lead step owns. The parts touch, so their sum is the elapsed time by construction.
 */
export function timeLedger(spans: readonly Span[], calendar: Calendar): TimeLedger {
  const parts = spans.flatMap((span) =>
    span.whole ? [partOf(span, span.owner, span.from, span.to, calendar)] : officeParts(span, calendar),
  )
  return { elapsed_min: parts.reduce((sum, part) => sum + part.min, 0), parts }
}

const officeParts = (span: Span, calendar: Calendar): TimePart[] =>
  splitByOffice(calendar, span.from, span.to).map((segment) =>
    partOf(
      span,
      segment.kind === 'working' ? span.owner : { kind: 'outside', id: null },
      segment.from,
      segment.to,
      calendar,
    ),
  )

const partOf = (span: Span, owner: Owner, from: number, to: number, calendar: Calendar): TimePart => ({
  from: dateOf(from).toISOString(),
  to: dateOf(to).toISOString(),
  min: to - from,
  working_min: owner.kind === 'outside' ? 0 : minutesBetween(calendar, from, to),
  owner,
  step: span.step,
  why: span.why,
})
