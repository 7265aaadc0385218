import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { ending, fields, page, table, whoAndWhat } from './layout.ts'
import type { Paper01 } from './paper.ts'
import { momentText, wordsIn, type Words } from './words.ts'

/** Receipt of the dossier with the appointment (form 01 of TT 03/2025/TT-VPCP, content only). */
export function paper01(data: Paper01): TDocumentDefinitions {
  const lang = data.lang ?? 'vi'
  const words = wordsIn(lang)
  const fees = data.fees.map((fee) => `${fee.name}: ${fee.amount}`).join('; ')
  return page('01', data, [
    { text: [{ text: data.heading.agency, bold: true }, ` ${words.receiptBody}`], margin: [0, 0, 0, 4] },
    ...whoAndWhat(data, words),
    ...fields([[words.channel, data.channel]]),
    ...linkedTable(data.linked ?? [], words),
    { text: `${words.parts}:`, margin: [0, 2, 0, 0] },
    data.parts.length === 0 ? { text: words.noParts, italics: true, margin: [0, 0, 0, 6] } : partsTable(data),
    ...fields([
      [words.competent, data.competent],
      [words.allow, data.allow],
      [words.receivedAt, momentText(data.receivedAt, lang)],
      [words.appointment, appointmentText(data, words), true],
      [words.returnPlace, data.returnPlace],
      [words.fees, fees],
    ]),
    ending(
      data,
      [
        { role: words.giver, name: data.applicant.name },
        { role: words.receiver, name: data.officer.name },
      ],
      words,
    ),
  ])
}

function appointmentText(data: Paper01, words: Words): string {
  const lang = data.lang ?? 'vi'
  if (data.appointment) return momentText(data.appointment, lang)
  return data.expected
    ? `${words.unknown}, ${words.expected} ${momentText(data.expected, lang)}`
    : words.unknown
}

/** One row per agency of a linked filing; nothing for a dossier that stands alone. */
function linkedTable(linked: NonNullable<Paper01['linked']>, words: Words): Content[] {
  if (linked.length === 0) return []
  const columns = [
    { head: words.no, width: 26, centred: true },
    { head: words.procedure, width: '*' as const },
    { head: words.competent, width: 104 },
    { head: words.linkedWhen, width: 132 },
  ]
  const rows = linked.map((one, at) => [
    String(at + 1),
    [one.procedure, one.code].filter(Boolean).join('\n'),
    one.agency,
    one.when,
  ])
  return [{ text: `${words.linked}:`, margin: [0, 2, 0, 0] }, table(columns, rows)]
}

function partsTable(data: Paper01) {
  const words = wordsIn(data.lang ?? 'vi')
  return table(
    [
      { head: words.no, width: 26, centred: true },
      { head: words.partName, width: '*' },
      { head: words.originals, width: 52, centred: true },
      { head: words.copies, width: 42, centred: true },
      { head: words.files, width: 30, centred: true },
      { head: words.note, width: 72 },
    ],
    data.parts.map((part, at) => [
      String(at + 1),
      part.name,
      String(part.originals),
      String(part.copies),
      String(part.files),
      part.note ?? '',
    ]),
  )
}
