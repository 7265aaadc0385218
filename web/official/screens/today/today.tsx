import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { todayQuery } from '../../api/queries.ts'
import type { TodayRow, TodayView } from '../../api/types.ts'
import { ActDialog } from '../../acts/act-dialog.tsx'
import { nowIso } from '../../app/clock.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useKeys } from '../../app/keys.tsx'
import type { TodaySearch } from '../../app/search.ts'
import { useMay } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BarKey } from '../../ui/time-bar.tsx'
import { timeOfDay } from '../../words/dates.ts'
import { useWords } from '../../words/use-words.tsx'
import { groupRows, type Group } from './groups.ts'
import { GroupTitle } from './group-title.tsx'
import { Preview } from './preview.tsx'
import { Row } from './row.tsx'
import './today.css'

/** What lies with me, in the order in which it becomes late; beside it the row under the cursor and its one next act. */
export function TodayScreen() {
  const { nav } = useWords()
  useTitle(nav.today)
  const { pages } = useSearch({ from: '/' })
  const today = useQuery(todayQuery(pages))
  if (today.data) return <Today view={today.data} />
  return (
    <main className="main" id="noi-dung">
      {today.error ? (
        <Trouble whole error={today.error} retry={() => void today.refetch()} />
      ) : (
        <Skeleton rows={8} />
      )}
    </main>
  )
}

function Today({ view }: { view: TodayView }) {
  const groups = useMemo(() => groupRows({ rows: view.rows, now: nowIso() }), [view])
  const rows = groups.flatMap((group) => group.rows)
  const { viec, act } = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const current = rows.find((row) => row.item.id === viec) ?? rows[0]
  const choose = (row: TodayRow | undefined): void => {
    if (row)
      void navigate({
        search: (before) => ({ ...keptSearch(before), viec: row.item.id }),
        replace: true,
        resetScroll: false,
      })
  }
  useTodayKeys(rows, current, choose)
  useEffect(() => {
    if (viec) document.querySelector(`[data-row="${viec}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [viec])
  return (
    <div className="today">
      <main className="today-list" id="noi-dung">
        <Title groups={groups} />
        {rows.length === 0 ? <NothingHere /> : null}
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <GroupTitle group={group} />
            {group.rows.map((row) => (
              <Row key={row.item.id} row={row} current={row === current} onChoose={() => choose(row)} />
            ))}
          </section>
        ))}
        {view.next === null ? null : <More />}
        {rows.length === 0 ? null : (
          <div className="today-key">
            <BarKey />
          </div>
        )}
      </main>
      {current ? <Preview row={current} /> : null}
      {current && act ? (
        <ActDialog id={current.item.id} act={act} onClose={() => void navigate({ search: keptSearch })} />
      ) : null}
    </div>
  )
}

/** The page without the form that was open over it. */
const keptSearch = ({ act: _closed, ...rest }: TodaySearch): TodaySearch => rest

function More() {
  const { today } = useWords()
  const { pages } = useSearch({ from: '/' })
  return (
    <Link
      className="btn today-more"
      from="/"
      to="/"
      search={(before) => ({ ...before, pages: (pages ?? 1) + 1 })}
      resetScroll={false}
    >
      {today.more}
    </Link>
  )
}

function useTodayKeys(
  rows: TodayRow[],
  current: TodayRow | undefined,
  choose: (row: TodayRow | undefined) => void,
): void {
  const { keys } = useWords()
  const navigate = useNavigate()
  const at = current ? rows.indexOf(current) : -1
  useKeys('here', [
    { keys: 'j', help: keys.next, run: () => choose(rows[Math.min(at + 1, rows.length - 1)]) },
    { keys: 'k', help: keys.previous, run: () => choose(rows[Math.max(at - 1, 0)]) },
    {
      keys: 'Enter',
      help: keys.open,
      run: () => {
        if (current) void navigate({ to: '/ho-so/$id', params: { id: current.item.id } })
      },
    },
  ])
}

function Title({ groups }: { groups: Group[] }) {
  const { today } = useWords()
  const count = (name: Group['name']): number => groups.find((group) => group.name === name)?.rows.length ?? 0
  const soon = groups.find((group) => group.name === 'soon')
  const due = count('late') + count('soon') + count('today')
  return (
    <header className="today-title">
      <h1>{today.title(due)}</h1>
      {soon?.before ? (
        <p className="mut">
          {today.firstEnds(soon.rows.length)}
          <b className="today-by">{timeOfDay(soon.before)}</b>.
        </p>
      ) : null}
      {count('late') > 0 ? <p className="mut">{today.someLate(count('late'))}</p> : null}
      {due === 0 && groups.length > 0 ? <p className="mut">{today.noneLate}</p> : null}
    </header>
  )
}

function NothingHere() {
  const { today } = useWords()
  const takesIn = useMay('work.submit')
  return (
    <div className="empty">
      <h2>{today.emptyTitle}</h2>
      <p className="mut">{today.empty}</p>
      {takesIn ? (
        <Link className="btn pri" to="/tiep-nhan">
          {today.emptyAct}
        </Link>
      ) : null}
    </div>
  )
}
