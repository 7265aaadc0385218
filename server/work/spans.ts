import { minuteOf } from '#calendar'
import type { ReadEntry } from '#ledger'
import type { Lead } from './lead.ts'

export const ownerKinds = [
  'desk', // filed, not answered: the receiving desk
  'head', // in the unit's queue, nobody holds it
  'official',
  'applicant',
  'fee',
  'tax',
  'agency-city',
  'agency-outside',
  'counter', // result ready, not fetched: no handling time
  'outside', // outside office hours
] as const
export type OwnerKind = (typeof ownerKinds)[number]

export interface Owner {
  kind: OwnerKind
  /** A person, a unit, or null where the kind says it all. */
  id: string | null
}

/** A stretch of an item's life that lies with one owner, in whole minutes, half-open. */
export interface Span {
  from: number
  to: number
  owner: Owner
  /** A running pause owns all its minutes, day and night. */
  whole: boolean
  step: number | null
  /** The kind of fact that began it. */
  why: string
}

interface Life {
  lead: Lead | null
  paused: 'applicant' | 'fee' | 'tax' | null
  phase: 'filed' | 'handled' | 'ready' | 'ended'
  received: string
  competent: string
  returned: string
}

/**
 * Who had the item when: one fold over its entries, so it needs nothing but the ledger. Each span ends where the next begins,
 * which is why the sum is the elapsed time. `until` closes an item that is still open.
 */
export function spansOf(
  entries: readonly ReadEntry[],
  until: Date,
  isAgency: (unit: string, competent: string) => OwnerKind | null,
): Span[] {
  const spans: Span[] = []
  const end = minuteOf(until)
  // Two servers' clocks may differ by a minute: what was written later never begins earlier.
  let reached = 0
  let life: Life = { lead: null, paused: null, phase: 'filed', received: '', competent: '', returned: '' }
  entries.forEach((entry, index) => {
    life = after(life, entry)
    const next = entries[index + 1]
    const from = Math.min(Math.max(minuteOf(entry.at), reached), end)
    const to = next ? Math.min(Math.max(minuteOf(next.at), from), end) : end
    reached = to
    if (life.phase === 'ended' || to <= from) return
    spans.push({ from, to, ...ownerOf(life, isAgency), step: life.lead?.no ?? null, why: entry.type })
  })
  return spans
}

function after(life: Life, entry: ReadEntry): Life {
  const data = entry.data as Record<string, unknown>
  const next = { ...life }
  if ('lead' in data) next.lead = data['lead'] as Lead | null
  if ('paused' in data) next.paused = data['paused'] as Life['paused']
  switch (entry.type) {
    case 'dossier.submitted':
      return {
        ...next,
        received: String(data['received']),
        competent: String(data['competent']),
        returned: String(data['returned']),
      }
    case 'dossier.accepted':
      return { ...next, phase: 'handled' }
    case 'dossier.forwarded':
      return { ...next, competent: String(data['to']) }
    case 'dossier.finished':
      return { ...next, phase: 'ready', paused: null }
    case 'dossier.refused':
    case 'dossier.withdrawn':
    case 'dossier.stopped':
    case 'result.returned':
      return { ...next, phase: 'ended', paused: null }
  }
  return next
}

function ownerOf(
  life: Life,
  isAgency: (unit: string, competent: string) => OwnerKind | null,
): { owner: Owner; whole: boolean } {
  if (life.paused !== null) return { owner: { kind: life.paused, id: null }, whole: true }
  if (life.phase === 'ready') return { owner: { kind: 'counter', id: life.returned }, whole: false }
  if (life.phase === 'filed') return { owner: { kind: 'desk', id: life.received }, whole: false }
  const lead = life.lead
  if (lead === null) return { owner: { kind: 'head', id: life.competent }, whole: false }
  if (lead.charged_to !== null) return { owner: { kind: 'official', id: lead.charged_to }, whole: false }
  const agency = isAgency(lead.unit, life.competent)
  if (agency !== null) return { owner: { kind: agency, id: lead.unit }, whole: false }
  return lead.person === null
    ? { owner: { kind: 'head', id: lead.unit }, whole: false }
    : { owner: { kind: 'official', id: lead.person }, whole: false }
}
