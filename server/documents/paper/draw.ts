import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import pdfmake from 'pdfmake'
import { paper01 } from './paper-01.ts'
import { paper02 } from './paper-02.ts'
import { paper03 } from './paper-03.ts'
import type { PaperData, PaperKind } from './paper.ts'

const layouts: { [K in PaperKind]: (data: PaperData[K]) => TDocumentDefinitions } = {
  '01': paper01,
  '02': paper02,
  '03': paper03,
}

/** Whole TTF files: the web fonts lack either the base letters or the Vietnamese marks. Metric-compatible with Times New Roman. */
const tinos = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))

pdfmake.setFonts({
  Tinos: {
    normal: join(tinos, '400Regular/Tinos_400Regular.ttf'),
    italics: join(tinos, '400Regular_Italic/Tinos_400Regular_Italic.ttf'),
    bold: join(tinos, '700Bold/Tinos_700Bold.ttf'),
    bolditalics: join(tinos, '700Bold_Italic/Tinos_700Bold_Italic.ttf'),
  },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(tinos))

/** Draws a paper: about 160 ms of CPU, so it runs in the worker thread of `render.ts`, never in a request. */
export async function draw<K extends PaperKind>(kind: K, data: PaperData[K]): Promise<Uint8Array> {
  return pdfmake.createPdf(layouts[kind](data)).getBuffer()
}
