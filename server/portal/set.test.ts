import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browse, textOf, type Browser } from './testing/browser.ts'
import { tester, type City } from './testing/city.ts'
import { portalHouse, type PortalHouse } from './testing/house.ts'
import { linkedFiling } from './testing/dossiers.ts'
import { setsFound } from './set.ts'

const page = '/lien-thong/khai-sinh-dat-dai'
const filing = `${page}/nop`
let house: PortalHouse
let city: City
let app: FastifyInstance

before(async () => {
  house = await portalHouse()
})
after(() => house.close())
beforeEach(async () => {
  ;({ city, app } = await house.begin())
  city.signedIn = tester
})

test('a set stands beside procedures: on the first page, in the search, on the page of each of its procedures', async () => {
  const browser = browse(app)
  for (const path of ['/', '/lien-thong', '/thu-tuc?q=lien+thong+dat+dai', '/thu-tuc/1.001193'])
    assert.match((await browser.open(path)).html, /href="\/lien-thong\/khai-sinh-dat-dai"/, path)
  const alone = textOf((await browser.open('/thu-tuc?q=lien+thong+dat+dai')).html)
  assert.match(alone, /Có 1 nhóm thủ tục nộp một lần\./)
  assert.doesNotMatch(alone, /Chưa tìm thấy/)
  assert.match((await browser.open('/thu-tuc')).html, /href="\/lien-thong"/)
  assert.equal((await browser.open('/lien-thong/khong-co')).status, 404)
})

test('a search shows a set by its name without marks, and by a procedure of it that was found', () => {
  const head = { code: 'a', name: { vi: 'Liên thông khai sinh', en: 'Birth, linked' }, procedures: ['1.1'] }
  assert.deepEqual(setsFound([head], 'khai sinh', []), [head])
  assert.deepEqual(setsFound([head], 'cư trú', []), [])
  assert.deepEqual(setsFound([head], 'cư trú', [{ code: '1.1' }]), [head])
  assert.deepEqual(setsFound([head], '  ', [{ code: '1.1' }]), [])
})

test('the page of a set says which agencies, in what order, and what each asks, takes and costs', async () => {
  const text = textOf((await browse(app).open(page)).html)
  assert.match(
    text,
    /1\. Đăng ký khai sinh .*Phường, xã, đặc khu mà hồ sơ thuộc về .*Ngay khi nộp .*1 ngày làm việc .*Không thu/,
  )
  assert.match(text, /2\. .*Văn phòng Đăng ký đất đai .*Sau khi có kết quả: 1\. Đăng ký khai sinh/)
  assert.match(text, /Giấy chứng sinh .*Mảnh trích đo .*Nếu có; chưa có cũng nộp được/)
  assert.match(text, /Thẻ bảo hiểm y tế .*Nghị định 118\/2025\/NĐ-CP Theo nguồn khác/)
})

test('a set of which one procedure is taken at a counter only says which, and begins no filing', async () => {
  const browser = browse(app)
  const shown = await browser.open('/lien-thong/chi-tai-quay')
  assert.match(textOf(shown.html), /chỉ nhận tại quầy: Đăng ký, cấp Giấy chứng nhận/)
  assert.doesNotMatch(shown.html, /chi-tai-quay\/nop/)
  assert.equal((await browser.open('/lien-thong/chi-tai-quay/nop')).url, '/lien-thong/chi-tai-quay')
})

/** Fills in every page up to the check page. */
async function fillIn(browser: Browser): Promise<void> {
  await browser.open(filing)
  await browser.send({})
  await browser.send({ who: 'self' })
  await browser.send({
    name: 'Trần Văn Bảy',
    number: '079085001234',
    'birth-day': '27',
    'birth-month': '3',
    'birth-year': '1985',
  })
  await browser.send({ phone: '0903 123 871', email: '', address: '12 Phan Đăng Lưu, Bình Thạnh' })
  await browser.send({ office: 'H29.14' })
  await browser.send({ office: 'H29.15' })
  for (const key of ['1.001193.chung-sinh', '1.012753.don', '1.012753.dat']) {
    await browser.open(`${filing}/giay-to/${key}`)
    await browser.upload({ note: key === '1.012753.don' ? 'Bản gốc ở quầy' : '' }, [
      { field: 'files', name: `${key}.pdf`, text: `%PDF ${key}` },
    ])
  }
  await browser.open(`${filing}/giay-to`)
  await browser.send({})
  const check = await browser.send({ channel: 'sms', sms: '0903123871' })
  assert.equal(check.url, `${filing}/kiem-tra`)
}

