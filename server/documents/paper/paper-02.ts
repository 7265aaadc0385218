import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { ending, fields, page, table, whoAndWhat } from './layout.ts'
import type { Paper02 } from './paper.ts'
import { momentText, wordsIn } from './words.ts'

/** Request to supplement (form 02 of TT 03/2025/TT-VPCP, content only): everything that is missing, once, with guidance. */
export function paper02(data: Paper02): TDocumentDefinitions {
  const lang = data.lang ?? 'vi'
  const words = wordsIn(lang)
  const missing = table(
    [
      { head: words.no, width: 26, centred: true },
      { head: words.partName, width: '*' },
      { head: words.what, width: '*' },
    ],
    data.missing.map((one, at) => [String(at + 1), one.name, one.what]),
  )
  const signatures = [{ role: words.official, name: data.officer.name }]
  if (data.approver !== undefined) signatures.push({ role: words.approver, name: data.approver })
  return page('02', data, [
    ...whoAndWhat(data, words),
    ...fields([
      [words.receivedAt, momentText(data.receivedAt, lang)],
      [words.count, String(data.count)],
    ]),
    { text: words.supplementBody, margin: [0, 2, 0, 2] },
    missing,
    ...fields([
      [words.reason, data.reason],
      [words.guidance, data.guidance],
    ]),
    { text: words.pause, italics: true, margin: [0, 2, 0, 0] },
    ending(data, signatures, words),
  ])
}
