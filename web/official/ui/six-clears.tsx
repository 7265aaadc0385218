import { useWords } from '../words/use-words.tsx'

/** The six clears of a step. Null or empty is a hole. The order never changes. */
export interface Clears {
  person: string | null
  job: string | null
  time: string | null
  responsibility: string | null
  product: string | null
  authority: string | null
}

export const clearNames = ['person', 'job', 'time', 'responsibility', 'product', 'authority'] as const
export type ClearName = (typeof clearNames)[number]

export const holesOf = (clears: Clears): ClearName[] => clearNames.filter((name) => !clears[name])

const layoutClass = { row: 'six', column: 'six v', grid: 'six g' } as const

export function SixClears({ clears, layout }: { clears: Clears; layout: keyof typeof layoutClass }) {
  const { clears: words } = useWords()
  return (
    <ul className={layoutClass[layout]} aria-label={words.label}>
      {clearNames.map((name) => (
        <li key={name} className={clears[name] ? undefined : 'hole'}>
          <b>{words[name]}</b>
          {clears[name] ?? words.hole}
        </li>
      ))}
    </ul>
  )
}

/** Six small marks in a list; a hole is dashed. */
export function SixMarks({ clears }: { clears: Clears }) {
  const { clears: words } = useWords()
  const holes = holesOf(clears)
  const name =
    holes.length === 0
      ? words.all
      : words.missing(6 - holes.length, holes.map((one) => words[one].toLowerCase()).join(', '))
  return (
    <span className="s6" role="img" aria-label={name} title={name}>
      {clearNames.map((one) => (
        <i key={one} className={clears[one] ? undefined : 'x'} />
      ))}
    </span>
  )
}
