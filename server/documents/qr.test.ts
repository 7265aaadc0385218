import assert from 'node:assert/strict'
import { test } from 'node:test'
import QRCode from 'qrcode'
import { example01 } from './paper/example.ts'
import { renderPaper } from './paper/render.ts'
import { qrPng, qrSvg } from './qr.ts'
import { qrOfPdf } from './testing/qr-of-pdf.ts'

const link = 'https://dichvu.example.vn/tra-cuu/H29.14.26740-261123-0001'

test('The SVG covers exactly the dark modules of the code, with the quiet zone around', () => {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' })
  const svg = qrSvg(link)
  const dark = new Set<string>()
  for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let at = 0; at < Number(run); at++) dark.add(`${Number(x) - 4 + at} ${Number(y) - 4}`)
  }
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++)
      assert.equal(dark.has(`${x} ${y}`), Boolean(modules.get(y, x)), `module ${x} ${y}`)
  }
  assert.ok(svg.includes(`viewBox="0 0 ${modules.size + 8} ${modules.size + 8}"`))
})

test('The PNG is a PNG of the width asked for', async () => {
  const png = await qrPng(link, 180)
  assert.equal(png.subarray(1, 4).toString(), 'PNG')
  assert.ok(
    Math.abs(png.readUInt32BE(16) - 180) <= 49,
    'a whole number of pixels per module, close to what was asked',
  )
})

test('The code on the printed receipt is read back as the address it stands for', async () => {
  assert.equal(qrOfPdf(Buffer.from(await renderPaper('01', example01))), example01.link)
})
