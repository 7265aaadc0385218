/** From what was typed to what is filed. Pure. */
import type { FiledPart, Filing, Procedure } from '../ports.ts'
import type { SetFiling } from '../ports-linked.ts'
import type { Draft } from './draft.ts'
import { fullName, partsOf, type Matter } from './matter.ts'

/** Throws when a page is missing; the pages are checked before, so that is an error of ours. */
export function filingOf(p: Matter, draft: Draft, lang: Filing['lang']): Filing {
  const [only] = membersOf(p, draft)
  if (!only) throw new Error('a filing of no procedure was sent')
  return { ...sharedOf(p, draft, lang), ...only }
}

/** The same for linked procedures: who and where once, papers by procedure. */
export const setFilingOf = (p: Matter, draft: Draft, lang: Filing['lang']): SetFiling => ({
  ...sharedOf(p, draft, lang),
  set: p.set ?? '',
  members: membersOf(p, draft),
})

const membersOf = (p: Matter, draft: Draft): SetFiling['members'] =>
  p.procedures.map(({ procedure }) => ({
    procedure: procedure.code,
    competent: procedure.competent.level === 'commune' ? draft.competent : procedure.competent.unit,
    parts: filedParts(p, procedure, draft),
  }))

function sharedOf(p: Matter, draft: Draft, lang: Filing['lang']): Omit<SetFiling, 'set' | 'members'> {
  const { applicant, contact, receivedAt, notify } = draft
  if (!applicant || !contact || !receivedAt || !notify)
    throw new Error('a filing was sent before all its pages were done')
  return {
    channel: 'online',
    receivedAt,
    applicant: {
      ...applicant,
      phone: contact.phone || null,
      email: contact.email || null,
      address: contact.address || null,
    },
    through: draft.who === 'through' ? draft.through : null,
    notify,
    words: notesOf(p, draft),
    lang,
  }
}

const filedParts = (p: Matter, procedure: Procedure, draft: Draft): FiledPart[] =>
  partsOf(p, procedure).map((part) => {
    const files = draft.parts[part.key]?.files.map((file) => file.id) ?? []
    return { key: part.own, originals: 0, copies: files.length > 0 ? Math.max(1, part.copies) : 0, files }
  })

/** The notes on single papers as one text, because a paper itself carries none. */
function notesOf(p: Matter, draft: Draft): string | null {
  const notes = p.parts.flatMap((part) => {
    const note = draft.parts[part.key]?.note ?? ''
    return note === '' ? [] : [`${fullName({ pick: ({ vi }) => vi }, p, part)}: ${note}`]
  })
  return notes.length > 0 ? notes.join('\n').slice(0, 5000) : null
}
