import { sayIn, type Say } from '../../server/portal/words.ts'
import { en } from '../../web/official/words/en.ts'
import { vi, type Words } from '../../web/official/words/vi.ts'
import type { Texts } from '../../server/kernel/index.ts'
import type { Combination } from './browser.ts'

/** Every sentence of both faces in one language, from their own catalogues: a journey never repeats a sentence. */
export interface Speech {
  words: Words
  say: Say
  pick: (texts: Texts) => string
}

export const speechOf = ({ lang }: Pick<Combination, 'lang'>): Speech => ({
  words: lang === 'vi' ? vi : en,
  say: sayIn(lang),
  pick: (texts) => texts[lang] || texts.vi,
})
