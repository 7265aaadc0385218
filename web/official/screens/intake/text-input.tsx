import { useId, type HTMLInputTypeAttribute } from 'react'
import type { ApiError } from '../../api/client.ts'
import { useSpeech } from '../../words/use-words.tsx'
import type { IntakeDraft, TextField } from './draft.ts'

/** What every part of the intake form is given. */
export interface PartProps {
  draft: IntakeDraft
  change: (part: Partial<IntakeDraft>) => void
  /** Fields that keep the filing from being sent. */
  open: readonly string[]
  refused: ApiError | undefined
}

interface TextInputProps extends PartProps {
  name: TextField
  label: string
  span: number
  type?: HTMLInputTypeAttribute
  inputMode?: 'numeric' | 'tel' | 'email'
  problem?: string | undefined
  /** Its path in what the server refuses by: `applicant.number`. */
  path?: string
}

export function TextInput({
  name,
  label,
  span,
  draft,
  change,
  open,
  refused,
  type,
  inputMode,
  problem,
  path,
}: TextInputProps) {
  const { words, say } = useSpeech()
  const id = useId()
  const empty = open.includes(name) && draft[name] === '' ? words.common.required : undefined
  const said = refused !== undefined && refused.field === path ? say(refused.texts) : undefined
  const told = empty ?? said ?? problem
  return (
    <div className={`intake-field span-${span}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        name={name}
        type={type ?? 'text'}
        inputMode={inputMode}
        value={draft[name]}
        aria-invalid={told !== undefined}
        aria-describedby={told === undefined ? undefined : `${id}-problem`}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      {told === undefined ? null : (
        <span className="act-problem" id={`${id}-problem`}>
          {told}
        </span>
      )}
    </div>
  )
}
