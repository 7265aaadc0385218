import type { ProcedurePart, ProcedureView } from '../../api/procedure-types.ts'

/** What the desk has typed so far. Plain data, so that it can be kept while the page is left. */
export interface IntakeDraft {
  kind: string
  number: string
  name: string
  phone: string
  email: string
  address: string
  /** Somebody who files for the applicant. */
  through: boolean
  throughName: string
  throughNumber: string
  throughAs: string
  throughAuthority: string
  throughDate: string
  procedure: string
  channel: 'direct' | 'post'
  competent: string
  notify: 'sms' | 'email' | 'none'
  papers: Record<string, PaperDraft>
  guidance: string
}

export interface PaperDraft {
  here: boolean
  files: { id: string; name: string }[]
}

export type TextField = Exclude<keyof IntakeDraft, 'through' | 'papers' | 'channel' | 'notify'>

export const emptyDraft: IntakeDraft = {
  kind: 'citizen',
  number: '',
  name: '',
  phone: '',
  email: '',
  address: '',
  through: false,
  throughName: '',
  throughNumber: '',
  throughAs: 'authorised',
  throughAuthority: '',
  throughDate: '',
  procedure: '',
  channel: 'direct',
  competent: '',
  notify: 'sms',
  papers: {},
  guidance: '',
}

const set = (name: string, text: string): Record<string, string> =>
  text.trim() === '' ? {} : { [name]: text.trim() }

/** The body of `POST /api/dossiers`. */
export function filingOf(
  draft: IntakeDraft,
  procedure: ProcedureView,
  receivedAt: string,
): Record<string, unknown> {
  return {
    procedure: procedure.code,
    channel: draft.channel,
    receivedAt,
    ...(procedure.competent.level === 'commune' ? set('competent', draft.competent) : {}),
    applicant: {
      kind: draft.kind,
      name: draft.name.trim(),
      ...set('number', draft.number.replace(/[\s.]/g, '')),
      ...set('phone', draft.phone.replace(/[\s.]/g, '')),
      ...set('email', draft.email),
      ...set('address', draft.address),
    },
    ...(draft.through ? { through: throughOf(draft) } : {}),
    parts: procedure.parts.filter((part) => isHere(draft, part.key)).map((part) => paperOf(draft, part)),
    notify: notifyOf(draft),
  }
}

function throughOf(draft: IntakeDraft): Record<string, unknown> {
  return {
    name: draft.throughName.trim(),
    as: draft.throughAs,
    ...set('number', draft.throughNumber.replace(/[\s.]/g, '')),
    ...set('authority', draft.throughAuthority),
    ...set('authorityDate', draft.throughDate),
  }
}

function paperOf(draft: IntakeDraft, part: ProcedureView['parts'][number]): Record<string, unknown> {
  const files = draft.papers[part.key]?.files ?? []
  return {
    key: part.key,
    originals: part.originals > 0 || part.copies === 0 ? Math.max(1, part.originals) : 0,
    copies: part.copies,
    ...(files.length > 0 ? { files: files.map((file) => file.id) } : {}),
  }
}

function notifyOf(draft: IntakeDraft): Record<string, unknown> {
  if (draft.notify === 'none') return { channel: 'none' }
  const to = draft.notify === 'sms' ? draft.phone.replace(/[\s.]/g, '') : draft.email.trim()
  return to === '' ? { channel: 'none' } : { channel: draft.notify, to }
}

export const isHere = (draft: IntakeDraft, key: string): boolean => {
  const paper = draft.papers[key]
  return paper !== undefined && (paper.here || paper.files.length > 0)
}

/** The required papers that were not handed in. */
export const missingParts = (draft: IntakeDraft, procedure: ProcedureView): string[] =>
  procedure.parts.filter((part) => part.required && !isHere(draft, part.key)).map((part) => part.key)

/** The fields that keep a filing from being sent, in the order of the page. */
export function openFields(draft: IntakeDraft, procedure: ProcedureView | undefined): string[] {
  const open: string[] = []
  if (draft.name.trim() === '') open.push('name')
  if (draft.through && draft.throughName.trim() === '') open.push('throughName')
  if (!procedure) open.push('procedure')
  return open
}

/** A person's number is 12 digits, a business's tax code 10 or 13; a passport is let through. */
export function numberLooksWrong(draft: IntakeDraft): boolean {
  const number = draft.number.replace(/[\s.-]/g, '')
  if (number === '' || /[A-Za-z]/.test(number)) return false
  return draft.kind === 'citizen' ? !/^\d{12}$/.test(number) : !/^(\d{10}|\d{12}|\d{13})$/.test(number)
}

interface MemberPapers {
  of: ProcedurePart['of']
  /** Where its papers begin among all: the numbers to press go on from member to member. */
  from: number
  parts: ProcedurePart[]
}

/** The papers under the procedure that asks for each; one group without a name where only one procedure is filed. */
export function byMember(parts: readonly ProcedurePart[]): MemberPapers[] {
  const groups: MemberPapers[] = []
  for (const [index, part] of parts.entries()) {
    const last = groups.at(-1)
    if (last && last.of === part.of) last.parts.push(part)
    else groups.push({ of: part.of, from: index, parts: [part] })
  }
  return groups
}
