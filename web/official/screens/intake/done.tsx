import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useKeys } from '../../app/keys.tsx'
import { Icon } from '../../ui/icons.tsx'
import { fullDate, timeOfDay } from '../../words/dates.ts'
import { useSpeech } from '../../words/use-words.tsx'
import type { Taken } from './use-intake.ts'

/** What was promised, the paper to print, and the next applicant. */
export function Done({ taken, onNext }: { taken: Taken; onNext: () => void }) {
  const { intake } = useSpeech().words
  const print = useRef<HTMLAnchorElement>(null)
  useEffect(() => print.current?.focus(), [])
  useKeys('here', [{ keys: 'n', help: intake.doneNext, run: onNext }])
  const { filed, appointment } = taken
  const accepted = taken.purpose === 'accept'
  return (
    <main className="main intake-done" id="noi-dung">
      <p className="st ok">
        <Icon name="check" /> {accepted ? intake.doneTitle(filed.code) : intake.doneFiled(filed.code)}
      </p>
      <h1>
        {accepted && appointment
          ? intake.doneLead(`${timeOfDay(appointment)}, ${fullDate(appointment)}`)
          : accepted
            ? intake.doneLinked(taken.expected ? fullDate(taken.expected) : null)
            : intake.missingSent}
      </h1>
      <dl className="card done-secret">
        <dt className="den">{intake.secret}</dt>
        <dd>{filed.secret}</dd>
        <dd className="sm mut">{intake.secretHelp}</dd>
      </dl>
      <div className="row done-acts">
        {accepted ? (
          <a ref={print} className="btn pri" href={taken.receipt} target="_blank" rel="noopener">
            <Icon name="print" /> {intake.donePrint} <kbd>Enter</kbd>
          </a>
        ) : null}
        <Link className="btn" to="/ho-so/$id" params={{ id: filed.id }}>
          {intake.doneOpen}
        </Link>
        <button type="button" className="btn q" onClick={onNext}>
          {intake.doneNext} <kbd>n</kbd>
        </button>
      </div>
    </main>
  )
}
