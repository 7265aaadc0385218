import { localIso, minuteOf } from '#calendar'
import type { Texts } from '#kernel'
import type { Json, ReadEntry } from '#ledger'
import type { Lang, NoticeFacts } from './facts.ts'
import { wordingOf, type TemplateKey } from './templates.ts'

export interface Words {
  subject: string
  text: string
}

/** A notice in both languages: people change theirs, and the official reads along in Vietnamese. */
export function wordsOf(
  key: TemplateKey,
  entry: ReadEntry,
  facts: NoticeFacts,
  zone: string,
): Record<Lang, Words> {
  const wording = wordingOf(key)
  const inLang = (lang: Lang): Words => {
    const values = valuesFor(lang, entry, facts, zone)
    return {
      subject:
        filled(wording[lang].subject, values) ??
        filled(wording[lang].subject.split(',')[0]!, values) ??
        facts.code,
      text: wording[lang].sentences
        .map((sentence) => filled(sentence, values))
        .filter((sentence) => sentence !== undefined)
        .join(' '),
    }
  }
  return { vi: inLang('vi'), en: inLang('en') }
}

/** A value is made only when a sentence has a place for it. */
type Values = Record<string, () => string | undefined>

/** The sentence with its values; undefined when one of them was not given. */
function filled(sentence: string, values: Values): string | undefined {
  const pieces = piecesOf(sentence)
  let text = pieces[0]!
  for (let at = 1; at < pieces.length; at += 2) {
    const value = values[pieces[at]!]?.()
    if (value === undefined || value === '') return undefined
    text += value + pieces[at + 1]!
  }
  return text
}

/** Each sentence is cut once: text and names of values in turn, text first and last. There are as many as the catalogue has. */
const cut = new Map<string, string[]>()
function piecesOf(sentence: string): string[] {
  const known = cut.get(sentence)
  if (known) return known
  const pieces = sentence.split(/\{(\w+)\}/)
  cut.set(sentence, pieces)
  return pieces
}

const duties: Record<string, Texts> = {
  fee: { vi: 'phí, lệ phí', en: 'fee' },
  tax: { vi: 'thuế', en: 'tax' },
}

function valuesFor(lang: Lang, entry: ReadEntry, facts: NoticeFacts, zone: string): Values {
  const at = (instant: Date | null | undefined): string | undefined =>
    instant ? localText(instant, zone) : undefined
  const typed = (name: string): string | undefined => facts.words[name]?.trim().replace(/[.\s]+$/, '')
  const amount = (): string | undefined => {
    const dong = numberIn(entry.data, 'amount')
    return dong === undefined ? undefined : `${String(dong).replaceAll(/\B(?=(\d{3})+$)/g, '.')} đ`
  }
  return {
    code: () => facts.code,
    procedure: () => facts.procedure[lang],
    link: () => facts.link,
    agency: () => facts.agency[lang],
    returnPlace: () => facts.returnPlace[lang],
    officer: () => facts.officer ?? undefined,
    at: () => at(entry.at),
    answerBy: () => at(facts.answerBy),
    appointment: () => at(instantIn(entry.data, 'appointment') ?? facts.appointment),
    newAppointment: () => at(instantIn(entry.data, 'to')),
    missing: () => facts.missing.map((part) => part[lang]).join('; '),
    linkedCode: () => facts.linked?.code,
    never: () => facts.linked?.never.map((procedure) => procedure[lang]).join('; '),
    reason: () => typed('reason'),
    guidance: () => typed('guidance'),
    basis: () => typed('basis'),
    duty: () => duties[textIn(entry.data, 'kind') ?? '']?.[lang],
    amount,
  }
}

/** `16:40 22/11/2026`, by the city's clock. */
function localText(instant: Date, zone: string): string {
  const iso = localIso({ zone }, minuteOf(instant))
  return `${iso.slice(11, 16)} ${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`
}

const fieldIn = (data: Json, name: string): Json | undefined =>
  data !== null && typeof data === 'object' && !Array.isArray(data)
    ? (data as Record<string, Json>)[name]
    : undefined

function textIn(data: Json, name: string): string | undefined {
  const value = fieldIn(data, name)
  return typeof value === 'string' ? value : undefined
}

function numberIn(data: Json, name: string): number | undefined {
  const value = fieldIn(data, name)
  return typeof value === 'number' ? value : undefined
}

function instantIn(data: Json, name: string): Date | undefined {
  const text = textIn(data, name)
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text)
}
