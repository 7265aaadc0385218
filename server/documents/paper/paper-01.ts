import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { ending, fields, page, table, whoAndWhat } from './layout.ts'
import type { Paper01 } from './paper.ts'
import { momentText, wordsIn } from './words.ts'

/** Receipt of the dossier with the appointment (form 01 of TT 03/2025/TT-VPCP, content only). */
export function paper01(data: Paper01): TDocumentDefinitions {
  const lang = data.lang ?? 'vi'
  const words = wordsIn(lang)
  const fees = data.fees.map((fee) => `${fee.name}: ${fee.amount}`).join('; ')
  return page('01', data, [
    { text: [{ text: data.heading.agency, bold: true }, ` ${words.receiptBody}`], margin: [0, 0, 0, 4] },
    ...whoAndWhat(data, words),
    ...fields([[words.channel, data.channel]]),
    { text: `${words.parts}:`, margin: [0, 2, 0, 0] },
    data.parts.length === 0 ? { text: words.noParts, italics: true, margin: [0, 0, 0, 6] } : partsTable(data),
    ...fields([
      [words.competent, data.competent],
      [words.allow, data.allow],
      [words.receivedAt, momentText(data.receivedAt, lang)],
      [words.appointment, momentText(data.appointment, lang), true],
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
