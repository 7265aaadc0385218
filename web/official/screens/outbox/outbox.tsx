import { useQuery } from '@tanstack/react-query'
import { outboxQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useTitle } from '../../app/title.ts'
import { Message } from '../../ui/message.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSpeech } from '../../words/use-words.tsx'
import './outbox.css'

/** What applicants were told, newest first: in the demonstration messages end here. */
export function OutboxScreen() {
  const { outbox: words } = useSpeech().words
  useTitle(words.title)
  const page = useQuery(outboxQuery)
  const rows = page.data?.rows ?? []
  return (
    <main className="main outbox" id="noi-dung">
      <h1>{words.title}</h1>
      <p className="mut">{words.lead}</p>
      {page.error ? <Trouble error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? <Skeleton rows={6} /> : null}
      {page.data && rows.length === 0 ? (
        <div className="empty">
          <h2>{words.emptyTitle}</h2>
          <p className="mut">{words.empty}</p>
        </div>
      ) : null}
      <ul className="messages">
        {rows.map((row) => (
          <Message key={row.id} message={row} withLink />
        ))}
      </ul>
    </main>
  )
}
