/** Where things stand on a time bar, in pixels: pure, so that labels can be tested not to collide. */
export type StretchKind = 'me' | 'co' | 'dan' | 'thue' | 'off' | 'con' | 'now' | 'hen' | 'tre'

export interface Stretch {
  kind: StretchKind
  /** Working time in any one unit; only the proportion counts. Fixed marks (off, now, hen) have none. */
  d: number
  /** First line of the label, and the quieter second one. */
  label?: string
  note?: string
}

export interface Placed {
  x: number
  width: number
}

const fixedWidth_px: Partial<Record<StretchKind, number>> = { off: 12, now: 0, hen: 3 }
const gap_px = 1

/** The left edge and width of each stretch of a bar that is `width` pixels wide, as the flex row in time-bar.css lays them. */
export function placeStretches(stretches: readonly Stretch[], width: number): Placed[] {
  const gaps = Math.max(0, stretches.length - 1) * gap_px
  const fixed = stretches.reduce((sum, one) => sum + (fixedWidth_px[one.kind] ?? 0), 0)
  const parts = stretches.reduce((sum, one) => sum + (fixedWidth_px[one.kind] === undefined ? one.d : 0), 0)
  const perPart = parts > 0 ? Math.max(0, width - gaps - fixed) / parts : 0
  let x = 0
  return stretches.map((one) => {
    const own = fixedWidth_px[one.kind] ?? one.d * perPart
    const placed = { x, width: own }
    x += own + gap_px
    return placed
  })
}

export interface Label {
  /** Index of the stretch it speaks for. */
  index: number
  x: number
  width: number
  /** How wide the stretch itself is. */
  stretch: number
}

export interface PlacedLabel {
  index: number
  left: number
  row: number
  /** Where the thin line to the stretch starts; undefined when the label stands right under it. */
  leader: number | undefined
}

const between_px = 12

/**
 * Gives each label a row and a left edge so that no two meet and none leaves the bar. A label goes under the start of
 * its stretch in the first row with room, or is moved left to stay inside; a thin line leads to it from lower rows. The
 * widest stretches are placed first, so that what matters most stands right under the bar; a label that finds no room in
 * `rows` rows is left out: its facts stand in the table behind the bar.
 */
export function placeLabels(labels: readonly Label[], barWidth: number, rows: number): PlacedLabel[] {
  const placed: (PlacedLabel & { width: number })[] = []
  const meets = (row: number, left: number, width: number): boolean =>
    placed.some(
      (one) =>
        one.row === row && left < one.left + one.width + between_px && one.left < left + width + between_px,
    )
  for (const label of labels.toSorted((a, b) => b.stretch - a.stretch)) {
    const left = Math.max(0, Math.min(label.x, barWidth - label.width))
    const row = Array.from({ length: rows }, (_, at) => at).find((at) => !meets(at, left, label.width))
    if (row === undefined) continue
    const leader = row === 0 && left === label.x ? undefined : label.x
    placed.push({ index: label.index, left, row, leader, width: label.width })
  }
  return placed.map(({ width: _width, ...label }) => label)
}

const perLetter_px = 6.4

/** How wide a 12 px text is, well enough to keep labels apart before the browser has drawn them. */
export const textWidth = (text: string): number => Math.ceil(text.length * perLetter_px)
