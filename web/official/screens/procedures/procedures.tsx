import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { proceduresQuery } from '../../api/queries.ts'
import type { ProcedureRow } from '../../api/procedure-types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useMay } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { Icon } from '../../ui/icons.tsx'
import { Matched } from '../../ui/matched.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { allowText } from '../../words/allow.ts'
import { amount } from '../../words/amounts.ts'
import { useSpeech } from '../../words/use-words.tsx'
import './procedures.css'

/** Procedures in force, found without marks; each can be taken in from here. */
export function ProceduresScreen() {
  const { words, language } = useSpeech()
  useTitle(words.procedures.title)
  const { q = '' } = useSearch({ from: '/thu-tuc' })
  const navigate = useNavigate({ from: '/thu-tuc' })
  const page = useQuery(proceduresQuery(q, 50))
  const rows = page.data?.rows ?? []
  return (
    <main className="main procedures" id="noi-dung">
      <h1>{words.procedures.title}</h1>
      <p className="mut">{words.procedures.lead}</p>
      <div className="search-line">
        <Icon name="search" />
        <input
          autoFocus
          type="search"
          aria-label={words.procedures.search}
          placeholder={words.procedures.search}
          defaultValue={q}
          onChange={(event) =>
            void navigate({
              search: event.target.value === '' ? {} : { q: event.target.value },
              replace: true,
            })
          }
        />
        {page.data ? (
          <span className="den">
            {words.procedures
              .results(page.data.total ?? rows.length)
              .replace(/\d+/, (n) => amount(Number(n), language))}
          </span>
        ) : null}
      </div>
      {page.error ? <Trouble error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? <Skeleton rows={8} /> : null}
      {page.data && rows.length === 0 ? <p className="mut">{words.procedures.none}</p> : null}
      <ul className="procedure-list">
        {rows.map((row) => (
          <Procedure key={row.code} row={row} typed={q} />
        ))}
      </ul>
    </main>
  )
}

function Procedure({ row, typed }: { row: ProcedureRow; typed: string }) {
  const { words, say, language } = useSpeech()
  const takesIn = useMay('work.submit')
  const facts = [
    row.code,
    say(row.fieldName),
    row.levels.map((level) => words.procedures.level[level]).join(', '),
    row.allow ? allowText(row.allow, words, language) : '',
    row.sameDay ? words.procedures.sameDay : '',
    row.onlineLevel ? words.procedures.online[row.onlineLevel] : '',
    row.why ?? '',
  ]
  return (
    <li>
      <div>
        <b>
          <Matched name={say(row.name)} typed={typed} />
        </b>
        <span className="sm mut">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {row.version === null || !takesIn ? null : (
        <Link
          className="btn s"
          to="/tiep-nhan"
          search={{ procedure: row.code }}
          aria-label={`${words.procedures.take}: ${say(row.name)}`}
        >
          {words.nav.intake}
        </Link>
      )}
    </li>
  )
}
