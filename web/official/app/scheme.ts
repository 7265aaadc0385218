import { useSyncExternalStore } from 'react'

export type Scheme = 'light' | 'dark'

const kept = 'sauro.scheme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

export function currentScheme(): Scheme {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemDark.matches ? 'dark' : 'light'
}

function show(): void {
  document.documentElement.dataset['scheme'] = currentScheme()
  for (const listener of listeners) listener()
}

/** Follows the system until somebody chooses. */
export function startScheme(): void {
  systemDark.addEventListener('change', show)
  show()
}

export function chooseScheme(scheme: Scheme): void {
  localStorage.setItem(kept, scheme)
  show()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useScheme = (): Scheme => useSyncExternalStore(listen, currentScheme)
