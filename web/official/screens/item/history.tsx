import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { historyQuery } from '../../api/queries.ts'
import type { HistoryLine } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayAndTime } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'

/** What happened, newest first, as the ledger holds it. `most` cuts it and offers the rest. */
export function History({ id, most }: { id: string; most?: number }) {
  const { words } = useSpeech()
  const history = useQuery(historyQuery(id))
  const lines = history.data ?? []
  const shown = most === undefined ? lines : lines.slice(0, most)
  return (
    <section aria-label={words.item.history}>
      <div className="row">
        <h2>{words.item.history}</h2>
        {lines[0]?.position ? (
          <span className="sp sm mut">{words.item.ledger(dayAndTime(lines[0].at))}</span>
        ) : null}
      </div>
      {history.isPending ? <Skeleton rows={4} /> : null}
      {history.error ? <Trouble error={history.error} retry={() => void history.refetch()} /> : null}
      {history.data && lines.length === 0 ? <p className="mut">{words.item.noHistory}</p> : null}
      <ul className="history">
        {shown.map((line, index) => (
          <Line key={`${line.at}-${index}`} line={line} />
        ))}
      </ul>
      {shown.length < lines.length ? (
        <Link className="sm" to="/ho-so/$id" params={{ id }} search={{ tab: 'history' }} resetScroll={false}>
          {words.item.moreHistory(lines.length)}
        </Link>
      ) : null}
    </section>
  )
}

function Line({ line }: { line: HistoryLine }) {
  const { say } = useSpeech()
  const typed = Object.values(line.words).filter((word) => word !== '')
  return (
    <li>
      <time dateTime={line.at}>{dayAndTime(line.at)}</time>
      <span>
        {say(line.text)}
        {line.actor ? <span className="mut"> · {line.actor.name}</span> : null}
        {typed.map((word) => (
          <q key={word} className="history-words">
            {word}
          </q>
        ))}
      </span>
    </li>
  )
}
