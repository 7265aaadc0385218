import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { api } from '../../api/client.ts'
import type { Erased, ItemView } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useKeys } from '../../app/keys.tsx'
import { useIntent } from '../../acts/use-intent.ts'
import { useSpeech } from '../../words/use-words.tsx'
import type { Person } from './erasure.tsx'
import '../../acts/act-form.css'

const leastReason = 3

interface FormProps {
  item: ItemView
  person: Person
  onErased: (erased: Erased) => void
}

/** A reason, and the code typed by hand: nobody erases by a slip of the mouse. */
export function ErasureForm({ item, person, onErased }: FormProps) {
  const { words } = useSpeech()
  const { erasure: said } = words
  const client = useQueryClient()
  const keyOf = useIntent()
  const [reason, setReason] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const erasing = useMutation({
    networkMode: 'always',
    mutationFn: () => {
      const path = `/api/items/${item.id}/erasure`
      const body = { person, reason: reason.trim() }
      return api.post<Erased>(path, body, { idempotencyKey: keyOf(path, body) })
    },
    onSuccess: (erased) => {
      onErased(erased)
      for (const known of ['item', 'items', 'today', 'outbox'])
        void client.invalidateQueries({ queryKey: [known] })
    },
  })
  const short = reason.trim().length < leastReason
  const wrong = code.trim().toUpperCase() !== item.code.toUpperCase()
  const send = (event?: FormEvent): void => {
    event?.preventDefault()
    setTried(true)
    if (short || wrong) document.getElementById(short ? 'erasure-reason' : 'erasure-code')?.focus()
    else if (!erasing.isPending) erasing.mutate()
  }
  useKeys('here', [{ keys: 'Ctrl+Enter', help: said.send, run: send, inFields: true }])
  return (
    <form className="act-form" onSubmit={send} noValidate>
      <Question
        id="erasure-reason"
        label={said.reason}
        problem={tried && short ? said.reasonShort : undefined}
      >
        {(shared) => (
          <textarea
            {...shared}
            className="field erasure-reason"
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Question>
      <Question
        id="erasure-code"
        label={said.confirm(item.code)}
        problem={tried && wrong ? said.confirmWrong(item.code) : undefined}
      >
        {(shared) => (
          <input
            {...shared}
            className="field num erasure-code"
            autoComplete="off"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Question>
      {erasing.error ? <Trouble error={erasing.error} /> : null}
      <div className="row act-buttons">
        <button type="submit" className="btn pri" disabled={erasing.isPending}>
          {said.send} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </button>
        <Link className="btn q" to="/ho-so/$id" params={{ id: item.id }}>
          {words.common.cancel}
        </Link>
      </div>
    </form>
  )
}

interface Shared {
  id: string
  'aria-required': true
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

function Question({
  id,
  label,
  problem,
  children,
}: {
  id: string
  label: string
  problem: string | undefined
  children: (shared: Shared) => ReactNode
}) {
  const described = problem ? `${id}-problem` : undefined
  return (
    <div className="act-one">
      <label className="act-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-required': true,
        'aria-invalid': problem !== undefined,
        'aria-describedby': described,
      })}
      {problem ? (
        <span className="act-problem" id={described} role="alert">
          {problem}
        </span>
      ) : null}
    </div>
  )
}
