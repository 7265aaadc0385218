import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, newIdempotencyKey } from '../../api/client.ts'
import type { ItemView } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useMay } from '../../app/session.tsx'
import { unitName } from '../../ui/clears-of.ts'
import { Icon } from '../../ui/icons.tsx'
import { useSpeech } from '../../words/use-words.tsx'

interface Opened {
  applicant: { name: string; number?: string; phone?: string; email?: string; address?: string } | null
  through: { name: string; number?: string; phone?: string } | null
}

const leastReason = 3

/** Who filed, masked; opening the number and contacts needs a reason and is written down. */
export function Applicant({ item }: { item: ItemView }) {
  const { item: words, intake } = useSpeech().words
  const mayOpen = useMay('work.read-person')
  const [asking, ask] = useState(false)
  const opening = useMutation({
    mutationFn: (reason: string) =>
      api.post<Opened>(
        `/api/items/${item.id}/unmasking`,
        { reason },
        { idempotencyKey: newIdempotencyKey() },
      ),
    onSuccess: () => ask(false),
  })
  const clear = opening.data?.applicant
  const shown = [
    clear?.name ?? item.applicant.name,
    clear?.number ?? item.applicant.number,
    clear?.phone ?? item.applicant.phone,
    clear?.email,
    clear?.address ?? item.applicant.address,
  ]
  const through = opening.data?.through
  return (
    <section className="applicant" aria-label={intake.applicant}>
      <h2>{intake.applicant}</h2>
      <p>
        {shown.filter(Boolean).join(' · ')}{' '}
        {mayOpen && !clear && !asking ? (
          <button type="button" className="link inline" onClick={() => ask(true)}>
            {words.unmask}
          </button>
        ) : null}
      </p>
      {through ? (
        <p className="mut">
          {intake.throughName}: {[through.name, through.number, through.phone].filter(Boolean).join(' · ')}
        </p>
      ) : null}
      <Places item={item} />
      {asking ? (
        <ReasonForm
          busy={opening.isPending}
          onSend={(reason) => opening.mutate(reason)}
          onClose={() => ask(false)}
        />
      ) : null}
      {opening.error ? <Trouble error={opening.error} /> : null}
      {clear ? (
        <p className="sm mut">
          <Icon name="check" /> {words.unmasked}
        </p>
      ) : null}
    </section>
  )
}

/** Where it was taken in, where it is decided, where it is handed back: any office of the city may be each of them. */
function Places({ item }: { item: ItemView }) {
  const { words, say } = useSpeech()
  const places: [string, string][] = [
    [words.item.receivedAt, unitName(item.units.received, say)],
    [words.item.competent, unitName(item.units.competent, say)],
    [words.item.returnedAt, unitName(item.units.returned, say)],
  ]
  return (
    <dl className="applicant-places">
      {places.map(([label, name]) => (
        <div key={label}>
          <dt className="den">{label}</dt>
          <dd>{name}</dd>
        </div>
      ))}
    </dl>
  )
}

function ReasonForm({
  busy,
  onSend,
  onClose,
}: {
  busy: boolean
  onSend: (reason: string) => void
  onClose: () => void
}) {
  const { words } = useSpeech()
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onSend(String(new FormData(event.currentTarget).get('reason') ?? '').trim())
  }
  return (
    <form className="applicant-reason" onSubmit={onSubmit}>
      <label className="act-label" htmlFor="unmask-reason">
        {words.item.unmaskReason}
      </label>
      <div className="row">
        <input
          id="unmask-reason"
          name="reason"
          className="field"
          required
          minLength={leastReason}
          maxLength={500}
          autoFocus
        />
        <button type="submit" className="btn" disabled={busy}>
          {words.item.unmask}
        </button>
        <button type="button" className="btn q" onClick={onClose}>
          {words.common.cancel}
        </button>
      </div>
    </form>
  )
}
