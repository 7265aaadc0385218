import { Link, useNavigate } from '@tanstack/react-router'
import { isLastStep } from '../../acts/following.ts'
import { leadStep } from '../../acts/forms.ts'
import { actTitle } from '../../acts/titles.ts'
import { isActName, nextAct } from '../../acts/names.ts'
import type { ProcedureView } from '../../api/procedure-types.ts'
import type { ActName, ItemView } from '../../api/types.ts'
import { useKeys } from '../../app/keys.tsx'
import { useMay, useOwnRole } from '../../app/session.tsx'
import { holesOf } from '../../ui/six-clears.tsx'
import { clearsOf, unitName } from '../../ui/clears-of.ts'
import { nowIso } from '../../app/clock.ts'
import { State } from '../../ui/marks.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useSpeech } from '../../words/use-words.tsx'

interface HeadProps {
  item: ItemView
  procedure: ProcedureView | undefined
}

export function ItemHead({ item, procedure }: HeadProps) {
  const { words, say, language } = useSpeech()
  const speaking = { words, say, language }
  const where = [item.applicant.name, item.applicant.address, unitName(item.units.competent, speaking.say)]
  return (
    <div className="item-head">
      <div className="item-name">
        <span className="mut">
          <Link to="/">{words.nav.today}</Link> · {item.code}{' '}
          {item.channel ? `· ${words.channels[item.channel]}` : null}
        </span>
        <h1>{say(item.procedure.name)}</h1>
        <p className="mut item-where">
          {where.filter(Boolean).join(' · ')} <ItemState item={item} />
        </p>
      </div>
      <Acts item={item} procedure={procedure} />
    </div>
  )
}

/** The national status in words; the icon says whether it runs, waits or is over. */
function ItemState({ item }: { item: ItemView }) {
  const { say } = useSpeech()
  const said = say(item.status)
  const { code } = item.status
  if (item.late) return <State kind="late">{said}</State>
  if (code === 9 || code === 10) return <State kind="ok">{said}</State>
  if (code === 1 || code === 2 || code === 4) {
    return (
      <State kind="ok" icon="clock">
        {said}
      </State>
    )
  }
  return (
    <State kind="wait" icon={code === 5 || code === 6 ? 'pause' : 'close'}>
      {said}
    </State>
  )
}

function Acts({ item, procedure }: HeadProps) {
  const speech = useSpeech()
  const { words } = speech
  const navigate = useNavigate({ from: '/ho-so/$id' })
  const last = isLastStep(item, procedure)
  const lead = leadStep(item)
  const ownRole = useOwnRole(lead?.role)
  const acts = item.acts.filter(isActName)
  const next = nextAct(acts, { lastStep: last, ownRole })
  const holes = lead && next === 'complete-step' ? holesOf(clearsOf(lead, null, nowIso(), speech)) : []
  const open = (act: ActName): void =>
    void navigate({ search: (before) => ({ ...before, act }), resetScroll: false })
  const title =
    next === 'complete-step' && lead
      ? words.acts.completeStep(lead.no + 1)
      : next
        ? actTitle(next, words)
        : ''
  useKeys('here', [
    ...(next && holes.length === 0 ? [{ keys: 'e', help: title, run: () => open(next) }] : []),
    { keys: 'm', help: words.keys.otherActs, run: () => document.getElementById('viec-khac')?.click() },
  ])
  const others = acts
    .filter((act) => act !== next)
    .map((act) => ({ key: act as string, label: actTitle(act, words), onChoose: () => open(act) }))
  if (useMay('work.erase-person'))
    others.push({
      key: 'erase-person',
      label: words.erasure.act,
      onChoose: () => void navigate({ to: '/ho-so/$id/xoa', params: { id: item.id } }),
    })
  return (
    <div className="row item-acts">
      {item.acceptedAt ? <Receipt id={item.id} /> : null}
      {others.length > 0 ? <Menu label={words.item.otherActs} entries={others} buttonId="viec-khac" /> : null}
      {acts.length === 0 && lead ? <span className="mut sm item-no-acts">{words.item.noActs}</span> : null}
      {next ? (
        <button type="button" className="btn pri" disabled={holes.length > 0} onClick={() => open(next)}>
          {holes.length > 0
            ? words.acts.sixFirst(holes.map((hole) => words.clears[hole].toLowerCase()).join(', '))
            : title}{' '}
          <kbd>e</kbd>
        </button>
      ) : null}
    </div>
  )
}

function Receipt({ id }: { id: string }) {
  const { words } = useSpeech()
  if (!useMay('work.print')) return null
  return (
    <a className="btn" href={`/api/items/${id}/receipt.pdf`} target="_blank" rel="noopener">
      {words.item.receipt}
    </a>
  )
}
