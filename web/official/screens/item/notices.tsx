import { useQuery } from '@tanstack/react-query'
import { noticesQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Message } from '../../ui/message.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSpeech } from '../../words/use-words.tsx'

/** What the applicant of this dossier was told. */
export function Notices({ id }: { id: string }) {
  const { outbox: words } = useSpeech().words
  const notices = useQuery(noticesQuery(id))
  if (notices.error) return <Trouble error={notices.error} retry={() => void notices.refetch()} />
  if (!notices.data) return <Skeleton rows={3} />
  if (notices.data.length === 0) return <p className="mut item-tab">{words.empty}</p>
  return (
    <ul className="messages">
      {notices.data.toReversed().map((notice) => (
        <Message key={notice.id} message={notice} withLink={false} />
      ))}
    </ul>
  )
}
