import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browse, textOf, type Browser } from '../testing/browser.ts'
import { tester, type City } from '../testing/city.ts'
import { portalHouse, type PortalHouse } from '../testing/house.ts'

const filing = '/thu-tuc/1.012753/nop'
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

const person = {
  kind: 'citizen',
  name: 'Trần Văn Bảy',
  number: '079085001234',
  'birth-day': '27',
  'birth-month': '3',
  'birth-year': '1985',
}

/** Fills in every page up to the check page. */
async function fillIn(browser: Browser, who: Record<string, string> = person): Promise<void> {
  await browser.open(filing)
  await browser.send({})
  await browser.send({ who: 'self' })
  await browser.send(who)
  await browser.send({ phone: '0903 123 871', email: '', address: '12 Phan Đăng Lưu, Bình Thạnh' })
  await browser.send({ office: 'H29.14' })
  await browser.send({ office: 'H29.15' })
  for (const key of ['don', 'dat']) {
    await browser.open(`${filing}/giay-to/${key}`)
    await browser.upload({ note: key === 'don' ? 'Bản gốc ở quầy' : '' }, [
      { field: 'files', name: `${key}.pdf`, text: `%PDF ${key}` },
    ])
  }
  await browser.open(`${filing}/giay-to`)
  await browser.send({})
  const check = await browser.send({ channel: 'sms', sms: '0903123871' })
  assert.equal(check.url, `${filing}/kiem-tra`)
}

test('a dossier is filed page by page with scripts off, once however often it is sent', async () => {
  const browser = browse(app)
  await fillIn(browser)
  const done = await browser.send({})
  assert.equal(done.url, `${filing}/xong`)
  assert.match(
    textOf(done.html),
    /H29.14-260312-0001 .* MATRACUU .* Phường Bến Thành trả lời chậm nhất 10:40, 13\/03\/2026/,
  )
  assert.equal(done.headers['cache-control'], 'no-store')
  assert.equal((await browser.open(`${filing}/kiem-tra`)).html.includes('MATRACUU'), true)
  assert.equal(city.filings.length, 1)
  const { filing: filed } = city.filings[0]!
  assert.equal(filed.competent, 'H29.14')
  assert.equal(filed.receivedAt, 'H29.15')
  assert.equal(filed.words, 'Đơn đăng ký đất đai: Bản gốc ở quầy')
  assert.deepEqual(filed.applicant.number, '079085001234')
  assert.deepEqual(
    filed.parts.map((part) => [part.key, part.files.length]),
    [
      ['don', 1],
      ['dat', 1],
      ['tuy-than', 0],
      ['trich-do', 0],
    ],
  )
  city.signedIn = undefined
  assert.equal((await browser.open('/tra-cuu/H29.14-260312-0001')).status, 200)
})

test('an error keeps what was typed, and says at the top and beside the field what to put right', async () => {
  const browser = browse(app)
  await browser.open(filing)
  await browser.send({})
  await browser.send({ who: 'self' })
  const page = await browser.send({ ...person, name: 'Lê <b>Hoa</b>', number: '12' })
  assert.equal(page.status, 422)
  assert.match(page.html, /href="#number"/)
  assert.match(page.html, /value="Lê &lt;b&gt;Hoa&lt;\/b&gt;"/)
  assert.match(page.html, /<title>Có lỗi: /)
})

test('a filing is kept and taken up again on another device, and no page is reached before those it needs', async () => {
  const first = browse(app)
  await first.open(filing)
  await first.send({})
  await first.send({ who: 'through' })
  const second = browse(app)
  assert.match(textOf((await second.open(filing)).html), /Làm tiếp/)
  assert.equal((await second.send({})).url, `${filing}/nguoi-dung-ten`)
  assert.equal((await second.open(`${filing}/kiem-tra`)).url, `${filing}/nguoi-dung-ten`)
  assert.match((await second.open('/thu-tuc/1.012753')).html, /Làm tiếp hồ sơ đang nộp/)
})

test('drafts lie sealed: neither names nor numbers can be read in the database', async () => {
  await fillIn(browse(app))
  const rows = await house.db.rows<{ body: Buffer }>(
    { name: 'test.all', text: 'select body from portal.drafts' },
    [],
  )
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]!.body.includes('Trần') && !rows[0]!.body.includes('079085001234'))
})

test('papers: what is missing is named, a file that is not taken says why, a file can be removed', async () => {
  const browser = browse(app)
  await fillIn(browser)
  await browser.open(`${filing}/giay-to/don`)
  const refused = await browser.upload({ note: '' }, [{ field: 'files', name: 'x.exe', text: 'MZ' }])
  assert.equal(refused.status, 422)
  assert.match(textOf(refused.html), /Tệp chạy được không nhận/)
  await browser.open(`${filing}/giay-to/don`)
  const id = /name="remove" value="([^"]+)"/.exec((await browser.open(`${filing}/giay-to/don`)).html)![1]!
  await browser.upload({ remove: id }, [])
  await browser.open(`${filing}/giay-to`)
  const list = await browser.send({})
  assert.match(textOf(list.html), /Còn cần gửi: Đơn đăng ký đất đai/)
})

test('what the counter refuses is told on the check page, and nothing typed is lost', async () => {
  const browser = browse(app)
  await fillIn(browser, { ...person, number: '000000000000' })
  const page = await browser.send({})
  assert.equal(page.status, 422)
  assert.match(textOf(page.html), /Số định danh này không có thật.*Kiểm tra trước khi gửi.*Trần Văn Bảy/)
})

test('filing needs sign-in, a token of ours and only known fields', async () => {
  const browser = browse(app)
  await browser.open(filing)
  await browser.send({})
  assert.equal((await browser.send({ who: 'self', admin: 'yes' })).status, 422)
  await browser.open(`${filing}/nguoi-nop`)
  assert.equal((await browser.send({ who: 'self', _csrf: 'forged' })).status, 403)
  city.signedIn = undefined
  const page = await browser.open(`${filing}/nguoi-nop`)
  assert.equal(page.url, filing)
  assert.match(page.html, /VNeID/)
  assert.match(page.html, /href="\/vao\?ve=%2Fthu-tuc%2F1.012753%2Fnop"/)
})

test('the token of a signed-in session is taken although its guard removes it from the body', async () => {
  city.parts.signIn.csrf = () => 'token-of-the-session'
  app.addHook('preValidation', async (request) => {
    if (request.body) delete (request.body as { _csrf?: string })._csrf
  })
  const browser = browse(app)
  await browser.open(filing)
  assert.equal((await browser.send({})).url, `${filing}/nguoi-nop`)
  await browser.open(`${filing}/nguoi-nop`)
  assert.equal((await browser.send({ who: 'self', _csrf: 'other' })).status, 403)
})
