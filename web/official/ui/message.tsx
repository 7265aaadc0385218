import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import type { OutboxMessage } from '../api/types.ts'
import { fullDateAndTime } from '../words/dates.ts'
import { useSpeech } from '../words/use-words.tsx'
import { State, type StateKind } from './marks.tsx'
import './message.css'

const stateKind: Record<string, StateKind> = { sent: 'ok', read: 'ok', failed: 'late', queued: 'wait' }

/** What an applicant was told: when, by which channel, with what success. */
export function Message({ message, withLink }: { message: OutboxMessage; withLink: boolean }) {
  const { words, language } = useSpeech()
  const said = message[language] ?? message.vi
  const subject = <b>{said?.subject ?? message.template}</b>
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
        {withLink ? (
          <Link to="/ho-so/$id" params={{ id: message.item }}>
            {subject}
          </Link>
        ) : (
          subject
        )}
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
