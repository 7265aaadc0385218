import { inflateSync } from 'node:zlib'
import decode from 'qr/decode.js'

const scale = 6

/** A path that is filled, in the page's own operators. */
const filled = /(?<path>(?:[\d.]+ [\d.]+ [ml]\n|h\n)+)f\n/g

/** Reads the QR code of a printed paper as a camera would: draws the filled squares of the page's own picture and decodes that. */
export function qrOfPdf(pdf: Buffer): string {
  for (const page of drawings(pdf)) {
    const fills = [...page.matchAll(filled)].map(({ groups }) => rectangles(groups!['path']!))
    const code = fills.findIndex((fill) => fill.length > 100)
    const [ground] = fills[code - 1] ?? []
    if (ground) return decode(picture(ground[2], fills[code]!))
  }
  throw new Error('this paper has no QR code')
}

/** The content streams of the document, unpacked. */
function drawings(pdf: Buffer): string[] {
  const found: string[] = []
  for (
    let at = pdf.indexOf('stream\n');
    at >= 0;
    at = pdf.indexOf('stream\n', pdf.indexOf('endstream', at) + 9)
  ) {
    const packed = pdf.subarray(at + 7, pdf.indexOf('endstream', at))
    if (packed[0] === 0x78) found.push(inflateSync(packed).toString('latin1'))
  }
  return found
}

type Rectangle = [left: number, top: number, right: number, bottom: number]

const rectangles = (path: string): Rectangle[] =>
  [...path.matchAll(/([\d.]+) ([\d.]+) m\n([\d.]+) \2 l\n\3 ([\d.]+) l\n\1 \4 l\nh\n/g)].map(
    ([, left, top, right, bottom]) => [Number(left), Number(top), Number(right), Number(bottom)],
  )

/** Black on white, a few pixels to a module, as RGBA. */
function picture(
  side: number,
  dark: readonly Rectangle[],
): { width: number; height: number; data: Uint8Array } {
  const width = side * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [left, top, right, bottom] of dark) {
    for (let y = top * scale; y < bottom * scale; y += 1) {
      for (let x = left * scale; x < right * scale; x += 1)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  return { width, height: width, data }
}