test('a set is filed once, page by page with scripts off, and followed agency by agency', async () => {
  const browser = browse(app)
  await fillIn(browser)
  const check = textOf((await browser.open(`${filing}/kiem-tra`)).html)
  assert.match(check, /Giấy tờ: Đăng ký khai sinh .*1\.001193\.chung-sinh\.pdf .*Giấy tờ: Đăng ký, cấp/)
  assert.match(check, /Bắt đầu sau khi có kết quả: Đăng ký khai sinh\./)
  const done = await browser.send({})
  assert.equal(done.url, `${filing}/xong`)
  assert.match(textOf(done.html), /H29\.14\.LT-260105-0001 .*LIENTHONG .*một giấy hẹn chung/)
  assert.equal((await browser.open(`${filing}/kiem-tra`)).html.includes('LIENTHONG'), true)
  assert.equal(city.setFilings.length, 1)
  assert.equal(city.filings.length, 0)
  const { filing: filed } = city.setFilings[0]!
  assert.equal(filed.set, 'khai-sinh-dat-dai')
  assert.equal(filed.words, `Đơn đăng ký đất đai (${landName}): Bản gốc ở quầy`)
  assert.deepEqual(
    filed.members.map((one) => [
      one.procedure,
      one.competent,
      one.parts.flatMap((part) => (part.files.length > 0 ? [part.key] : [])),
    ]),
    [
      ['1.001193', 'H29.14', ['chung-sinh']],
      ['1.012753', 'H29.14', ['don', 'dat']],
    ],
  )
  city.signedIn = undefined
  const followed = await browser.open(`/tra-cuu/${linkedFiling.code}`)
  assert.equal(followed.status, 200)
  assert.match(textOf(followed.html), /Hồ sơ liên thông/)
})

const landName = 'Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu'

test('an error keeps what was typed, and a form without its token is refused', async () => {
  const browser = browse(app)
  await browser.open(filing)
  await browser.send({})
  await browser.send({ who: 'self' })
  const wrong = await browser.send({ name: 'Lê <b>Hoa</b>', number: '12' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /value="Lê &lt;b&gt;Hoa&lt;\/b&gt;"/)
  assert.equal((await browser.send({ name: 'Lê Hoa', _csrf: 'other' })).status, 403)
})

test('a missing paper is named with its procedure and led to', async () => {
  const browser = browse(app)
  await fillIn(browser)
  await browser.open(`${filing}/giay-to/1.012753.dat`)
  const file = /name="remove" value="([^"]+)"/.exec(
    (await browser.open(`${filing}/giay-to/1.012753.dat`)).html,
  )![1]!
  await browser.upload({ remove: file }, [])
  await browser.open(`${filing}/giay-to`)
  const lacking = await browser.send({})
  assert.equal(lacking.status, 422)
  assert.match(lacking.html, /href="#giay-to-2-2-status"/)
  assert.match(lacking.html, /id="giay-to-2-2-status"/)
  assert.match(textOf(lacking.html), new RegExp(`Giấy tờ về quyền sử dụng đất \\(${landName}\\)`))
})

test('a filing begun for a set and one for its procedure alone do not meet', async () => {
  const browser = browse(app)
  await browser.open(filing)
  await browser.send({})
  await browser.send({ who: 'self' })
  const alone = await browser.open('/thu-tuc/1.001193/nop/nguoi-dung-ten')
  assert.equal(alone.url, '/thu-tuc/1.001193/nop')
  assert.match(textOf((await browser.open(page)).html), /Làm tiếp hồ sơ đang nộp/)
})
