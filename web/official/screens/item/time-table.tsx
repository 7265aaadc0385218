import { useQuery } from '@tanstack/react-query'
import { timeQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayAndTime } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { workingTime } from '../../words/working-time.ts'

const calendarDay_min = 1440

/** Every minute since filing and whose it was: the table behind the bar. */
export function TimeTable({ id }: { id: string }) {
  const { words, language } = useSpeech()
  const time = useQuery(timeQuery(id))
  if (time.error) return <Trouble error={time.error} retry={() => void time.refetch()} />
  if (!time.data) return <Skeleton rows={4} />
  return (
    <section className="item-tab scroll-x">
      <p className="mut">
        {words.item.timeLead(workingTime(time.data.elapsed_min, language, calendarDay_min))}
      </p>
      <table>
        <thead>
          <tr>
            <th>{words.item.owner}</th>
            <th>{words.item.from}</th>
            <th>{words.item.to}</th>
            <th className="num">{words.item.workingTime}</th>
          </tr>
        </thead>
        <tbody>
          {time.data.parts.map((part) => (
            <tr key={part.from}>
              <td>
                {words.bar.owners[part.owner.kind]}
                {part.owner.name ? <span className="mut"> · {part.owner.name}</span> : null}
              </td>
              <td className="nw">{dayAndTime(part.from)}</td>
              <td className="nw">{dayAndTime(part.to)}</td>
              <td className="num nw">
                {part.working_min > 0 ? workingTime(part.working_min, language) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
