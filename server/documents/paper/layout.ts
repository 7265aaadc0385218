import type { Column as ContentColumn, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { qrSvg } from '../qr.ts'
import type { Heading, Lang, PaperBase, PaperKind } from './paper.ts'
import { notStatutory, placeAndDate, titleOf, wordsIn, type Words } from './words.ts'

/** Blocks that every paper is built of, in the typography of NĐ 30/2020, annex I. */
const mm = (length: number): number => (length * 72) / 25.4

const sizes = { nation: 12, motto: 13, body: 13, table: 12, small: 9 }
const margins = { left: mm(30), top: mm(20), right: mm(16), bottom: mm(20) }

/** Width of the text on A4 between the margins. */
export const textWidth = mm(210) - margins.left - margins.right

export function page(kind: PaperKind, data: PaperBase, content: Content[]): TDocumentDefinitions {
  const lang = data.lang ?? 'vi'
  return {
    pageSize: 'A4',
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    defaultStyle: { font: 'Tinos', fontSize: sizes.body, lineHeight: 1.1 },
    language: lang,
    info: {
      title: `${titleOf(kind, lang)} ${data.code}`,
      author: data.heading.agency,
      creationDate: new Date(`${data.heading.date}T00:00:00Z`),
    },
    // Page numbers stand at the top in the middle, from the second page on.
    header: (current: number) =>
      current === 1 ? null : { text: String(current), alignment: 'center', margin: [0, mm(10), 0, 0] },
    footer: {
      text: notStatutory(kind, lang),
      fontSize: sizes.small,
      italics: true,
      alignment: 'center',
      margin: [margins.left, mm(3), margins.right, 0],
    },
    content: [...heading(data.heading, lang), title(titleOf(kind, lang), data, wordsIn(lang)), ...content],
  }
}

function heading(of: Heading, lang: Lang): Content[] {
  const words = wordsIn(lang)
  const left: Content[] = []
  if (of.above !== null) left.push({ text: of.above.toLocaleUpperCase('vi'), fontSize: sizes.nation })
  left.push({ text: of.agency.toLocaleUpperCase('vi'), fontSize: sizes.nation, bold: true })
  const widths = [textWidth * 0.4, textWidth * 0.6]
  return [
    {
      columns: [
        { width: widths[0], alignment: 'center', stack: [...left, rule(60)] },
        {
          width: widths[1],
          alignment: 'center',
          stack: [
            { text: words.nation, fontSize: sizes.nation, bold: true, noWrap: true },
            { text: words.motto, fontSize: sizes.motto, bold: true },
            rule(lang === 'vi' ? 156 : 196),
          ],
        },
      ],
    },
    {
      margin: [0, 6, 0, 0],
      columns: [
        {
          width: widths[0],
          alignment: 'center',
          text: `${words.number}: ${of.number}`,
          fontSize: sizes.table,
        },
        {
          width: widths[1],
          alignment: 'center',
          italics: true,
          noWrap: true,
          text: placeAndDate(of.place, of.date, lang),
        },
      ],
    },
  ]
}

/** A line under the middle of a centred column. */
const rule = (length: number): Content => ({
  margin: [0, 1, 0, 0],
  canvas: [{ type: 'line', x1: 0, x2: length, y1: 0, y2: 0, lineWidth: 0.7 }],
})

function title(text: string, data: PaperBase, words: Words): Content {
  return {
    margin: [0, 10, 0, 6],
    alignment: 'center',
    stack: [
      { text: text.toLocaleUpperCase('vi'), bold: true, fontSize: 14 },
      { text: [`${words.code}: `, { text: data.code, bold: true }], margin: [0, 2, 0, 0] },
    ],
  }
}

export type Field = [label: string, value: string | undefined, strong?: boolean]

/** One line per field, label first; fields without a value are left out. */
export const fields = (rows: Field[]): Content[] =>
  rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value, strong]) => ({
      margin: [0, 0, 0, 2],
      text: [`${label}: `, { text: value!, bold: strong ?? false }],
    }))

/** Who files, for whom, and for which procedure. */
export const whoAndWhat = (data: PaperBase, words: Words): Content[] =>
  fields([
    [words.applicant, data.applicant.name, true],
    [words.onBehalfOf, data.applicant.onBehalfOf],
    [words.address, data.applicant.address],
    [words.contact, [data.applicant.phone, data.applicant.email].filter(Boolean).join(' · ')],
    [
      words.procedure,
      [data.procedure.name, data.procedure.code && `(${data.procedure.code})`].filter(Boolean).join(' '),
    ],
  ])

export interface Column {
  head: string
  width: number | '*'
  centred?: boolean
}

export function table(columns: Column[], rows: string[][]): Content {
  return {
    margin: [0, 2, 0, 6],
    fontSize: sizes.table,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map((column) => column.width),
      body: [
        columns.map((column) => ({ text: column.head, bold: true, alignment: 'center' as const })),
        ...rows.map((row) =>
          row.map((text, at) => ({
            text,
            alignment: columns[at]!.centred ? ('center' as const) : ('left' as const),
          })),
        ),
      ],
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 2, paddingBottom: () => 2 },
  }
}

/** The QR code with its words at the left, the signatures beside it. They stay together on one page. */
export function ending(
  data: PaperBase,
  signatures: { role: string; name?: string }[],
  words: Words,
): Content {
  const qr: Content[] = [
    { svg: qrSvg(data.link), width: 80 },
    { text: words.track, fontSize: sizes.small },
    { text: typedAddress(data.link), fontSize: 7, link: data.link },
  ]
  if (data.secret !== undefined)
    qr.push({ text: `${words.secret}: ${data.secret}`, fontSize: 11, bold: true, margin: [0, 2, 0, 0] })
  return {
    margin: [0, 6, 0, 0],
    unbreakable: true,
    columns: [
      { width: 124, alignment: 'center', stack: qr },
      ...signatures.map((one) => signature(one, words)),
    ],
  }
}

/** What a person without a camera types: the page that asks for code and secret. A QR's own token is too long to type. */
const typedAddress = (link: string): string => link.replace(/\/qr\/.*$/, '')

const signature = (one: { role: string; name?: string }, words: Words): ContentColumn => ({
  width: '*',
  alignment: 'center',
  stack: [
    { text: one.role, bold: true, fontSize: sizes.table },
    { text: words.sign, italics: true, fontSize: sizes.table },
    { text: one.name ?? ' ', bold: true, margin: [0, 48, 0, 0] },
  ],
})
