import { Link, useNavigate } from '@tanstack/react-router'
import type { ItemRow } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { unitName } from '../../ui/clears-of.ts'
import { State } from '../../ui/marks.tsx'
import { fullDate, localDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { remaining } from '../../words/working-time.ts'

export function ItemTable({ rows, chosen }: { rows: readonly ItemRow[]; chosen: string | undefined }) {
  const { items: words } = useSpeech().words
  return (
    <table className="items-table">
      <thead>
        <tr>
          <th>{words.code}</th>
          <th>{words.procedure}</th>
          <th>{words.status}</th>
          <th>{words.holder}</th>
          <th className="num">{words.appointment}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ItemLine key={row.id} row={row} chosen={row.id === chosen} />
        ))}
      </tbody>
    </table>
  )
}

function ItemLine({ row, chosen }: { row: ItemRow; chosen: boolean }) {
  const { say } = useSpeech()
  const navigate = useNavigate()
  return (
    <tr
      data-row={row.id}
      className={chosen ? 'cur' : undefined}
      aria-selected={chosen}
      onClick={() => void navigate({ to: '/ho-so/$id', params: { id: row.id } })}
    >
      <td className="nw">
        <Link to="/ho-so/$id" params={{ id: row.id }}>
          {row.code}
        </Link>
      </td>
      <td>
        <b className="items-what">{say(row.title)}</b>
        <span className="sm mut">{row.applicant}</span>
      </td>
      <td>{say(row.status)}</td>
      <td>
        {row.person ?? null}
        <span className="sm mut items-unit">{unitName(row.unit, say)}</span>
      </td>
      <td className="num nw">
        <Promised row={row} />
      </td>
    </tr>
  )
}

function Promised({ row }: { row: ItemRow }) {
  const { language } = useSpeech()
  const left = row.remaining_working_min
  const day = row.appointment === null ? null : fullDate(row.appointment)
  const today = row.appointment !== null && localDay(row.appointment) === localDay(nowIso())
  const said = left === null ? null : remaining(left, language)
  return (
    <>
      {day}
      <span className="sm items-left">
        {row.late || (left !== null && left < 0) ? (
          <State kind="late">{said}</State>
        ) : today && said ? (
          <State kind="due">{said}</State>
        ) : (
          <span className="mut">{said}</span>
        )}
      </span>
    </>
  )
}
