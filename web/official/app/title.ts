import { useEffect } from 'react'
import { useWords } from '../words/use-words.tsx'

/** Names the browser's tab after the page. */
export function useTitle(name: string): void {
  const { product } = useWords()
  useEffect(() => {
    document.title = name === '' ? product : `${name} · ${product}`
  }, [name, product])
}
