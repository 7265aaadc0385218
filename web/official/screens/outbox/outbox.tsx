import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { outboxQuery } from '../../api/queries.ts'
import type { OutboxMessage } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { State, type StateKind } from '../../ui/marks.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { fullDateAndTime } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import './outbox.css'

/** What applicants were told, newest first: in the demonstration messages end here. */
export function OutboxScreen() {
  const { outbox: words } = useSpeech().words
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
          <Message key={row.id} message={row} />
        ))}
      </ul>
    </main>
  )
}

const stateKind: Record<string, StateKind> = { sent: 'ok', read: 'ok', failed: 'late', queued: 'wait' }

function Message({ message }: { message: OutboxMessage }) {
  const { words, language } = useSpeech()
  const said = message[language] ?? message.vi
  return (
    <li>
      <div className="sm mut message-where">
        <time dateTime={message.queuedAt}>{fullDateAndTime(message.sentAt ?? message.queuedAt)}</time>
        <span>
          {[words.outbox.channels[message.channel] ?? message.channel, message.to]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <State kind={stateKind[message.state] ?? 'wait'}>
          {words.outbox.states[message.state] ?? message.state}
        </State>
      </div>
      <div>
        <Link to="/ho-so/$id" params={{ id: message.item }}>
          <b>{said?.subject ?? message.template}</b>
        </Link>
        <p className="message-text">{said?.text}</p>
        {message.failure ? <Failed message={message} /> : null}
      </div>
    </li>
  )
}

function Failed({ message }: { message: OutboxMessage }) {
  const { common } = useSpeech().words
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => api.post(`/api/notices/${message.id}/retry`, undefined),
    onSettled: () => client.invalidateQueries({ queryKey: ['outbox'] }),
  })
  return (
    <p className="sm message-failed">
      {message.failure}{' '}
      <button type="button" className="link inline" onClick={() => again.mutate()}>
        {common.retry}
      </button>
    </p>
  )
}
