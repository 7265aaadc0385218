import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

/** One key, or two in a row as in `g t`, and what it does. `help` is its line in the list that `?` shows. */
export interface Binding {
  keys: string
  help: string
  run: () => void
  /** Works while typing in a field as well; for `Ctrl+Enter` and the like. */
  inFields?: boolean
}

export interface Shortcut {
  place: 'everywhere' | 'here'
  bindings: readonly Binding[]
}

interface Board {
  add: (shortcut: Shortcut) => () => void
  all: () => Shortcut[]
}

const KeysContext = createContext<Board | undefined>(undefined)
const sequence_ms = 1_000

export function KeysProvider({ children }: { children: ReactNode }) {
  const shortcuts = useRef<Shortcut[]>([])
  const started = useRef<{ key: string; at: number } | undefined>(undefined)
  const [board] = useState<Board>(() => ({
    add: (shortcut) => {
      shortcuts.current.push(shortcut)
      return () => {
        shortcuts.current = shortcuts.current.filter((one) => one !== shortcut)
      }
    },
    all: () => shortcuts.current,
  }))
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const name = keyName(event)
      const before = started.current
      const typed = before && event.timeStamp - before.at < sequence_ms ? `${before.key} ${name}` : name
      const binding =
        findBinding(shortcuts.current, typed, event) ?? findBinding(shortcuts.current, name, event)
      started.current = { key: name, at: event.timeStamp }
      if (!binding) return
      started.current = undefined
      event.preventDefault()
      binding.run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return <KeysContext value={board}>{children}</KeysContext>
}

function keyName(event: KeyboardEvent): string {
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key
}

/** The newest binding wins: a page's own before the shell's. */
function findBinding(
  shortcuts: readonly Shortcut[],
  typed: string,
  event: KeyboardEvent,
): Binding | undefined {
  if (event.altKey || event.isComposing) return undefined
  const typing = isTyping(event.target)
  for (const shortcut of shortcuts.toReversed()) {
    const binding = shortcut.bindings.find((one) => one.keys === typed)
    if (binding && (!typing || binding.inFields) && !(typed === 'Enter' && isPressable(event.target)))
      return binding
  }
  return undefined
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role=dialog], [role=menu], [role=listbox]') !== null
  )
}

/** Enter belongs to a focused button or link, but a row of a list lets the list answer. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary') !== null &&
    target.closest('[data-row]') === null
  )
}

function useBoard(): Board {
  const board = useContext(KeysContext)
  if (!board) throw new Error('KeysProvider is missing above this component')
  return board
}

/** Binds keys for as long as the component is on screen. */
export function useKeys(place: Shortcut['place'], bindings: readonly Binding[]): void {
  const board = useBoard()
  const newest = useRef(bindings)
  useEffect(() => {
    newest.current = bindings
  })
  const signature = bindings.map((one) => `${one.keys}:${one.help}`).join('|')
  const shortcut = useMemo<Shortcut>(
    () => ({
      place,
      bindings: bindings.map((one) => ({
        ...one,
        run: () => (newest.current.find((now) => now.keys === one.keys) ?? one).run(),
      })),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the signature stands for the bindings
    [place, signature],
  )
  useEffect(() => board.add(shortcut), [board, shortcut])
}

export const useShortcuts = (): (() => Shortcut[]) => useBoard().all
