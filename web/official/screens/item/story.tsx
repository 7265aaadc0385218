import { useQuery } from '@tanstack/react-query'
import { storyQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Evidence } from '../../ui/marks.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayMonth } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'

/** Why the due day is what it is, line by line. It docks inside the time card, so nothing is covered. */
export function Story({ id, due, onClose }: { id: string; due: string | null; onClose: () => void }) {
  const { words, language } = useSpeech()
  const story = useQuery(storyQuery(id))
  const lines = story.data?.story ?? []
  return (
    <section className="story" aria-label={due ? words.item.whyDue(dayMonth(due)) : words.item.whyNoDue}>
      <div className="row">
        <h2>{due ? words.item.whyDue(dayMonth(due)) : words.item.whyNoDue}</h2>
        <button type="button" className="link icon-only sp" aria-label={words.common.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {story.isPending ? <Skeleton rows={3} /> : null}
      {story.error ? <Trouble error={story.error} retry={() => void story.refetch()} /> : null}
      {story.data && lines.length === 0 ? <p className="mut">{words.item.storyNone}</p> : null}
      {lines.length > 0 ? (
        <table>
          <tbody>
            {lines.map((line) => (
              <tr key={line.text_vi} className={line.kind === 'promised' ? 'story-end' : undefined}>
                <td>
                  {language === 'vi' ? line.text_vi : line.text_en}{' '}
                  {line.evidence ? <Evidence level={line.evidence} /> : null}
                </td>
                <td>{line.until ? untilText(line.until) : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}

/** A line ends on a local day (`2026-03-16`) or at an instant. */
const untilText = (until: string): string => {
  if (until.length > 10) return dayMonth(until)
  return `${until.slice(8, 10)}/${until.slice(5, 7)}`
}
