import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../api/client.ts'
import type { ProcedureView } from '../../api/procedure-types.ts'
import type { ActAnswer, FiledDossier, LinkedFiled } from '../../api/types.ts'
import { nowIso } from '../../app/clock.ts'
import { answerLinked, isLinked, linkedFilingOf } from './linked-choice.ts'
import { emptyDraft, filingOf, missingParts, type IntakeDraft } from './draft.ts'

const kept = 'sauro.intake'

interface Kept {
  draft: IntakeDraft
  at: string
}

function readKept(): Kept | undefined {
  const text = sessionStorage.getItem(kept)
  if (text === null) return undefined
  const known: unknown = JSON.parse(text)
  if (typeof known !== 'object' || known === null || !('draft' in known)) return undefined
  const { draft, at } = known as Kept
  return { draft: { ...emptyDraft, ...draft }, at }
}

/** What the desk is typing, kept in this browser tab until it is sent or begun again. */
export function useIntakeDraft(procedure: string | undefined) {
  const [state, setState] = useState<{ draft: IntakeDraft; at: string | null }>(() => {
    const known = readKept() ?? { draft: emptyDraft, at: null }
    return procedure === undefined ? known : { ...known, draft: { ...known.draft, procedure, papers: {} } }
  })
  const change = useCallback((part: Partial<IntakeDraft>) => {
    setState((before) => {
      const after = { draft: { ...before.draft, ...part }, at: nowIso() }
      sessionStorage.setItem(kept, JSON.stringify(after))
      return after
    })
  }, [])
  const clear = useCallback(() => {
    sessionStorage.removeItem(kept)
    setState({ draft: emptyDraft, at: null })
  }, [])
  return { draft: state.draft, savedAt: state.at, change, clear }
}

export type Purpose = 'accept' | 'guide'

export interface Taken {
  filed: FiledDossier
  purpose: Purpose
  appointment: string | null
  /** Where the receipt is printed. */
  receipt: string
  /** Of linked procedures whose last appointment is not known yet: the latest it may be. */
  expected?: string | null
}

interface Sending {
  text: string
  file: string
  act: string
  filed?: FiledDossier
  linked?: LinkedFiled
  answers: Map<string, string>
}

/**
 * Files the dossier, then accepts it, or asks for what is missing. Each of the two calls has its own key, kept while the same
 * words are sent: a second press or a lost answer never makes a second dossier.
 */
export function useTakeIn(
  draft: IntakeDraft,
  procedure: ProcedureView | undefined,
  receivedAt: string,
  words: { reason: string },
) {
  const client = useQueryClient()
  const sending = useRef<Sending | undefined>(undefined)
  return useMutation({
    networkMode: 'always',
    mutationFn: async (purpose: Purpose): Promise<Taken> => {
      if (!procedure) throw new Error('no procedure was chosen')
      const linked = isLinked(procedure.code)
      const filing = (linked ? linkedFilingOf : filingOf)(draft, procedure, receivedAt)
      const text = JSON.stringify(filing)
      if (sending.current?.text !== text)
        sending.current = {
          text,
          file: newIdempotencyKey(),
          act: newIdempotencyKey(),
          answers: new Map(),
        }
      const now = sending.current
      if (linked) return takeInLinked(now, filing, purpose, draft, procedure, words.reason)
      now.filed ??= await api.post<FiledDossier>('/api/dossiers', filing, { idempotencyKey: now.file })
      const { filed } = now
      const after = await answer(filed, purpose, draft, procedure, words.reason, now.act)
      const receipt = `/api/items/${filed.id}/receipt.pdf`
      return { filed, purpose, appointment: after.appointment, receipt }
    },
    onSuccess: () => {
      sending.current = undefined
      for (const list of ['today', 'items', 'outbox']) void client.invalidateQueries({ queryKey: [list] })
    },
  })
}

/** The same for linked procedures: one filing, then an answer to each dossier that has begun. */
async function takeInLinked(
  now: Sending,
  filing: Record<string, unknown>,
  purpose: Purpose,
  draft: IntakeDraft,
  chosen: ProcedureView,
  reason: string,
): Promise<Taken> {
  now.linked ??= await api.post<LinkedFiled>('/api/linked-dossiers', filing, { idempotencyKey: now.file })
  const { linked } = now
  const view = await answerLinked(linked, draft, chosen, purpose === 'guide' ? { reason } : null, now.answers)
  const first = linked.items[0]!
  return {
    filed: { ...first, code: linked.code, secret: linked.secret },
    purpose,
    appointment: view.appointment,
    expected: view.expected,
    receipt: `/api/linked-dossiers/${encodeURIComponent(linked.code)}/receipt.pdf`,
  }
}

function answer(
  filed: FiledDossier,
  purpose: Purpose,
  draft: IntakeDraft,
  procedure: ProcedureView,
  reason: string,
  idempotencyKey: string,
): Promise<ActAnswer> {
  const { version } = filed
  const place = `/api/items/${filed.id}`
  if (purpose === 'accept') return api.post(`${place}/acceptance`, { version }, { idempotencyKey })
  const guidance = draft.guidance.trim() === '' ? {} : { guidance: draft.guidance.trim() }
  const missing = missingParts(draft, procedure)
  return api.post(
    `${place}/supplement-request`,
    { version, missing, reason, ...guidance },
    { idempotencyKey },
  )
}
