import { useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import type { ProcedureView } from '../../api/procedure-types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useKeys } from '../../app/keys.tsx'
import { useMe } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { timeOfDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import { ApplicantFields } from './applicant-fields.tsx'
import { Done } from './done.tsx'
import { isHere, missingParts, openFields, type IntakeDraft } from './draft.ts'
import { FeeFields } from './fee-fields.tsx'
import { useChosen } from './linked-choice.ts'
import { PaperList } from './paper-list.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { ProcedureField } from './procedure-field.tsx'
import { useIntakeDraft, useTakeIn, type Purpose } from './use-intake.ts'
import './aside.css'
import './papers.css'
import './intake.css'

/** The counter: applicant, procedure, papers, fee, and one key press to accept and print. */
export function IntakeScreen() {
  useTitle(useSpeech().words.intake.title)
  const { procedure: asked } = useSearch({ from: '/tiep-nhan' })
  const intake = useIntakeDraft(asked)
  return <Intake intake={intake} procedure={useChosen(intake.draft.procedure)} />
}

interface IntakeProps {
  intake: ReturnType<typeof useIntakeDraft>
  procedure: ProcedureView | undefined
}

function Intake({ intake, procedure }: IntakeProps) {
  const { words } = useSpeech()
  const { draft, change, clear, savedAt } = intake
  const receivedAt = useReceivingUnit()
  const taking = useTakeIn(draft, procedure, receivedAt, { reason: words.intake.missingReason })
  const [open, setOpen] = useState<string[]>([])
  const form = useRef<HTMLFormElement>(null)
  const missing = procedure ? missingParts(draft, procedure) : []
  const send = (purpose: Purpose): void => {
    const fields = openFields(draft, procedure)
    setOpen(fields)
    if (fields.length === 0) taking.mutate(purpose)
    else form.current?.querySelector<HTMLElement>(`[name=${fields[0]}]`)?.focus()
  }
  const tick = (key: string): void => tickPaper(draft, key, change)
  useIntakeKeys(procedure, tick, send, missing.length > 0)
  if (taking.data) return <Done taken={taking.data} onNext={() => (clear(), taking.reset())} />
  const refused = taking.error instanceof ApiError ? taking.error : undefined
  const fieldsProps = { draft, change, open, refused }
  return (
    <div className="intake">
      <main className="intake-main" id="noi-dung">
        <form ref={form} onSubmit={(event) => event.preventDefault()} noValidate autoComplete="off">
          <h1>{words.intake.title}</h1>
          <ApplicantFields {...fieldsProps} />
          <ProcedureField {...fieldsProps} procedure={procedure} />
          <PaperList draft={draft} change={change} procedure={procedure} onTick={tick} />
          <FeeFields {...fieldsProps} procedure={procedure} receivedAt={receivedAt} />
          {missing.length > 0 ? (
            <Guidance draft={draft} change={change} procedure={procedure} missing={missing} />
          ) : null}
          {taking.error ? <Trouble error={taking.error} /> : null}
          <div className="intake-acts">
            <button
              type="button"
              className="btn pri"
              disabled={taking.isPending}
              onClick={() => send('accept')}
            >
              {words.intake.submit} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
            </button>
            {missing.length > 0 ? (
              <button
                type="button"
                className="btn q"
                disabled={taking.isPending}
                onClick={() => send('guide')}
              >
                {words.intake.missing} <kbd>b</kbd>
              </button>
            ) : null}
            <span className="sp sm mut">
              {savedAt === null ? null : words.intake.draftSaved(timeOfDay(savedAt))}{' '}
              <button type="button" className="link inline" onClick={clear}>
                {words.intake.draftCleared}
              </button>
            </span>
          </div>
        </form>
      </main>
      <PreviewPane draft={draft} procedure={procedure} />
    </div>
  )
}

function tickPaper(draft: IntakeDraft, key: string, change: (part: Partial<IntakeDraft>) => void): void {
  const files = draft.papers[key]?.files ?? []
  change({ papers: { ...draft.papers, [key]: { here: !isHere(draft, key), files } } })
}

/** The office of the desk: where a clerk's post is, else the first post. */
function useReceivingUnit(): string {
  const { actor } = useMe()
  return (actor.posts.find((post) => post.role === 'clerk') ?? actor.posts[0])?.unit ?? ''
}

const focusOn = (name: string) => (): void =>
  document.querySelector<HTMLElement>(`.intake [name=${name}]`)?.focus()

function useIntakeKeys(
  procedure: ProcedureView | undefined,
  tick: (key: string) => void,
  send: (purpose: Purpose) => void,
  canGuide: boolean,
): void {
  const { intake } = useSpeech().words
  const parts = procedure?.parts.slice(0, 9) ?? []
  useKeys('here', [
    { keys: 'c', help: intake.keyApplicant, run: focusOn('number') },
    { keys: 't', help: intake.keyProcedure, run: focusOn('procedure') },
    ...parts.map((part, index) => ({
      keys: String(index + 1),
      help: intake.keyPapers,
      run: () => tick(part.key),
    })),
    ...(canGuide ? [{ keys: 'b', help: intake.keyMissing, run: focusOn('guidance') }] : []),
    { keys: 'Ctrl+Enter', help: intake.keySubmit, run: () => send('accept'), inFields: true },
  ])
}

interface GuidanceProps {
  draft: IntakeDraft
  change: (part: Partial<IntakeDraft>) => void
  procedure: ProcedureView | undefined
  missing: readonly string[]
}

/** Papers that are required and not here: said, with room for what the applicant should do. */
function Guidance({ draft, change, procedure, missing }: GuidanceProps) {
  const { words, say } = useSpeech()
  const names = (procedure?.parts ?? [])
    .filter((part) => missing.includes(part.key))
    .map((part) => say(part.name))
  return (
    <div className="intake-guidance">
      <p>{words.intake.missingEffect(names.join('; '))}</p>
      <label>
        {words.intake.guidance}
        <textarea
          name="guidance"
          className="field area"
          rows={2}
          value={draft.guidance}
          onChange={(event) => change({ guidance: event.target.value })}
        />
      </label>
    </div>
  )
}
