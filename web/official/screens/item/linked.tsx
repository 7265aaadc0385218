import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { linkedQuery } from '../../api/queries.ts'
import type { LinkedMember, LinkedView } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useMay } from '../../app/session.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Evidence, State, type StateKind } from '../../ui/marks.tsx'
import { dayAndTime, fullDate } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import './linked.css'

/** The dossiers filed together with this one, each with its agency and clock; nothing for a dossier that stands alone. */
export function Linked({ id }: { id: string }) {
  const linked = useQuery(linkedQuery(id))
  if (linked.error) return <Trouble error={linked.error} retry={() => void linked.refetch()} />
  return linked.data ? <Filing linked={linked.data} here={id} /> : null
}

function Filing({ linked, here }: { linked: LinkedView; here: string }) {
  const { words, say } = useSpeech()
  const mayPrint = useMay('work.print')
  return (
    <section className="card linked" aria-labelledby="lien-thong">
      <div className="row">
        <h2 id="lien-thong">
          {words.item.linked} <span className="mut">{linked.code}</span>
        </h2>
        {mayPrint ? (
          <a
            className="btn q sp"
            href={`/api/linked-dossiers/${encodeURIComponent(linked.code)}/receipt.pdf`}
            target="_blank"
            rel="noopener"
          >
            <Icon name="print" /> {words.item.linkedReceipt}
          </a>
        ) : null}
      </div>
      <p className="sm">
        {say(linked.set.name)} <Evidence level={linked.set.evidence} />
      </p>
      <Promised linked={linked} />
      <table>
        <thead>
          <tr>
            <th>{words.item.linkedProcedure}</th>
            <th>{words.item.linkedAgency}</th>
            <th>{words.item.linkedState}</th>
            <th>{words.item.linkedAppointment}</th>
          </tr>
        </thead>
        <tbody>
          {linked.members.map((member) => (
            <Row key={member.procedure.code} member={member} here={member.item?.id === here} />
          ))}
        </tbody>
      </table>
      {linked.set.elsewhere.map((one) => (
        <p key={one.vi} className="sm mut">
          {words.item.linkedElsewhere} {say(one)}
        </p>
      ))}
    </section>
  )
}

/** The one appointment of all, and who is late. */
function Promised({ linked }: { linked: LinkedView }) {
  const { words, say } = useSpeech()
  const { item } = words
  return (
    <>
      <p>
        {linked.whole !== 'running'
          ? item.linkedWhole[linked.whole]
          : linked.appointment
            ? item.linkedPromised(fullDate(linked.appointment))
            : item.linkedUnknown(linked.expected ? fullDate(linked.expected) : null)}
      </p>
      {linked.late.map((one) => (
        <p key={one.procedure.code}>
          <State kind="late">
            {(one.with === 'answer' ? item.linkedLateAnswer : item.linkedLate)(say(one.agency.name))}
          </State>
        </p>
      ))}
    </>
  )
}

const kinds: Record<LinkedMember['state'], StateKind> = {
  open: 'due',
  granted: 'ok',
  ended: 'wait',
  ready: 'wait',
  waiting: 'wait',
  never: 'wait',
}

function Row({ member, here }: { member: LinkedMember; here: boolean }) {
  const { words, say } = useSpeech()
  const { item } = words
  const state = member.status ? say(member.status) : item.linkedStates[member.state]
  const when = member.appointment
    ? dayAndTime(member.appointment)
    : member.expected
      ? item.linkedExpected(dayAndTime(member.expected))
      : ''
  return (
    <tr aria-current={here ? 'true' : undefined}>
      <td>
        {member.item && !here ? (
          <Link to="/ho-so/$id" params={{ id: member.item.id }}>
            {say(member.procedure.name)}
          </Link>
        ) : (
          <span className={here ? 'b' : undefined}>{say(member.procedure.name)}</span>
        )}
      </td>
      <td>{say(member.agency.name)}</td>
      <td>
        <State kind={member.late ? 'late' : kinds[member.state]}>
          {member.late
            ? `${state}, ${member.appointment ? item.linkedIsLate : item.linkedIsLateAnswer}`
            : state}
        </State>
        {member.held ? <div className="sm mut">{say(member.held)}</div> : null}
      </td>
      <td className="nw" data-label={item.linkedAppointment}>
        {when}
      </td>
    </tr>
  )
}
