import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel'
import { browse, textOf } from './testing/browser.ts'
import { tester, type City } from './testing/city.ts'
import { portalHouse, type PortalHouse } from './testing/house.ts'

let house: PortalHouse
let city: City
let app: FastifyInstance

before(async () => {
  house = await portalHouse()
})
after(() => house.close())
beforeEach(async () => {
  ;({ city, app } = await house.begin())
})

test('pages for reading: found undiacritised, in two languages, never kept by proxies', async () => {
  const browser = browse(app)
  assert.match(textOf((await browser.open('/')).html), /Bạn cần làm thủ tục gì/)
  const found = await browser.open('/thu-tuc?q=dang%20ky%20khai%20sinh')
  assert.match(textOf(found.html), /Có 1 thủ tục .* Đăng ký khai sinh/)
  const page = await browser.open('/thu-tuc/1.012753?lang=en')
  assert.equal(page.url, '/thu-tuc/1.012753')
  assert.match(textOf(page.html), /First land use right certificate .* 10 working days/)
  assert.match(page.html, /<html lang="en"/)
  assert.match(String(page.headers['cache-control']), /private/)
  assert.equal((await browser.open('/thu-tuc?q=%22%3E%3Cscript%3E')).html.includes('"><script>'), false)
})

test('a page that is not there, and a failure, are told kindly and in full only to the log', async () => {
  const browser = browse(app)
  const lost = await browser.open('/khong-co')
  assert.equal(lost.status, 404)
  assert.match(textOf(lost.html), /Không tìm thấy trang này/)
  city.parts.catalogue.fields = () => Promise.reject(new Error('secret of the database'))
  const broken = await browser.open('/')
  assert.equal(broken.status, 500)
  assert.match(textOf(broken.html), /Hệ thống đang gặp lỗi .* Số để báo lỗi/)
  assert.ok(!broken.html.includes('secret of the database'))
})

test('a failed sign-in, a page for whoever is signed in and a dossier not opened have their own headings', async () => {
  const headings: Record<string, RegExp> = {
    OidcRefused: /Chưa đăng nhập được/,
    SignInNeeded: /Cần đăng nhập/,
    NotOpened: /Cần mở hồ sơ trước/,
  }
  const browser = browse(app)
  for (const [code, heading] of Object.entries(headings)) {
    city.parts.catalogue.fields = () =>
      Promise.reject(new Refusal(code, { vi: 'Vì sao.', en: 'Why.' }, { kind: 'unauthenticated' }))
    const page = await browser.open('/')
    assert.equal(page.status, 401)
    assert.match(textOf(page.html), heading)
  }
})

test('every page keeps the content security policy: no inline style, script or handler, nothing from elsewhere', async () => {
  const browser = browse(app)
  city.signedIn = tester
  for (const url of [
    '/',
    '/thu-tuc',
    '/thu-tuc/1.012753',
    '/tra-cuu',
    '/tra-cuu/H29.14-260210-0042',
    '/ho-so-cua-toi',
    '/api-docs',
    '/ho-tro',
    '/tiep-can',
  ]) {
    const { html, status, headers } = await browser.open(url)
    assert.equal(status, 200, url)
    assert.ok(!/\sstyle="|<script(?![^>]*src=)|\son\w+="|(?:src|href)="https?:/.test(html), url)
    assert.match(String(headers['content-security-policy']), /script-src 'self'/)
  }
})

test('tracking shows state, times, office and official to whoever has both codes, names and papers only after sign-in', async () => {
  const browser = browse(app)
  await browser.open('/tra-cuu')
  const wrong = await browser.send({ code: 'H29.14-260210-0042', secret: 'NO' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /value="H29.14-260210-0042"/)
  const page = await browser.send({ code: ' h29.14-260210-0042', secret: 'BAYMAUTU' })
  assert.equal(page.url, '/tra-cuu/H29.14-260210-0042')
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.match(
    textOf(page.html),
    /Hẹn trả thứ.Hai 16\/03\/2026 .* Đang ở bước 2\/4, thẩm định .* bà Nguyễn Thị Hoa/,
  )
  assert.ok(!page.html.includes('Trần Văn Bảy') && !page.html.includes('don.pdf'))
  city.signedIn = tester
  const inside = await browser.open('/tra-cuu/H29.14-260210-0042')
  assert.ok(inside.html.includes('ông Trần Văn Bảy') && inside.html.includes('don.pdf'))
  assert.equal((await browse(app).open('/tra-cuu/H29.14-260210-0042')).status, 200)
  city.signedIn = undefined
  assert.match((await browse(app).open('/tra-cuu/H29.14-260210-0042')).url, /^\/tra-cuu\?ma=/)
})

test('a QR’s token is exchanged at once for a clean address, and closing forgets it', async () => {
  const browser = browse(app)
  const page = await browser.open('/tra-cuu/qr/thetoken')
  assert.equal(page.url, '/tra-cuu/H29.14-260210-0042')
  assert.ok(!page.html.includes('thetoken'))
  const receipt = await app.inject({
    url: `${page.url}/giay-hen.pdf`,
    cookies: Object.fromEntries(browser.cookies),
  })
  assert.equal(receipt.headers['content-type'], 'application/pdf')
  const token = /name="_csrf" value="([^"]+)"/.exec(page.html)![1]!
  await app.inject({
    method: 'POST',
    url: '/tra-cuu/thoat',
    cookies: Object.fromEntries(browser.cookies),
    payload: { _csrf: token },
  })
  assert.equal(
    (
      await app.inject({
        method: 'POST',
        url: '/tra-cuu/thoat',
        payload: '',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).statusCode,
    403,
  )
  assert.equal((await browser.open('/tra-cuu/qr/wrong')).url, '/tra-cuu')
})

test('what a late dossier tells: that it is late, by whose minutes, and what to do now', async () => {
  city.signedIn = tester
  const browser = browse(app)
  const page = await browser.open('/tra-cuu/H29.14-260105-0007')
  assert.match(
    textOf(page.html),
    /Đã trễ hẹn, đang chờ bạn bổ sung.*Vì sao trễ Thẩm định: Bà Nguyễn Thị Hoa đã dùng 13 ngày trong 7 ngày/,
  )
  await browser.open('/tra-cuu/H29.14-260105-0007/bo-sung')
  assert.match(textOf((await browser.upload({}, [])).html), /Hãy chọn ít nhất một tệp/)
  const done = await browser.upload({}, [{ field: 'files-trich-do', name: 'trích đo.pdf', text: 'x' }])
  assert.match(textOf(done.html), /Đã gửi giấy tờ bổ sung/)
  assert.equal(city.supplements.length, 1)
  await browser.open('/tra-cuu/H29.14-260210-0042/rut')
  assert.equal((await browser.send({ reason: '' })).status, 422)
  await browser.send({ reason: 'Tôi nộp nhầm thủ tục' })
  assert.match(city.withdrawals[0]!, /Tôi nộp nhầm thủ tục/)
})

test('acts on a dossier need sign-in, and come back to where they were', async () => {
  const browser = browse(app)
  const page = await browser.open('/tra-cuu/H29.14-260105-0007/bo-sung')
  assert.match(page.url, /^\/dang-nhap\?ve=/)
  assert.match(page.html, /href="\/vao\?ve=%2Ftra-cuu%2FH29.14-260105-0007"/)
  const elsewhere = await browser.open('/dang-nhap?ve=//evil.example/')
  assert.match(elsewhere.html, /href="\/vao\?ve=%2Fho-so-cua-toi"/)
})
