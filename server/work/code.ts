import type { CodeTemplate } from './office.ts'

/** The part of a dossier code before its number: receiving unit and local day, `H29.14-261122-`. */
export const codePrefix = (unit: string, day: string): string =>
  `${unit}-${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-`

/** The last number a unit may give on one day; beyond it the template refuses, or goes on with five digits. */
export const lastNumber = (template: CodeTemplate): number =>
  template.after_9999 === 'refuse' ? 9999 : 99_999

const codeForms = [
  // Thông tư 01/2018: unit id with level 1 last, `000.00.01.H29-250701-0001`.
  /^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4,5}$/,
  // Level 1 first, as Quyết định 20/2020 writes unit ids: `H29.1-250701-0001`.
  /^[A-Y]\d{2}(\.[0-9A-Z]{1,6}){0,6}-\d{6}-\d{4,5}$/,
]

/** Whether a text is a dossier code in one of the forms in use. */
export const isCode = (text: string): boolean =>
  text.length <= 60 && codeForms.some((form) => form.test(text))
