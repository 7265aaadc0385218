/**
 * Why a command or a request was refused. A refusal is written for whoever must act: what happened, why, what to do now,
 * in Vietnamese and English. The code is stable and part of the API; HTTP status is chosen in `http.ts` alone.
 */
export type RefusalKind =
  | 'invalid' // the input is wrong; `field` names where
  | 'unauthenticated' // nobody is signed in
  | 'forbidden' // signed in, but not permitted
  | 'not-found'
  | 'conflict' // the thing has changed or is in another state
  | 'too-large'
  | 'too-many' // slowed down
  | 'unavailable' // something outside does not answer

export interface Texts {
  vi: string
  en: string
}

export interface RefusalDetail {
  kind?: RefusalKind
  /** Name of the input field at fault, as a path: `applicant.number`. */
  field?: string
  /** Facts a screen may need, never personal data. */
  facts?: Record<string, unknown>
}

export class Refusal extends Error {
  readonly code: string
  readonly texts: Texts
  readonly kind: RefusalKind
  readonly field: string | undefined
  readonly facts: Record<string, unknown> | undefined

  constructor(code: string, texts: Texts, detail: RefusalDetail = {}) {
    super(`${code}: ${texts.en}`)
    this.name = 'Refusal'
    this.code = code
    this.texts = texts
    this.kind = detail.kind ?? 'invalid'
    this.field = detail.field
    this.facts = detail.facts
  }
}

export const invalid = (field: string, texts: Texts, code = 'InvalidInput'): Refusal =>
  new Refusal(code, texts, { kind: 'invalid', field })

export const notFound = (what: Texts): Refusal =>
  new Refusal(
    'NotFound',
    { vi: `Không tìm thấy ${what.vi}.`, en: `${what.en} was not found.` },
    { kind: 'not-found' },
  )
