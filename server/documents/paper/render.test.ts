import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { needs } from '../../kernel/testing/needs.ts'
import { example01, example02, example03 } from './example.ts'
import { renderPaper } from './render.ts'

const folder = mkdtempSync(join(tmpdir(), 'sauro-paper-'))
after(() => rmSync(folder, { recursive: true }))

/** What a reader of the PDF sees: its text with runs of white space as one space, its fonts, its number of pages. */
function readBack(name: string, bytes: Uint8Array): { text: string; fonts: string[]; pages: number } {
  const file = join(folder, `${name}.pdf`)
  writeFileSync(file, bytes)
  const of = (command: string, ...argv: string[]) => execFileSync(command, argv, { encoding: 'utf8' })
  return {
    text: of('pdftotext', file, '-').replaceAll(/\s+/g, ' '),
    fonts: of('pdffonts', file).trim().split('\n').slice(2),
    pages: Number(/^Pages:\s+(\d+)/m.exec(of('pdfinfo', file))![1]),
  }
}

function says(text: string, sentences: string[]): void {
  for (const sentence of sentences) {
    assert.ok(text.includes(sentence.normalize('NFC')), `"${sentence}" is not on the paper:\n${text}`)
  }
}

needs(
  ['command:pdftotext', 'command:pdffonts', 'command:pdfinfo'],
  'PDF 01 says all of the receipt in whole Vietnamese on one page',
  async () => {
    const { text, fonts, pages } = readBack('01', await renderPaper('01', example01))
    says(text, [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN PHƯỜNG BẾN THÀNH',
      'Thành phố Hồ Chí Minh, ngày 23 tháng 11 năm 2026',
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      'Mã hồ sơ: H29.14.26740-261123-0001',
      'Người nộp hồ sơ: Nguyễn Thị Ngọc Huỳnh',
      'Nộp thay cho: Đặng Quỹ Thưởng',
      'quyền sở hữu tài sản gắn liền với đất lần đầu (1.012753)',
      'Mảnh trích đo bản đồ địa chính thửa đất',
      'Thời gian giải quyết theo quy định: 17 ngày làm việc',
      'Thời gian nhận hồ sơ: 08 giờ 12 phút, ngày 23/11/2026',
      'Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 17/12/2026',
      'Lệ phí cấp giấy chứng nhận: 100.000 đ',
      'K7QM-2XWD',
      'chưa phải bố cục theo luật định',
    ])
    assert.equal(pages, 1)
    assert.ok(fonts.length >= 3, 'regular, bold and italic are used')
    for (const font of fonts)
      assert.match(font, /Tinos.*yes yes yes/, 'embedded, a subset, with its Unicode table')
  },
)

needs(
  ['command:pdftotext', 'command:pdffonts', 'command:pdfinfo'],
  'PDF 01 speaks English when asked, data as they are',
  async () => {
    const { text, pages } = readBack('01-en', await renderPaper('01', { ...example01, lang: 'en' }))
    says(text, [
      'SOCIALIST REPUBLIC OF VIET NAM',
      'Result promised for: 17:00, 17/12/2026',
      'Nguyễn Thị Ngọc Huỳnh',
      'not the statutory layout',
    ])
    assert.equal(pages, 1)
  },
)

needs(
  ['command:pdftotext', 'command:pdffonts', 'command:pdfinfo'],
  'PDF 02 names everything that is missing and who approved a second request',
  async () => {
    const { text, pages } = readBack('02', await renderPaper('02', example02))
    says(text, [
      'Bổ sung mẫu 01/LPTB',
      'Lần yêu cầu bổ sung: 2',
      'Lê Phước Thuận',
      'không tính vào thời hạn giải quyết',
    ])
    assert.equal(pages, 1)
  },
)

needs(
  ['command:pdftotext', 'command:pdffonts', 'command:pdfinfo'],
  'PDF 03 says why, and where to turn instead',
  async () => {
    const { text, pages } = readBack('03', await renderPaper('03', example03))
    says(text, [
      'Thửa đất đang có tranh chấp được Tòa án thụ lý.',
      'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
    ])
    assert.equal(pages, 1)
  },
)

needs(
  ['command:pdftotext', 'command:pdffonts', 'command:pdfinfo'],
  'A long list of documents goes on over pages that carry their number, no row torn',
  async () => {
    const parts = Array.from({ length: 60 }, (_, at) => ({
      ...example01.parts[1]!,
      name: `Giấy tờ thứ ${at + 1} theo Điều 137`,
    }))
    const { text, pages } = readBack('long', await renderPaper('01', { ...example01, parts }))
    says(text, ['Giấy tờ thứ 1 theo', 'Giấy tờ thứ 60 theo', 'NGƯỜI TIẾP NHẬN HỒ SƠ'])
    assert.ok(pages >= 3)
  },
)

test('Drawing runs beside the request path: timers go on while eight papers are drawn', async () => {
  let beats = 0
  const beat = setInterval(() => beats++, 5)
  const papers = await Promise.all(Array.from({ length: 8 }, () => renderPaper('01', example01)))
  clearInterval(beat)
  assert.equal(papers.length, 8)
  assert.ok(papers.every((bytes) => Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-'))
  // Drawn in this thread, eight papers leave room for a dozen beats or two; beside it, for hundreds.
  assert.ok(beats >= 60, `only ${beats} timer beats`)
})

test('A paper that cannot be drawn fails alone; the next one is drawn', async () => {
  const heading = { ...example03.heading, date: 'hôm nay' }
  const [bad, good] = await Promise.allSettled([
    renderPaper('03', { ...example03, heading }),
    renderPaper('03', example03),
  ])
  assert.equal(bad.status, 'rejected')
  assert.equal(good.status, 'fulfilled')
})
