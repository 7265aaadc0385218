/** From what was typed to what is filed. Pure. */
import type { FiledPart, Filing, Procedure } from '../ports.ts'
import type { Draft } from './draft.ts'

/** Throws when a page is missing; the pages are checked before, so that is an error of ours. */
export function filingOf(p: Procedure, draft: Draft, lang: Filing['lang']): Filing {
  const { applicant, contact, receivedAt, notify } = draft
  if (!applicant || !contact || !receivedAt || !notify)
    throw new Error('a filing was sent before all its pages were done')
  return {
    procedure: p.code,
    channel: 'online',
    receivedAt,
    competent: p.competent.level === 'commune' ? draft.competent : p.competent.unit,
    applicant: {
      ...applicant,
      phone: contact.phone || null,
      email: contact.email || null,
      address: contact.address || null,
    },
    through: draft.who === 'through' ? draft.through : null,
    parts: p.parts.map((part): FiledPart => {
      const files = draft.parts[part.key]?.files.map((file) => file.id) ?? []
      return { key: part.key, originals: 0, copies: files.length > 0 ? Math.max(1, part.copies) : 0, files }
    }),
    notify,
    words: notesOf(p, draft),
    lang,
  }
}

/** The notes on single papers as one text, because a paper itself carries none. */
function notesOf(p: Procedure, draft: Draft): string | null {
  const notes = p.parts.flatMap((part) => {
    const note = draft.parts[part.key]?.note ?? ''
    return note === '' ? [] : [`${part.name.vi}: ${note}`]
  })
  return notes.length > 0 ? notes.join('\n').slice(0, 5000) : null
}
