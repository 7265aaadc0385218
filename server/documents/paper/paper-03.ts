import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { ending, fields, page, whoAndWhat } from './layout.ts'
import type { Paper03 } from './paper.ts'
import { momentText, wordsIn } from './words.ts'

/** Refusal to receive (form 03 of TT 03/2025/TT-VPCP, content only): the reason, and where to turn instead. */
export function paper03(data: Paper03): TDocumentDefinitions {
  const lang = data.lang ?? 'vi'
  const words = wordsIn(lang)
  return page('03', data, [
    ...whoAndWhat(data, words),
    ...fields([[words.receivedAt, momentText(data.receivedAt, lang)]]),
    { text: words.refusedBody, margin: [0, 2, 0, 4] },
    ...fields([
      [words.reason, data.reason],
      [words.guidance, data.guidance],
    ]),
    ending(
      data,
      [
        { role: words.giver, name: data.applicant.name },
        { role: words.official, name: data.officer.name },
      ],
      words,
    ),
  ])
}
