import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { itemsQuery } from '../../api/queries.ts'
import type { ItemRow } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useKeys } from '../../app/keys.tsx'
import { useMay } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/use-words.tsx'
import { Filters } from './filters.tsx'
import { ItemTable } from './item-table.tsx'
import './items.css'

/** Every item in my sight: searched, or filtered and paged by key. The address holds all of it. */
export function ItemsScreen() {
  const { items: words } = useWords()
  useTitle(words.heading)
  const filter = useSearch({ from: '/ho-so' })
  const takesIn = useMay('work.submit')
  const page = useQuery(itemsQuery(filter))
  const rows = page.data?.rows ?? []
  return (
    <main className="main items" id="noi-dung">
      <div className="row items-head">
        <h1>{words.heading}</h1>
        {page.data ? <span className="den">{words.shown(rows.length)}</span> : null}
        {takesIn ? (
          <Link className="btn sp" to="/tiep-nhan">
            {words.emptyAct}
          </Link>
        ) : null}
      </div>
      <Filters />
      {page.error ? <Trouble error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? <Skeleton rows={8} /> : null}
      {page.data && rows.length === 0 ? <NothingFound /> : null}
      {rows.length > 0 ? <Listed rows={rows} /> : null}
      <Pager next={page.data?.next ?? null} />
    </main>
  )
}

/** The cursor of the list is a row of the table; `j` and `k` move it, Enter opens. */
function Listed({ rows }: { rows: readonly ItemRow[] }) {
  const { keys } = useWords()
  const navigate = useNavigate()
  const [chosen, choose] = useState<string>()
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === chosen),
  )
  const move = (to: number): void => {
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))]
    if (!row) return
    choose(row.id)
    document.querySelector(`[data-row="${row.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys('here', [
    { keys: 'j', help: keys.next, run: () => move(chosen === undefined ? 0 : at + 1) },
    { keys: 'k', help: keys.previous, run: () => move(at - 1) },
    {
      keys: 'Enter',
      help: keys.open,
      run: () => {
        const row = rows[at]
        if (row) void navigate({ to: '/ho-so/$id', params: { id: row.id } })
      },
    },
  ])
  return <ItemTable rows={rows} chosen={chosen} />
}

function NothingFound() {
  const { items: words } = useWords()
  return (
    <div className="empty">
      <h2>{words.emptyTitle}</h2>
      <p className="mut">{words.empty}</p>
      <Link className="btn" to="/ho-so">
        {words.clear}
      </Link>
    </div>
  )
}

function Pager({ next }: { next: string | null }) {
  const { items: words } = useWords()
  const { cursor } = useSearch({ from: '/ho-so' })
  if (next === null && cursor === undefined) return null
  return (
    <nav className="row items-pager" aria-label={words.older}>
      {cursor === undefined ? null : (
        <button type="button" className="btn s" onClick={() => history.back()}>
          {words.newer}
        </button>
      )}
      {next === null ? null : (
        <Link className="btn s" from="/ho-so" to="/ho-so" search={(before) => ({ ...before, cursor: next })}>
          {words.older}
        </Link>
      )}
    </nav>
  )
}
