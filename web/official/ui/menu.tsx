import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Icon } from './icons.tsx'
import './menu.css'

export interface MenuEntry {
  key: string
  label: string
  onChoose: () => void
}

/** A button that opens a list of acts: arrows move, Enter chooses, Escape closes and gives the focus back. */
export function Menu({
  label,
  entries,
  buttonId,
}: {
  label: ReactNode
  entries: readonly MenuEntry[]
  buttonId?: string
}) {
  const [open, setOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return undefined
    frame.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', onPointer)
    return () => removeEventListener('pointerdown', onPointer)
  }, [open])
  const close = (): void => {
    setOpen(false)
    frame.current?.querySelector('button')?.focus()
  }
  return (
    <div className="menu" ref={frame}>
      <button
        type="button"
        className="btn"
        id={buttonId}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label} <Icon name="down" />
      </button>
      {open ? (
        <ul className="menu-list card" role="menu" id={id} onKeyDown={(event) => onMenuKey(event, close)}>
          {entries.map((entry) => (
            <li key={entry.key} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  setOpen(false)
                  entry.onChoose()
                }}
              >
                {entry.label}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function onMenuKey(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  if (event.key === 'Escape' || event.key === 'Tab') {
    close()
    return
  }
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = all.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  all[(to + all.length) % all.length]?.focus()
}
