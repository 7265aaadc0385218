import type { ReactNode } from 'react'
import { Icon } from '../../ui/icons.tsx'

interface StepTitleProps {
  no: number
  done: boolean
  current?: boolean
  hint?: ReactNode
  children: ReactNode
}

/** The numbered heading of a part of the form; a part that is filled shows a tick. */
export function StepTitle({ no, done, current = false, hint, children }: StepTitleProps) {
  return (
    <legend>
      <span className={done ? 'intake-no ok' : current ? 'intake-no cur' : 'intake-no'}>
        {done ? <Icon name="check" /> : no}
      </span>
      {children}
      {hint ? <span className="sp sm mut intake-hint">{hint}</span> : null}
    </legend>
  )
}
