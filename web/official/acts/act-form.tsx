import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useEffect, useState, type FormEvent } from 'react'
import { ApiError } from '../api/client.ts'
import { itemQuery, procedureQuery } from '../api/queries.ts'
import type { ActName, ItemView } from '../api/types.ts'
import { announce } from '../app/announce.ts'
import { Trouble } from '../app/failure-pages.tsx'
import { useKeys } from '../app/keys.tsx'
import { AntdFrame } from '../styled/antd-frame.tsx'
import { Icon } from '../ui/icons.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useSpeech } from '../words/use-words.tsx'
import { ActField } from './act-field.tsx'
import { missingFields, type Around } from './fields.ts'
import { actForms, leadStep } from './forms.ts'
import { actTitle } from './titles.ts'
import { useAct } from './use-act.ts'
import { useDraft } from './use-draft.ts'
import './act-form.css'

interface ActFormDialogProps {
  id: string
  act: ActName
  onClose: () => void
}

export function ActFormDialog({ id, act, onClose }: ActFormDialogProps) {
  const { words } = useSpeech()
  const item = useQuery(itemQuery(id))
  const procedure = useQuery({
    ...procedureQuery(item.data?.procedure.code ?? ''),
    enabled: item.data !== undefined,
  })
  const ready = item.data && !procedure.isLoading
  return (
    <AntdFrame>
      <Modal
        open
        afterOpenChange={focusFirst}
        closable={{ 'aria-label': words.common.close }}
        title={titleOf(act, item.data, words)}
        footer={null}
        width={560}
        onCancel={onClose}
        destroyOnHidden
      >
        {ready ? (
          <ActFormBody key={act} item={item.data} act={act} around={procedure.data} onClose={onClose} />
        ) : null}
        {item.isPending ? <Skeleton rows={3} /> : null}
        {item.error && !item.data ? <Trouble error={item.error} retry={() => void item.refetch()} /> : null}
      </Modal>
    </AntdFrame>
  )
}

/** The first question has the focus, not the cross that closes the form. */
function focusFirst(): void {
  document.querySelector<HTMLElement>('.act-form :is(input, textarea, button)')?.focus()
}

type Speech = ReturnType<typeof useSpeech>

function titleOf(act: ActName, item: ItemView | undefined, words: Speech['words']): string {
  const lead = item ? leadStep(item) : undefined
  return act === 'complete-step' && lead ? words.acts.completeStep(lead.no + 1) : actTitle(act, words)
}

interface BodyProps {
  item: ItemView
  act: ActName
  around: Around['procedure']
  onClose: () => void
}

function ActFormBody({ item, act, around: procedure, onClose }: BodyProps) {
  const speech = useSpeech()
  const { words } = speech
  const around: Around = { item, procedure, speaking: speech }
  const form = actForms[act]
  const fields = form.fields(around)
  const draft = useDraft(`${item.id}.${act}`, form.start?.(around) ?? {})
  const [shownMissing, showMissing] = useState<string[]>([])
  const sending = useAct(act, item, () => {
    draft.forget()
    announce(words.acts.done(actTitle(act, words).toLowerCase()))
    onClose()
  })
  const submit = (event?: FormEvent): void => {
    event?.preventDefault()
    const missing = missingFields(fields, draft.values)
    showMissing(missing)
    if (missing.length === 0) sending.mutate(draft.values)
    else document.getElementById(`act-${missing[0]}`)?.focus()
  }
  useKeys('here', [{ keys: 'Ctrl+Enter', help: words.keys.send, run: submit, inFields: true }])
  useEffect(focusFirst, [])
  const refused = sending.error instanceof ApiError ? sending.error : undefined
  return (
    <form className="act-form" onSubmit={submit} noValidate>
      <Effect text={form.effect(around)} final={form.final === true} />
      {fields.map((field, index) => (
        <ActField
          key={field.name}
          field={field}
          item={item}
          first={index === 0}
          value={draft.values[field.name]}
          problem={problemOf(field.name, shownMissing, refused, speech)}
          onChange={(value) => draft.change(field.name, value)}
        />
      ))}
      {sending.error ? <Failure error={sending.error} item={item} /> : null}
      <div className="row act-buttons">
        <button
          type="submit"
          className="btn pri"
          disabled={sending.isPending}
          autoFocus={fields.length === 0}
        >
          {titleOf(act, item, words)} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </button>
        <button type="button" className="btn q" onClick={onClose}>
          {words.common.cancel}
        </button>
      </div>
    </form>
  )
}

function problemOf(
  name: string,
  missing: readonly string[],
  refused: ApiError | undefined,
  { words, say }: Speech,
): string | undefined {
  if (missing.includes(name)) return words.common.required
  return refused?.field === name ? say(refused.texts) : undefined
}

/** What will happen, said before it does. */
function Effect({ text, final }: { text: string; final: boolean }) {
  const { acts } = useSpeech().words
  if (text === '') return null
  return (
    <p className="act-effect">
      <b>{acts.willHappen}</b> {text} {final ? acts.undoNot : null}
    </p>
  )
}

/** On a phone the end of the form lies below the screen, and what was said there would be missed. */
const intoSight = (told: HTMLElement | null): void => told?.scrollIntoView({ block: 'nearest' })

/** A stale page is told kindly: nothing was sent, the words are kept, the new state is one press away. */
function Failure({ error, item }: { error: Error; item: ItemView }) {
  const client = useQueryClient()
  const { errors } = useSpeech().words
  const [seen, see] = useState<number>()
  if (!(error instanceof ApiError) || !error.stale) return <Trouble error={error} />
  if (seen !== undefined && item.version !== seen) {
    return (
      <p className="act-fresh" role="status">
        <Icon name="check" /> {errors.staleReloaded}
      </p>
    )
  }
  const reload = (): void => {
    see(item.version)
    void client.invalidateQueries({ queryKey: ['item', item.id] })
  }
  return (
    <div ref={intoSight} className="trouble stale" role="alert">
      <h2>{errors.staleTitle}</h2>
      <p>{errors.stale}</p>
      <button type="button" className="btn" onClick={reload}>
        {errors.staleReload}
      </button>
    </div>
  )
}
