import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { useWords } from '../words/use-words.tsx'
import {
  placeLabels,
  placeStretches,
  textWidth,
  type Label,
  type Placed,
  type PlacedLabel,
  type Stretch,
} from './bar-layout.ts'
import './time-bar.css'

type Size = 'small' | 'medium' | 'large'

interface TimeBarProps {
  stretches: readonly Stretch[]
  size: Size
  /** The whole bar in one sentence: its accessible name. */
  sentence: string
  /** State of the item, shown on the flag. */
  state?: 'ok' | 'due' | undefined
  /** Tints what is left of the current step: it ends today. */
  stepEndsToday?: boolean
}

const sizeClass: Record<Size, string> = { small: '', medium: 'm', large: 'l' }

export function TimeBar({ stretches, size, sentence, state, stepEndsToday }: TimeBarProps) {
  const classes = ['tb', sizeClass[size], state ?? '', stepEndsToday ? 'buoc' : ''].filter(Boolean).join(' ')
  return (
    <div className={classes} role="img" aria-label={sentence}>
      {stretches.map((one, index) => (
        <i
          key={index}
          className={one.kind}
          style={one.d > 0 ? ({ '--d': one.d } as CSSProperties) : undefined}
        />
      ))}
    </div>
  )
}

const labelRows = 3
const labelRow_px = 36

/** The large bar with a word under each stretch that has room, and above it for now, break days and the flag. */
export function LabelledTimeBar(
  props: Omit<TimeBarProps, 'size'> & { nowLabel: string; dueLabel: string | null },
) {
  const { stretches } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const placed = placeStretches(stretches, Math.max(0, width - 12))
  const under = labelsUnder(stretches, placed, width)
  const over = labelsOver(stretches, placed, width, props.nowLabel, props.dueLabel)
  const rows = under.reduce((most, one) => Math.max(most, one.row + 1), 0)
  const overRows = over.reduce((most, one) => Math.max(most, one.row + 1), 1)
  return (
    <div ref={frame} className="bar-labelled" style={{ '--rows': rows, '--over': overRows } as CSSProperties}>
      <div aria-hidden="true">
        {over.map((one) => (
          <span
            key={one.index}
            className={`bar-over ${one.kind}`}
            style={{ left: one.left, bottom: `calc(100% - ${(overRows - one.row) * 16}px)` }}
          >
            {one.text}
          </span>
        ))}
      </div>
      <TimeBar {...props} size="large" />
      <div aria-hidden="true">
        {under.map((one) =>
          one.leader === undefined ? null : (
            <i
              key={one.index}
              className="bar-leader"
              style={{ left: one.leader + 1, height: 8 + one.row * labelRow_px, top: overRows * 16 + 58 }}
            />
          ),
        )}
        {under.map((one) => (
          <span
            key={one.index}
            className="bar-under"
            style={{ left: one.left, top: `calc(${overRows * 16 + 64}px + ${one.row * labelRow_px}px)` }}
          >
            <b>{stretches[one.index]?.label}</b>
            {stretches[one.index]?.note}
          </span>
        ))}
      </div>
    </div>
  )
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(960)
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const observer = new ResizeObserver((entries) => {
      const measured = entries[0]?.contentRect.width
      if (measured !== undefined) setWidth(measured)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}

function labelsUnder(stretches: readonly Stretch[], placed: readonly Placed[], width: number): PlacedLabel[] {
  const labels: Label[] = []
  stretches.forEach((one, index) => {
    if (one.label === undefined || one.kind === 'off') return
    const wide = Math.max(textWidth(one.label), textWidth(one.note ?? ''))
    labels.push({ index, x: placed[index]?.x ?? 0, width: wide, stretch: placed[index]?.width ?? 0 })
  })
  return placeLabels(labels, width, labelRows)
}

interface Over extends PlacedLabel {
  text: string
  kind: string
}

function labelsOver(
  stretches: readonly Stretch[],
  placed: readonly { x: number }[],
  width: number,
  nowLabel: string,
  dueLabel: string | null,
): Over[] {
  const labels: (Label & { text: string; kind: string })[] = []
  stretches.forEach((one, index) => {
    const x = placed[index]?.x ?? 0
    const text =
      one.kind === 'now'
        ? nowLabel
        : one.kind === 'hen'
          ? (dueLabel ?? '')
          : one.kind === 'off'
            ? (one.label ?? '')
            : ''
    if (text === '') return
    const wide = textWidth(text)
    const start = one.kind === 'off' ? x - wide / 2 + 6 : x - wide + (one.kind === 'hen' ? 8 : -6)
    labels.push({ index, x: Math.max(0, start), width: wide, stretch: 0, text, kind: one.kind })
  })
  const order = { hen: 0, now: 1, off: 2 } as Record<string, number>
  const byWeight = labels.toSorted((a, b) => (order[a.kind] ?? 3) - (order[b.kind] ?? 3))
  return placeOver(byWeight, width)
}

/** The flag first, then now, then the breaks: each takes the lowest row in which it meets nobody. */
function placeOver(labels: readonly (Label & { text: string; kind: string })[], width: number): Over[] {
  const taken: { row: number; from: number; to: number }[] = []
  return labels.map((label) => {
    const left = Math.max(0, Math.min(label.x, width - label.width))
    const meets = (row: number): boolean =>
      taken.some((one) => one.row === row && left < one.to + 8 && one.from < left + label.width + 8)
    let row = 0
    while (meets(row)) row += 1
    taken.push({ row, from: left, to: left + label.width })
    return { index: label.index, left, row, leader: undefined, text: label.text, kind: label.kind }
  })
}

/** The legend: every kind of stretch once. */
export function BarKey({ withOff = false }: { withOff?: boolean }) {
  const { bar } = useWords()
  const entries: [string, string][] = [
    ['me', bar.own],
    ['co', bar.agency],
    ['dan', bar.applicant],
    ['thue', bar.fee],
    ...(withOff ? ([['off', bar.off]] as [string, string][]) : []),
    ['con', bar.ahead],
    ['tre', bar.late],
  ]
  return (
    <ul className="key" aria-label={bar.legend}>
      {entries.map(([kind, name]) => (
        <li key={kind}>
          <span className="tb" aria-hidden="true">
            <i className={kind} />
          </span>
          {name}
        </li>
      ))}
    </ul>
  )
}
