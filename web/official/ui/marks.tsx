import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import type { Evidence as EvidenceLevel } from '../api/types.ts'
import { useWords } from '../words/use-words.tsx'
import { Icon, type IconName } from './icons.tsx'

export type StateKind = 'ok' | 'due' | 'late' | 'wait'

const stateIcon: Record<StateKind, IconName> = { ok: 'check', due: 'clock', late: 'late', wait: 'pause' }

/** A state: icon, word and colour together, never fewer. */
export function State({ kind, icon, children }: { kind: StateKind; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`st ${kind}`}>
      <Icon name={icon ?? stateIcon[kind]} />
      {children}
    </span>
  )
}

/** A figure that opens exactly the records it counts. */
export function Figure({
  to,
  search,
  children,
}: {
  to: string
  search?: Record<string, unknown>
  children: ReactNode
}) {
  return (
    <Link className="fig" to={to} search={search ?? {}}>
      {children}
    </Link>
  )
}

const evidenceClass: Record<EvidenceLevel, string> = {
  verified: 'ev p',
  secondary: 'ev n',
  unverified: 'ev u',
}

/** How sure we are of a statement of law. */
export function Evidence({ level, children }: { level: EvidenceLevel; children?: ReactNode }) {
  const { evidence } = useWords()
  return (
    <span className={evidenceClass[level]}>
      {children}
      {children ? ', ' : null}
      {evidence[level]}
    </span>
  )
}

export function Key({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>
}
