import { timeOfDay } from '../../words/dates.ts'
import { useWords } from '../../words/use-words.tsx'
import type { Words } from '../../words/vi.ts'
import type { Group } from './groups.ts'

export function GroupTitle({ group }: { group: Group }) {
  const { today } = useWords()
  const count = group.rows.length
  return (
    <div className="today-group">
      <h2>{titleOf(group, today)}</h2>
      <span className="mut sm">{noteOf(group.name, count, today)}</span>
    </div>
  )
}

function noteOf(name: Group['name'], count: number, today: Words['today']): string {
  if (name === 'paused') return today.pausedNote(count)
  return name === 'queue' ? today.queueNote(count) : today.count(count)
}

function titleOf(group: Group, today: Words['today']): string {
  switch (group.name) {
    case 'late':
      return today.late
    case 'soon':
      return today.before(group.before === null ? '' : timeOfDay(group.before))
    case 'today':
      return today.restOfDay
    case 'queue':
      return today.queue
    case 'coming':
      return today.comingDays
    case 'paused':
      return today.paused
  }
}
