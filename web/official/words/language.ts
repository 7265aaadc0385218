export type Language = 'vi' | 'en'
export const languages: readonly Language[] = ['vi', 'en']

/** What the server says in both languages. */
export interface Texts {
  vi: string
  en: string
}

export function isLanguage(value: unknown): value is Language {
  return value === 'vi' || value === 'en'
}
