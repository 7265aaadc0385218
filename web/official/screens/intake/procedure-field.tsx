import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type KeyboardEvent } from 'react'
import { proceduresQuery } from '../../api/queries.ts'
import type { ProcedureRow, ProcedureView } from '../../api/procedure-types.ts'
import { Icon } from '../../ui/icons.tsx'
import { Matched } from '../../ui/matched.tsx'
import { allowText } from '../../words/allow.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { isLinked, useLinkedRows } from './linked-choice.ts'
import { StepTitle } from './step-title.tsx'
import type { PartProps } from './text-input.tsx'

const shown = 6

/** Finds the procedure by words without marks; arrows move, Enter chooses. */
export function ProcedureField({
  draft,
  change,
  open,
  procedure,
}: PartProps & { procedure: ProcedureView | undefined }) {
  const { words, say } = useSpeech()
  const [typed, type] = useState<string>()
  const [at, move] = useState(0)
  const asked = useDeferredValue(typed ?? '')
  const found = useQuery({ ...proceduresQuery(asked, shown), enabled: typed !== undefined })
  const linked = useLinkedRows(asked)
  const rows =
    typed === undefined ? [] : [...linked, ...(found.data?.rows ?? []).filter((row) => row.version !== null)]
  const choose = (row: ProcedureRow | undefined): void => {
    if (!row) return
    change({ procedure: row.code, papers: row.code === draft.procedure ? draft.papers : {} })
    type(undefined)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(Math.max(0, Math.min(at + (event.key === 'ArrowDown' ? 1 : -1), rows.length - 1)))
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) choose(rows[at])
    if (event.key === 'Escape') type(undefined)
  }
  return (
    <fieldset>
      <StepTitle
        no={2}
        done={procedure !== undefined}
        current={draft.name !== '' && !procedure}
        hint={words.intake.procedureHint}
      >
        {words.intake.procedure}
      </StepTitle>
      <div className="search-line intake-search">
        <Icon name="search" />
        <input
          name="procedure"
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls="intake-procedures"
          aria-activedescendant={rows[at] ? `procedure-${at}` : undefined}
          aria-invalid={open.includes('procedure')}
          aria-label={words.intake.procedureSearch}
          placeholder={words.intake.procedureSearch}
          value={typed ?? (procedure ? say(procedure.name) : '')}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            type(event.target.value)
            move(0)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => type(undefined)}
        />
        {rows.length > 0 ? (
          <span className="mut sm nw">
            {words.intake.results(found.data?.total ?? rows.length)} <kbd>↑</kbd> <kbd>↓</kbd>
          </span>
        ) : null}
      </div>
      {open.includes('procedure') && !procedure ? (
        <span className="act-problem">{words.common.required}</span>
      ) : null}
      {typed !== undefined && found.data && rows.length === 0 ? (
        <p className="mut sm">{words.intake.noResult}</p>
      ) : null}
      {rows.length > 0 ? (
        <ul
          className="intake-options"
          role="listbox"
          id="intake-procedures"
          aria-label={words.intake.procedure}
        >
          {rows.map((row, index) => (
            <Option
              key={row.code}
              row={row}
              index={index}
              active={index === at}
              chosen={row.code === draft.procedure}
              typed={asked}
              onChoose={() => choose(row)}
            />
          ))}
        </ul>
      ) : null}
    </fieldset>
  )
}

interface OptionProps {
  row: ProcedureRow
  index: number
  active: boolean
  chosen: boolean
  typed: string
  onChoose: () => void
}

function Option({ row, index, active, chosen, typed, onChoose }: OptionProps) {
  const { words, say, language } = useSpeech()
  const city = row.levels.length === 1 && row.levels[0] === 'city'
  return (
    <li
      role="option"
      id={`procedure-${index}`}
      aria-selected={active}
      onPointerDown={(event) => {
        event.preventDefault()
        onChoose()
      }}
    >
      <span className="st ok">{chosen ? <Icon name="check" /> : null}</span>
      <span className="cut">
        <Matched name={say(row.name)} typed={typed} />
      </span>
      <span className="sm mut">
        {isLinked(row.code)
          ? words.intake.linkedSet
          : city
            ? words.intake.competentCity
            : row.allow
              ? allowText(row.allow, words, language)
              : row.code}
      </span>
    </li>
  )
}
