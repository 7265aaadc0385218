import type { BarPart, OwnerKind, TimePart } from '../api/types.ts'
import type { Stretch, StretchKind } from './bar-layout.ts'

const drawnAs: Record<OwnerKind, StretchKind> = {
  desk: 'me',
  head: 'me',
  official: 'me',
  applicant: 'dan',
  fee: 'thue',
  tax: 'thue',
  'agency-city': 'co',
  'agency-outside': 'co',
  counter: 'dan',
  outside: 'off',
}

/** Full height counts toward the due time; these do not. */
export const isPause = (kind: OwnerKind): boolean => kind === 'applicant' || kind === 'fee' || kind === 'tax'

/** The stretches of a small bar in a list, with the mark for now and the flag. */
export function listBar(bar: readonly BarPart[], hasDue: boolean): Stretch[] {
  const stretches: Stretch[] = []
  const past = bar.filter((part) => part.owner !== 'ahead' && part.owner !== 'late')
  for (const part of past) {
    if (part.owner === 'ahead' || part.owner === 'late' || part.owner === 'outside') continue
    append(stretches, drawnAs[part.owner], part.working_min)
  }
  const late = bar.filter((part) => part.owner === 'late').reduce((sum, part) => sum + part.working_min, 0)
  if (late > 0) {
    stretches.push({ kind: 'hen', d: 0 }, { kind: 'tre', d: late }, { kind: 'now', d: 0 })
    return widened(stretches)
  }
  stretches.push({ kind: 'now', d: 0 })
  for (const part of bar) if (part.owner === 'ahead') stretches.push({ kind: 'con', d: part.working_min })
  if (hasDue) stretches.push({ kind: 'hen', d: 0 })
  return widened(stretches)
}

function append(stretches: Stretch[], kind: StretchKind, d: number): void {
  if (d <= 0) return
  const last = stretches.at(-1)
  if (last && last.kind === kind) last.d += d
  else stretches.push({ kind, d })
}

const leastShare = 1 / 60

/** A stretch of minutes among weeks would vanish: each gets at least a sixtieth of the whole. */
function widened(stretches: Stretch[]): Stretch[] {
  const sum = stretches.reduce((all, one) => all + one.d, 0)
  return stretches.map((one) => (one.d > 0 ? { ...one, d: Math.max(one.d, sum * leastShare) } : one))
}

export interface BarWords {
  owner: (part: TimePart) => { label: string; note: string }
  off: (part: TimePart) => string
}

/** What is still to come: one piece for each step, with its label. */
export interface AheadPiece {
  minutes: number
  label: string
  note: string
}

export interface LargeBarInput {
  parts: readonly TimePart[]
  ahead: readonly AheadPiece[]
  due: string | null
  finished: boolean
}

/** Nights and weekends are not drawn; a break of more than four days (Tết, a long holiday) is, thin and not to scale. */
const shownBreak_min = 4 * 24 * 60

/** The stretches of the large bar: past by owner, the break days, now, what is left step by step, the flag, what is past it. */
export function largeBar(input: LargeBarInput, words: BarWords): Stretch[] {
  const { due } = input
  const inTime = joined(due === null ? input.parts : input.parts.flatMap((part) => partBefore(part, due)))
  const past = due === null ? [] : joined(input.parts.flatMap((part) => partFrom(part, due)))
  const late = past.some((part) => part.working_min > 0 && part.owner.kind !== 'counter')
  const stretches = labelledOnce(inTime, words)
  if (late) {
    stretches.push({ kind: 'hen', d: 0 })
    for (const part of past) if (part.working_min > 0) stretches.push({ ...drawn(part, words), kind: 'tre' })
  }
  return widened([...stretches, ...ahead(input, late)])
}

/** Where a long break cuts one owner's time in two, the first piece is labelled with both and the second not at all. */
function labelledOnce(parts: readonly TimePart[], words: BarWords): Stretch[] {
  return parts.map((part, index) => {
    const stretch = drawn(part, words)
    if (part.owner.kind === 'outside') return stretch
    const [before, further] = [parts[index - 2], parts[index + 2]]
    if (parts[index - 1]?.owner.kind === 'outside' && before && sameHand(before, part))
      return { kind: stretch.kind, d: stretch.d }
    if (parts[index + 1]?.owner.kind !== 'outside' || !further || !sameHand(part, further)) return stretch
    return { ...stretch, ...words.owner({ ...part, working_min: part.working_min + further.working_min }) }
  })
}

const sameHand = (a: TimePart, b: TimePart): boolean =>
  a.owner.kind === b.owner.kind && a.owner.id === b.owner.id && a.step === b.step

function drawn(part: TimePart, words: BarWords): Stretch {
  if (part.owner.kind === 'outside') return { kind: 'off', d: 0, label: words.off(part) }
  // A pause is always seen, also one that has lain in no office hour yet.
  return { kind: drawnAs[part.owner.kind], d: Math.max(part.working_min, 1), ...words.owner(part) }
}

function partBefore(part: TimePart, due: string): TimePart[] {
  if (part.from >= due) return []
  return part.to <= due ? [part] : [share(part, part.from, due)]
}

function partFrom(part: TimePart, due: string): TimePart[] {
  if (part.to <= due) return []
  return part.from >= due ? [part] : [share(part, due, part.to)]
}

function share(part: TimePart, from: string, to: string): TimePart {
  const portion = (Date.parse(to) - Date.parse(from)) / (Date.parse(part.to) - Date.parse(part.from))
  return {
    ...part,
    from,
    to,
    min: Math.round(part.min * portion),
    working_min: Math.round(part.working_min * portion),
  }
}

/** Parts of the same owner and step that only nights and weekends divide, added up; long breaks stay. */
export function joined(parts: readonly TimePart[]): TimePart[] {
  const out: TimePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part.owner.kind === 'outside') {
      if (part.min >= shownBreak_min) out.push({ ...part })
    } else if (last && sameHand(last, part)) {
      last.min += part.min
      last.working_min += part.working_min
      last.to = part.to
    } else if (part.working_min > 0 || isPause(part.owner.kind)) {
      out.push({ ...part })
    }
  }
  return out
}

function ahead(input: LargeBarInput, flagged: boolean): Stretch[] {
  const flag: Stretch[] = input.due === null || flagged ? [] : [{ kind: 'hen', d: 0 }]
  if (input.finished)
    return input.parts.some((part) => part.working_min > 0) ? flag : [{ kind: 'con', d: 1 }, ...flag]
  const now: Stretch = { kind: 'now', d: 0 }
  if (flagged) return [now]
  const rest = input.ahead.filter((piece) => piece.minutes > 0)
  return [
    now,
    ...rest.map(({ minutes, label, note }): Stretch => ({ kind: 'con', d: minutes, label, note })),
    ...flag,
  ]
}

/**
 * Cuts the working time that is left into the current step and the steps after it. What the later steps are allowed is
 * theirs; the current one has the rest. When they are allowed more than is left, all shrink alike.
 */
export function cutAhead(
  left_min: number,
  current: Omit<AheadPiece, 'minutes'>,
  later: readonly AheadPiece[],
): AheadPiece[] {
  if (left_min <= 0) return []
  const wanted = later.reduce((sum, piece) => sum + piece.minutes, 0)
  const mine = left_min - wanted
  if (mine >= 0) return [{ ...current, minutes: mine }, ...later]
  return later.map((piece) => ({ ...piece, minutes: (piece.minutes * left_min) / wanted }))
}
