import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { en } from './en.ts'
import { isLanguage, type Language, type Texts } from './language.ts'
import { vi, type Words } from './vi.ts'

interface Speech {
  words: Words
  language: Language
  /** What the server says in two languages, or in one. */
  say: (said: Texts | string | null | undefined) => string
  setLanguage: (language: Language) => void
}

const catalogues: Record<Language, Words> = { vi, en }
const kept = 'sauro.language'

const SpeechContext = createContext<Speech | undefined>(undefined)

function startLanguage(): Language {
  const known = localStorage.getItem(kept)
  return isLanguage(known) ? known : 'vi'
}

export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(startLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const setLanguage = useCallback((chosen: Language) => {
    localStorage.setItem(kept, chosen)
    choose(chosen)
  }, [])
  const speech = useMemo<Speech>(
    () => ({
      words: catalogues[language],
      language,
      say: (said) => (typeof said === 'string' ? said : (said?.[language] ?? said?.vi ?? '')),
      setLanguage,
    }),
    [language, setLanguage],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('SpeechProvider is missing above this component')
  return speech
}

export const useWords = (): Words => useSpeech().words
