/**
 * The time bar: where every minute of a dossier lay and what is still to come, as rectangles from 0 to 100. Full height counts
 * toward the due time, low height does not. Pure; drawn as SVG attributes, because the pages allow no inline style.
 */
import type { OwnerKind } from '#work'
import type { TimePart, Tracking } from './ports.ts'

export type StretchKind = 'own' | 'agency' | 'applicant' | 'duty' | 'off' | 'to-come' | 'late'

export interface Stretch {
  kind: StretchKind
  /** Left edge and width in hundredths of the bar. */
  x: number
  width: number
}

export interface TimeBar {
  stretches: Stretch[]
  /** Where now stands; null once finished. */
  now: number | null
  /** Where the due mark stands; null before there is a promise. */
  due: number | null
}

/** Share of the bar that one break of days off takes: not to scale, as its dots say. */
const off_share = 1.4
/** Leaves room for the flag of the due mark. */
const usable = 97

const kindOf: Record<OwnerKind, StretchKind | 'skip'> = {
  desk: 'own',
  head: 'own',
  official: 'own',
  'agency-city': 'agency',
  'agency-outside': 'agency',
  applicant: 'applicant',
  fee: 'duty',
  tax: 'duty',
  counter: 'skip',
  outside: 'off',
}

interface Piece {
  kind: StretchKind
  /** Working minutes; nothing for a break. */
  weight: number
  mark?: 'now' | 'due'
}

export function timeBar(tracking: Tracking): TimeBar {
  const pieces = [...past(tracking), ...toCome(tracking)]
  if (!pieces.some((piece) => piece.mark === 'due')) markDue(pieces, tracking)
  return layOut(filled(joined(pieces), tracking))
}

/** A dossier that has used no office minute yet still has a bar: one stretch of whoever has it. */
function filled(pieces: Piece[], { time }: Tracking): Piece[] {
  if (pieces.some((piece) => piece.weight > 0)) return pieces
  const last = kindOf[time.at(-1)?.owner.kind ?? 'desk']
  return [{ kind: last === 'skip' || last === 'off' ? 'own' : last, weight: 1 }, ...pieces]
}

const promiseOf = (tracking: Tracking): Date | null => tracking.appointment ?? tracking.answerBy

function past(tracking: Tracking): Piece[] {
  const due = promiseOf(tracking)
  const pieces: Piece[] = []
  for (const part of tracking.time) {
    const kind = kindOf[part.owner.kind]
    if (kind === 'skip') continue
    if (kind === 'off') {
      // Nights are not drawn; a break is shown only where a whole day or more was off.
      if (part.min >= 24 * 60) pieces.push({ kind, weight: 0 })
      continue
    }
    pieces.push(...cutAtDue(part, kind, due))
  }
  if (tracking.finishedAt === null) pieces.push({ kind: 'own', weight: 0, mark: 'now' })
  return pieces
}

/** What lies past the due time is late, unless it waits for the applicant, a fee or a tax. */
function cutAtDue(part: TimePart, kind: StretchKind, due: Date | null): Piece[] {
  const counts = kind === 'own' || kind === 'agency'
  if (due === null || !counts || part.to <= due) return [{ kind, weight: part.working_min }]
  if (part.from >= due) return [{ kind: 'late', weight: part.working_min }]
  const before = (due.getTime() - part.from.getTime()) / (part.to.getTime() - part.from.getTime())
  return [
    { kind, weight: part.working_min * before },
    { kind, weight: 0, mark: 'due' },
    { kind: 'late', weight: part.working_min * (1 - before) },
  ]
}

/** The rest of the promise, cut where steps end. */
function toCome(tracking: Tracking): Piece[] {
  const left = tracking.remaining_working_min ?? tracking.left_at_pause_min
  if (left === null || left <= 0) return []
  const rests = tracking.steps
    .filter((step) => step.state !== 'done')
    .map((step) => Math.max(0, step.state === 'open' ? step.allowed_min - step.worked_min : step.allowed_min))
    .filter((rest) => rest > 0)
  const sum = rests.reduce((total, rest) => total + rest, 0)
  if (sum === 0 || tracking.appointment === null) return [{ kind: 'to-come', weight: left }]
  return rests.map((rest) => ({ kind: 'to-come', weight: (rest / sum) * left }))
}

function markDue(pieces: Piece[], tracking: Tracking): void {
  if (promiseOf(tracking) === null) return
  const firstLate = pieces.findIndex((piece) => piece.kind === 'late')
  const mark: Piece = { kind: 'own', weight: 0, mark: 'due' }
  if (firstLate >= 0) pieces.splice(firstLate, 0, mark)
  else pieces.push(mark)
}

/** Neighbours of one kind become one; pieces still to come stay apart, because each is a step. */
function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    const joins = last && !last.mark && !piece.mark && last.kind === piece.kind && piece.kind !== 'to-come'
    if (joins) last.weight += piece.weight
    else if (piece.mark || piece.kind === 'off' || piece.weight > 0) result.push({ ...piece })
  }
  return result
}

function layOut(pieces: Piece[]): TimeBar {
  const breaks = pieces.filter((piece) => piece.kind === 'off').length
  // Many breaks would eat the bar; then they are left out, and the words beside it still say them.
  const shown = breaks * off_share <= 20 ? pieces : pieces.filter((piece) => piece.kind !== 'off')
  const offs = shown.filter((piece) => piece.kind === 'off').length * off_share
  const sum = shown.reduce((total, piece) => total + piece.weight, 0)
  const scale = sum > 0 ? (usable - offs) / sum : 0
  const bar: TimeBar = { stretches: [], now: null, due: null }
  let x = 0
  for (const piece of shown) {
    if (piece.mark) {
      bar[piece.mark] = round(x)
      continue
    }
    const width = piece.kind === 'off' ? off_share : piece.weight * scale
    bar.stretches.push({ kind: piece.kind, x: round(x), width: round(width) })
    x += width
  }
  return bar
}

const round = (value: number): number => Math.round(value * 100) / 100
