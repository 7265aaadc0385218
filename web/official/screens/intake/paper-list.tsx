import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { uploadFile } from '../../api/upload.ts'
import type { ProcedurePart, ProcedureView } from '../../api/procedure-types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PartName } from '../../ui/part-name.tsx'
import { State } from '../../ui/marks.tsx'
import { useSpeech } from '../../words/use-words.tsx'
import { byMember, isHere, missingParts, type IntakeDraft, type PaperDraft } from './draft.ts'
import { StepTitle } from './step-title.tsx'

interface PaperListProps {
  draft: IntakeDraft
  change: (part: Partial<IntakeDraft>) => void
  procedure: ProcedureView | undefined
  onTick: (key: string) => void
}

/** The papers the procedure asks for: a number key ticks one, files may be added. */
export function PaperList({ draft, change, procedure, onTick }: PaperListProps) {
  const { words, say } = useSpeech()
  const { intake } = words
  const complete = procedure !== undefined && missingParts(draft, procedure).length === 0
  const setPaper = (key: string, paper: PaperDraft): void =>
    change({ papers: { ...draft.papers, [key]: paper } })
  return (
    <fieldset>
      <StepTitle
        no={3}
        done={complete}
        current={procedure !== undefined && !complete}
        hint={intake.papersHint}
      >
        {intake.papers}
      </StepTitle>
      {procedure ? (
        byMember(procedure.parts).map(({ of, from, parts }) => (
          <section key={from} aria-label={of && say(of)}>
            {of ? <p className="intake-of b">{say(of)}</p> : null}
            <ul className="intake-options">
              {parts.map((part, index) => (
                <Paper
                  key={part.key}
                  part={part}
                  no={from + index + 1}
                  here={isHere(draft, part.key)}
                  paper={draft.papers[part.key] ?? { here: false, files: [] }}
                  onTick={() => onTick(part.key)}
                  onPaper={(paper) => setPaper(part.key, paper)}
                />
              ))}
            </ul>
          </section>
        ))
      ) : (
        <p className="mut">{intake.papersFirst}</p>
      )}
    </fieldset>
  )
}

interface PaperProps {
  part: ProcedurePart
  no: number
  here: boolean
  paper: PaperDraft
  onTick: () => void
  onPaper: (paper: PaperDraft) => void
}

function Paper({ part, no, here, paper, onTick, onPaper }: PaperProps) {
  const { words, say } = useSpeech()
  const have = words.intake.have(part.originals, part.copies)
  return (
    <li className="intake-paper">
      <button type="button" role="checkbox" aria-checked={here} className="intake-tick" onClick={onTick}>
        {no <= 9 ? <kbd>{no}</kbd> : <span />}
        <span>
          <PartName name={part.name} required={part.required} />
        </span>
        {here ? (
          <State kind="ok">{[words.intake.haveIt, have].filter(Boolean).join(', ')}</State>
        ) : (
          <span className="mut">{words.intake.haveNot}</span>
        )}
      </button>
      <Files paper={paper} onPaper={onPaper} name={say(part.name)} />
    </li>
  )
}

function Files({
  paper,
  onPaper,
  name,
}: {
  paper: PaperDraft
  onPaper: (paper: PaperDraft) => void
  name: string
}) {
  const { intake } = useSpeech().words
  const id = useId()
  const [percent, setPercent] = useState(0)
  const upload = useMutation({
    mutationFn: async (file: File) => ({ id: await uploadFile(file, setPercent), name: file.name }),
    onSuccess: (file) => onPaper({ here: true, files: [...paper.files, file] }),
  })
  return (
    <div className="intake-files sm">
      {paper.files.map((file) => (
        <span key={file.id}>
          <Icon name="paper" /> {file.name}{' '}
          <button
            type="button"
            className="link"
            aria-label={`${intake.remove}: ${file.name}`}
            onClick={() => onPaper({ ...paper, files: paper.files.filter((one) => one !== file) })}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {upload.isPending ? (
        <span role="status">{intake.uploading(percent)}</span>
      ) : (
        <label className="intake-upload" htmlFor={id}>
          {intake.upload}
          <input
            id={id}
            type="file"
            className="vh"
            aria-label={`${intake.upload}: ${name}`}
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) upload.mutate(file)
              event.target.value = ''
            }}
          />
        </label>
      )}
      {upload.error ? <Trouble error={upload.error} /> : null}
    </div>
  )
}
