import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { itemQuery, procedureQuery } from '../../api/queries.ts'
import type { ActName, TodayRow } from '../../api/types.ts'
import { actTitle } from '../../acts/titles.ts'
import { isActName, nextAct } from '../../acts/names.ts'
import { nowIso } from '../../app/clock.ts'
import { useKeys } from '../../app/keys.tsx'
import { useOwnRole } from '../../app/session.tsx'
import { clearsOf } from '../../ui/clears-of.ts'
import { SixClears } from '../../ui/six-clears.tsx'
import { useSpeech, useWords } from '../../words/use-words.tsx'
import { isLastStep } from '../../acts/following.ts'

/** The row under the cursor: its six clears and the one next act. */
export function Preview({ row }: { row: TodayRow }) {
  const speech = useSpeech()
  const { words, say } = speech
  const { item, step } = row
  const loaded = useQuery(itemQuery(item.id))
  const acts = item.acts ?? loaded.data?.acts ?? []
  const procedure = useQuery({
    ...procedureQuery(loaded.data?.procedure.code ?? ''),
    enabled: loaded.data !== undefined,
  })
  const last = loaded.data !== undefined && isLastStep(loaded.data, procedure.data)
  const ownRole = useOwnRole(step?.role)
  const act = nextAct(acts.filter(isActName), { lastStep: last, ownRole })
  return (
    <aside className="today-side" aria-label={words.today.preview}>
      <span className="sm mut">{words.today.nextJob(item.code)}</span>
      <h2>{say(step?.name) || say(item.title)}</h2>
      <p className="mut">{[item.applicant, say(item.title)].filter(Boolean).join(' · ')}</p>
      <SixClears layout="column" clears={clearsOf(step, item.appointment, nowIso(), speech)} />
      {act ? <ActButton act={act} row={row} /> : null}
      <Link className="btn q" to="/ho-so/$id" params={{ id: item.id }}>
        {words.today.open} <kbd>Enter</kbd>
      </Link>
      <p className="today-keys">
        <span>
          <kbd>j</kbd> <kbd>k</kbd> {words.today.move}
        </span>
        <span>
          <kbd>?</kbd> {words.top.keys}
        </span>
      </p>
    </aside>
  )
}

function ActButton({ act, row }: { act: ActName; row: TodayRow }) {
  const words = useWords()
  const navigate = useNavigate({ from: '/' })
  const title =
    act === 'complete-step' && row.step ? words.acts.completeStep(row.step.no + 1) : actTitle(act, words)
  const open = (): void =>
    void navigate({ search: (before) => ({ ...before, viec: row.item.id, act }), resetScroll: false })
  useKeys('here', [{ keys: 'e', help: title, run: open }])
  return (
    <button type="button" className="btn pri" onClick={open}>
      {title} <kbd>e</kbd>
    </button>
  )
}
