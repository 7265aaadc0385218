import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { unitsQuery } from '../../api/queries.ts'
import type { UnitView } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Figure } from '../../ui/marks.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { amount } from '../../words/amounts.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { treeRows } from './tree.ts'
import './units.css'

const most = 200

/** The units as a tree, found by name without marks, each with the jobs it has now. */
export function UnitsScreen() {
  const { words, say, language } = useSpeech()
  const { q = '' } = useSearch({ from: '/don-vi' })
  const navigate = useNavigate({ from: '/don-vi' })
  const units = useQuery(unitsQuery)
  const rows = treeRows(units.data ?? [], q, say)
  const all = units.data?.length ?? 0
  const loaded = rows.some((row) => row.unit.load !== undefined)
  return (
    <main className="main units" id="noi-dung">
      <h1>{words.units.title}</h1>
      <p className="mut">{loaded || units.isPending ? words.units.lead : words.units.noLoad}</p>
      <div className="search-line">
        <Icon name="search" />
        <input
          type="search"
          aria-label={words.units.search}
          placeholder={words.units.search}
          defaultValue={q}
          onChange={(event) =>
            void navigate({
              search: event.target.value === '' ? {} : { q: event.target.value },
              replace: true,
            })
          }
        />
        <span className="den">
          {words.units.shown(amount(Math.min(rows.length, most), language), amount(all, language))}
        </span>
      </div>
      {units.error ? <Trouble error={units.error} retry={() => void units.refetch()} /> : null}
      {units.isPending ? <Skeleton rows={8} /> : null}
      {units.data && rows.length === 0 ? <p className="mut">{words.units.none}</p> : null}
      {rows.length > 0 ? <UnitTable rows={rows.slice(0, most)} withLoad={loaded} /> : null}
    </main>
  )
}

function UnitTable({
  rows,
  withLoad,
}: {
  rows: readonly { unit: UnitView; depth: number }[]
  withLoad: boolean
}) {
  const { units: words } = useSpeech().words
  return (
    <table className="unit-table">
      <thead>
        <tr>
          <th>{words.name}</th>
          <th>{words.code}</th>
          {withLoad ? (
            <>
              <th className="num">{words.open}</th>
              <th className="num">{words.dueToday}</th>
              <th className="num">{words.late}</th>
              <th className="num">{words.held}</th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unit, depth }) => (
          <UnitLine key={unit.code} unit={unit} depth={depth} withLoad={withLoad} />
        ))}
      </tbody>
    </table>
  )
}

function UnitLine({ unit, depth, withLoad }: { unit: UnitView; depth: number; withLoad: boolean }) {
  const { say, language } = useSpeech()
  const { load } = unit
  return (
    <tr>
      <td style={{ paddingLeft: 8 + depth * 24 }}>
        <Link className="unit-name" to="/ho-so" search={{ unit: unit.code }}>
          {say(unit.name)}
        </Link>
      </td>
      <td className="mut">{unit.code}</td>
      {withLoad ? (
        <>
          <td className="num">
            {load ? (
              <Figure to="/ho-so" search={{ unit: unit.code }}>
                {amount(load.open, language)}
              </Figure>
            ) : null}
          </td>
          <td className="num">{load ? amount(load.dueToday, language) : null}</td>
          <td className={load && load.late > 0 ? 'num unit-late' : 'num'}>
            {load ? amount(load.late, language) : null}
          </td>
          <td className="num">{load ? amount(load.unassigned, language) : null}</td>
        </>
      ) : null}
    </tr>
  )
}
