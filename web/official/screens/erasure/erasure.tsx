import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { erasurePlanQuery, itemQuery } from '../../api/queries.ts'
import type { Erased, ErasurePlan, ItemView } from '../../api/types.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { useTitle } from '../../app/title.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSpeech } from '../../words/use-words.tsx'
import { Codes } from './codes.tsx'
import { ErasureForm } from './erasure-form.tsx'
import { WhatGoes, WhatStays } from './what-goes.tsx'
import './erasure.css'

export type Person = keyof ErasurePlan

/** Erasing a person of a dossier: what goes, what stays and why, a reason, a typed confirmation, and what came of it. */
export function ErasureScreen() {
  const { erasure: words } = useSpeech().words
  const { id } = useParams({ from: '/ho-so/$id/xoa' })
  const item = useQuery(itemQuery(id))
  const plan = useQuery(erasurePlanQuery(id))
  const [erased, setErased] = useState<Erased>()
  useTitle(words.title)
  const error = plan.error ?? item.error
  return (
    <main className="main erasure" id="noi-dung">
      {item.data && plan.data ? (
        <>
          <p className="mut">
            <Link to="/ho-so/$id" params={{ id }}>
              {item.data.code}
            </Link>
          </p>
          {erased ? (
            <Done item={item.data} erased={erased} />
          ) : (
            <Plan item={item.data} plan={plan.data} onErased={setErased} />
          )}
        </>
      ) : null}
      {error ? <Trouble whole error={error} retry={() => void plan.refetch()} /> : null}
      {!error && (item.isPending || plan.isPending) ? <Skeleton rows={6} /> : null}
    </main>
  )
}

interface PlanProps {
  item: ItemView
  plan: ErasurePlan
  onErased: (erased: Erased) => void
}

function Plan({ item, plan, onErased }: PlanProps) {
  const { erasure: words } = useSpeech().words
  const people = (['applicant', 'representative'] as const).filter((one) => plan[one] !== null)
  const [chosen, choose] = useState<Person>()
  const person = chosen ?? people[0]
  const reach = person ? plan[person] : null
  return (
    <>
      <h1>{words.title}</h1>
      {person && reach ? (
        <>
          <p>{words.lead}</p>
          <Whom people={people} person={person} onChoose={choose} />
          <section>
            <h2>{words.reaches}</h2>
            {reach.dossiers.length > 0 ? (
              <Codes said={words.dossiers(reach.dossiers.length)} codes={reach.dossiers} />
            ) : null}
            {reach.represented.length > 0 ? (
              <Codes said={words.represented(reach.represented.length)} codes={reach.represented} />
            ) : null}
          </section>
          <div className="erasure-sides">
            <WhatGoes person={person} />
            <WhatStays person={person} />
          </div>
          {reach.open.length > 0 ? (
            <section className="trouble stale" role="status">
              <h2>{words.openTitle}</h2>
              <Codes said={words.open(reach.open.length)} codes={reach.open} />
            </section>
          ) : (
            <ErasureForm key={person} item={item} person={person} onErased={onErased} />
          )}
        </>
      ) : (
        <p>{words.gone}</p>
      )}
    </>
  )
}

function Whom({
  people,
  person,
  onChoose,
}: {
  people: readonly Person[]
  person: Person
  onChoose: (person: Person) => void
}) {
  const { erasure: words } = useSpeech().words
  return (
    <fieldset className="erasure-whom">
      <legend>
        <h2>{words.whom}</h2>
      </legend>
      {people.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="person"
            value={one}
            checked={one === person}
            onChange={() => onChoose(one)}
          />
          {words[one]}
        </label>
      ))}
    </fieldset>
  )
}

/** The heading takes the focus, so that whoever does not see the page hears what came of it. */
const intoFocus = (heading: HTMLElement | null): void => heading?.focus()

function Done({ item, erased }: { item: ItemView; erased: Erased }) {
  const { erasure: words } = useSpeech().words
  return (
    <section className="erasure-done">
      <h1 tabIndex={-1} ref={intoFocus}>
        {words.doneTitle}
      </h1>
      {erased.codes.length > 0 ? <Codes said={words.done(erased.codes.length)} codes={erased.codes} /> : null}
      {erased.represented.length > 0 ? (
        <Codes said={words.doneRepresented(erased.represented.length)} codes={erased.represented} />
      ) : null}
      <p>
        {words.doneAccounts(erased.accounts)} {words.doneAfter}
      </p>
      <Link className="btn pri" to="/ho-so/$id" params={{ id: item.id }}>
        {words.back}
      </Link>
    </section>
  )
}
