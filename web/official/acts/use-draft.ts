import { useCallback, useState } from 'react'
import type { Values } from './fields.ts'

/** What was typed into a form, kept until it is sent: closing the form, a reload or a new sign-in does not lose it. */
export function useDraft(
  name: string,
  start: Values,
): { values: Values; change: (name: string, value: string | string[]) => void; forget: () => void } {
  const kept = `sauro.draft.${name}`
  const [values, setValues] = useState<Values>(() => ({ ...start, ...readDraft(kept) }))
  const change = useCallback(
    (field: string, value: string | string[]) =>
      setValues((before) => {
        const after = { ...before, [field]: value }
        sessionStorage.setItem(kept, JSON.stringify(after))
        return after
      }),
    [kept],
  )
  const forget = useCallback(() => sessionStorage.removeItem(kept), [kept])
  return { values, change, forget }
}

function readDraft(kept: string): Values {
  const text = sessionStorage.getItem(kept)
  if (text === null) return {}
  const known: unknown = JSON.parse(text)
  return typeof known === 'object' && known !== null ? (known as Values) : {}
}
