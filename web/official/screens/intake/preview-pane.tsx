import type { ProcedureView } from '../../api/procedure-types.ts'
import { useMe } from '../../app/session.tsx'
import { nowIso } from '../../app/clock.ts'
import type { Stretch } from '../../ui/bar-layout.ts'
import { TimeBar } from '../../ui/time-bar.tsx'
import { allowText, drawnMinutes } from '../../words/allow.ts'
import { fullDate, timeOfDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { vi } from '../../words/vi.ts'
import { isHere, type IntakeDraft } from './draft.ts'
import { isLinked } from './linked-choice.ts'

interface PreviewProps {
  draft: IntakeDraft
  procedure: ProcedureView | undefined
}

/** The receipt as it will print, and the promise it makes. The paper itself is Vietnamese, whatever the screen speaks. */
export function PreviewPane({ draft, procedure }: PreviewProps) {
  const { intake } = useSpeech().words
  return (
    <aside className="intake-side" aria-label={intake.preview}>
      <div className="row">
        <h2>{intake.preview}</h2>
        <span className="sp ev u">{intake.previewNotLegal}</span>
      </div>
      <Receipt draft={draft} procedure={procedure} />
      {procedure && !isLinked(procedure.code) ? <Promise procedure={procedure} draft={draft} /> : null}
      <DeskKeys />
    </aside>
  )
}

function Receipt({ draft, procedure }: PreviewProps) {
  const { actor } = useMe()
  const paper = vi.intake.receipt
  const now = nowIso()
  const count = procedure?.parts.filter((part) => isHere(draft, part.key)).length ?? 0
  const allow =
    procedure && !isLinked(procedure.code)
      ? procedure.channels.find((one) => one.channel === draft.channel)?.allow
      : undefined
  const vietnamese = (said: ProcedureView['name']): string => (typeof said === 'string' ? said : said.vi)
  return (
    <div className="intake-receipt" lang="vi">
      <div className="receipt-head">
        <div>
          <b>{actor.posts[0]?.unitName.vi}</b>
        </div>
        <div>
          <b>{paper.country}</b>
          <br />
          <b className="receipt-motto">{paper.motto}</b>
        </div>
      </div>
      <h3>
        {paper.title1}
        <br />
        {paper.title2}
      </h3>
      <p>
        {paper.code} <i>{paper.codePending}</i>
      </p>
      <p>
        {paper.applicant} {draft.name}
      </p>
      <p>
        {paper.about} {procedure ? vietnamese(procedure.name) : null}
      </p>
      <p>{paper.papers(count)}</p>
      <p>
        {paper.received} {timeOfDay(now)}, {fullDate(now)}
      </p>
      <p>
        <b>
          {paper.promised} {allow ? paper.promisedPending(allowText(allow, vi, 'vi')) : null}
        </b>
      </p>
      <p>{paper.pauses}</p>
      <p className="receipt-scan">
        <span className="receipt-qr">{paper.qr}</span>
        {paper.scan}
      </p>
    </div>
  )
}

function Promise({ procedure, draft }: { procedure: ProcedureView; draft: IntakeDraft }) {
  const { words, say, language } = useSpeech()
  const { steps } = procedure.process
  const stretches: Stretch[] = [
    ...steps.map((step): Stretch => ({ kind: 'con', d: drawnMinutes(step.allow) })),
    { kind: 'hen', d: 0 },
  ]
  const allow = procedure.channels.find((one) => one.channel === draft.channel)?.allow
  const said = words.intake.promiseSteps(
    steps.map((step) => `${say(step.name)} ${allowText(step.allow, words, language)}`).join(', '),
    allow ? allowText(allow, words, language) : '',
  )
  return (
    <section className="intake-promise">
      <h3>{words.intake.promise}</h3>
      <TimeBar size="medium" stretches={stretches} sentence={`${words.intake.promiseOutline}: ${said}`} />
      <p className="sm mut">{said}</p>
    </section>
  )
}

function DeskKeys() {
  const { intake } = useSpeech().words
  const keys: [string[], string][] = [
    [['c'], intake.keyApplicant],
    [['t'], intake.keyProcedure],
    [['1', '9'], intake.keyPapers],
    [['b'], intake.keyMissing],
    [['Ctrl', 'Enter'], intake.keySubmit],
  ]
  return (
    <section className="intake-keys">
      <h2>{intake.deskKeys}</h2>
      <dl>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
