import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { unitLoadsQuery, unitsQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useTitle } from '../../app/title.ts'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { amount } from '../../words/amounts.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { treeRows, type UnitRow } from './tree.ts'
import './units.css'

const most = 300

/** The units as a tree, found by name without marks, each with the work that lies in it now. */
export function UnitsScreen() {
  const { words, say, language } = useSpeech()
  useTitle(words.units.title)
  const { q = '', all } = useSearch({ from: '/don-vi' })
  const units = useQuery(unitsQuery)
  const loads = useQuery(unitLoadsQuery)
  const rows = treeRows(units.data ?? [], loads.data ?? {}, { typed: q, busy: all !== 1 && q === '' }, say)
  const count = units.data?.length ?? 0
  const pending = units.isPending || loads.isPending
  const failed = units.error ?? loads.error
  return (
    <main className="main units" id="noi-dung">
      <h1>{words.units.title}</h1>
      <p className="mut">{words.units.lead}</p>
      <Search
        shown={words.units.shown(amount(Math.min(rows.length, most), language), amount(count, language))}
      />
      {failed ? <Trouble error={failed} retry={() => void (units.refetch(), loads.refetch())} /> : null}
      {pending ? <Skeleton rows={8} /> : null}
      {!pending && rows.length === 0 ? (
        <p className="mut">{q === '' ? words.units.idle : words.units.none}</p>
      ) : null}
      {!pending && rows.length > 0 ? <UnitTable rows={rows.slice(0, most)} /> : null}
    </main>
  )
}

function Search({ shown }: { shown: string }) {
  const { units: words } = useSpeech().words
  const { q = '', all } = useSearch({ from: '/don-vi' })
  const navigate = useNavigate({ from: '/don-vi' })
  return (
    <>
      <div className="search-line">
        <Icon name="search" />
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          defaultValue={q}
          onChange={(event) => {
            const typed = event.target.value
            void navigate({
              search: ({ q: _old, ...rest }) => (typed === '' ? rest : { ...rest, q: typed }),
              replace: true,
            })
          }}
        />
        <span className="den">{shown}</span>
      </div>
      <label className="unit-all">
        <input
          type="checkbox"
          checked={all !== 1}
          onChange={(event) => {
            const busy = event.target.checked
            void navigate({
              search: ({ all: _old, ...rest }) => (busy ? rest : { ...rest, all: 1 as const }),
              replace: true,
            })
          }}
        />
        {words.busyOnly}
      </label>
    </>
  )
}

function UnitTable({ rows }: { rows: readonly UnitRow[] }) {
  const { units: words } = useSpeech().words
  return (
    <table className="unit-table">
      <thead>
        <tr>
          <th>{words.name}</th>
          <th>{words.code}</th>
          <th className="num">{words.open}</th>
          <th className="num">{words.dueToday}</th>
          <th className="num">{words.late}</th>
          <th className="num">{words.held}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <UnitLine key={row.unit.code} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function UnitLine({ row: { unit, depth, load } }: { row: UnitRow }) {
  const { say, language } = useSpeech()
  const figure = (value: number): string => (value === 0 ? '' : amount(value, language))
  return (
    <tr>
      <td style={{ paddingLeft: 8 + depth * 24 }}>
        <Link className="unit-name" to="/ho-so" search={{ unit: unit.code }}>
          {say(unit.name)}
        </Link>
      </td>
      <td className="mut">{unit.code}</td>
      <td className="num">{figure(load.open)}</td>
      <td className="num">{figure(load.dueToday)}</td>
      <td className={load.late > 0 ? 'num unit-late' : 'num'}>{figure(load.late)}</td>
      <td className="num">{figure(load.unassigned)}</td>
    </tr>
  )
}
