import { useSpeech } from '../../words/use-words.tsx'
import type { Person } from './erasure.tsx'

export function WhatGoes({ person }: { person: Person }) {
  const { erasure: words } = useSpeech().words
  const goes = person === 'applicant' ? words.goesApplicant : [...words.goesRepresentative, words.goesOwnToo]
  return (
    <section>
      <h2>{words.goes}</h2>
      <ul className="erasure-goes">
        {goes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}

/** What an erasure must not touch: the proof, the figures an agency owes, what is somebody else's. */
export function WhatStays({ person }: { person: Person }) {
  const { erasure: words } = useSpeech().words
  const stays = [
    ...words.staysBoth,
    person === 'applicant' ? words.staysApplicant : words.staysRepresentative,
    words.staysBackups,
  ]
  return (
    <section>
      <h2>{words.stays}</h2>
      <dl className="erasure-stays">
        {stays.map(([what, why]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd className="mut">{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
