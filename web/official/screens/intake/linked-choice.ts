import { useQueries, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { linkedSetsQuery, procedureQuery } from '../../api/queries.ts'
import type { ProcedureRow, ProcedureView } from '../../api/procedure-types.ts'
import type { LinkedFiled, LinkedSetView, LinkedView } from '../../api/types.ts'
import { unaccented } from '../../words/unaccented.ts'
import { filingOf, missingParts, type IntakeDraft } from './draft.ts'

/** A linked set stands in the procedure field like one procedure; its code says what it is. */
const mark = 'lt:'
export const isLinked = (code: string): boolean => code.startsWith(mark)

/** The sets whose names hold every word that was typed, as rows of the procedure search. */
export function useLinkedRows(typed: string): ProcedureRow[] {
  const sets = useQuery(linkedSetsQuery).data ?? []
  const words = unaccented(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = sets.filter((set) => words.every((word) => unaccented(set.name.vi).includes(word)))
  return found.map((set) => ({
    code: `${mark}${set.code}`,
    version: 1,
    name: set.name,
    field: '',
    levels: [],
    onlineLevel: null,
    sameDay: null,
  }))
}

/** What was chosen: a procedure, or the members of a linked set as if they were one. */
export function useChosen(code: string): ProcedureView | undefined {
  const linked = isLinked(code)
  const one = useQuery({ ...procedureQuery(code), enabled: code !== '' && !linked })
  const sets = useQuery({ ...linkedSetsQuery, enabled: linked })
  const set = linked ? sets.data?.find((each) => `${mark}${each.code}` === code) : undefined
  const members = useQueries({
    queries: (set?.members ?? []).map((member) => procedureQuery(member.procedure.code)),
  }).flatMap((query) => query.data ?? [])
  if (!linked) return code === '' ? undefined : one.data
  return set && members.length === set.members.length ? asOne(code, set, members) : undefined
}

/** The papers of all members, each under its procedure; channels that all of them take; their fees together. */
export function asOne(code: string, set: LinkedSetView, members: readonly ProcedureView[]): ProcedureView {
  const [first] = members
  return {
    ...first!,
    code,
    name: set.name,
    parts: members.flatMap((member) =>
      member.parts.map((part) => ({ ...part, key: `${member.code}/${part.key}`, of: member.name })),
    ),
    channels: first!.channels
      .filter(({ channel }) =>
        members.every((member) => member.channels.some((one) => one.channel === channel)),
      )
      .map((terms) => ({
        ...terms,
        fees: [{ amount: feesOf(members, terms.channel), currency: 'VND', note: '' }],
      })),
    competent: { level: 'commune' },
    process: { steps: [] },
  }
}

function feesOf(members: readonly ProcedureView[], channel: string): number | null {
  let sum = 0
  for (const member of members) {
    for (const fee of member.channels.find((one) => one.channel === channel)?.fees ?? []) {
      if (fee.amount === null) return null
      sum += fee.amount
    }
  }
  return sum
}

/** The body of `POST /api/linked-dossiers`. */
export function linkedFilingOf(
  draft: IntakeDraft,
  chosen: ProcedureView,
  receivedAt: string,
): Record<string, unknown> {
  const { procedure: _code, parts, competent, ...shared } = filingOf(draft, chosen, receivedAt)
  const members = new Map<string, Record<string, unknown>[]>()
  for (const part of chosen.parts) {
    const [procedure] = part.key.split('/')
    if (!members.has(procedure!)) members.set(procedure!, [])
  }
  for (const part of parts as { key: string }[]) {
    const [procedure, key] = part.key.split('/')
    members.get(procedure!)!.push({ ...part, key })
  }
  return {
    ...shared,
    set: chosen.code.slice(mark.length),
    members: [...members].map(([procedure, given]) => ({
      procedure,
      parts: given,
      ...(competent === undefined ? {} : { competent }),
    })),
  }
}

/** Answers each dossier that has begun: accepted, or asked for what it lacks. Each act has its own key. */
export async function answerLinked(
  filed: LinkedFiled,
  draft: IntakeDraft,
  chosen: ProcedureView,
  guide: { reason: string } | null,
  keys: Map<string, string>,
): Promise<LinkedView> {
  const lacking = missingParts(draft, chosen)
  for (const item of filed.items) {
    const missing = lacking.flatMap((part) =>
      part.startsWith(`${item.procedure}/`) ? [part.slice(item.procedure.length + 1)] : [],
    )
    const idempotencyKey = keys.get(item.id) ?? crypto.randomUUID()
    keys.set(item.id, idempotencyKey)
    const { version } = item
    if (guide === null || missing.length === 0) {
      await api.post(`/api/items/${item.id}/acceptance`, { version }, { idempotencyKey })
      continue
    }
    const guidance = draft.guidance.trim() === '' ? {} : { guidance: draft.guidance.trim() }
    const body = { version, missing, reason: guide.reason, ...guidance }
    await api.post(`/api/items/${item.id}/supplement-request`, body, { idempotencyKey })
  }
  return api.get<LinkedView>(`/api/linked-dossiers/${encodeURIComponent(filed.code)}`)
}
