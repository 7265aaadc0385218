import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { createHttp, openDatabase, type Database } from '#kernel'
import { portalRoutes, refusalPage } from '#portal'
import { testDatabase, type TestDatabase } from '../server/kernel/testing/database.ts'
import { clock, smallCity, tester, type City } from '../server/portal/testing/city.ts'
import { combinations, openBrowser, visitor } from './support/browser.ts'

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let database: TestDatabase
let db: Database
let city: City
let app: FastifyInstance
let browser: Browser
let base: string

before(async () => {
  database = await testDatabase()
  db = openDatabase(database.url, { connections: 2 })
  city = smallCity(db)
  const http = await createHttp({ clock, log: 'silent', secure: false, page: refusalPage(city.parts) })
  app = http as unknown as FastifyInstance
  await portalRoutes(app, city.parts)
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await db?.close()
  await database?.close()
})

/** What axe finds on the page as it stands; run through the debugger, so that the page's own policy stays on. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found: string = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(levels)} }).then((r) => JSON.stringify(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' '))))`,
  )
  return JSON.parse(found) as string[]
}

async function holds(page: Page, name: string): Promise<void> {
  assert.deepEqual(await faultsOf(page), [], name)
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  assert.equal(wide, false, `${name} is wider than the screen`)
}

const pages = [
  '/',
  '/thu-tuc?q=dang+ky',
  '/thu-tuc?q=khongco',
  '/thu-tuc/1.012753',
  '/lien-thong',
  '/lien-thong/khai-sinh-dat-dai',
  '/lien-thong/chi-tai-quay',
  '/lien-thong/khai-sinh-dat-dai/nop',
  '/tra-cuu',
  '/tra-cuu/H29.14-260210-0042',
  '/tra-cuu/H29.14-260105-0007',
  '/tra-cuu/H29.14-260105-0007/bo-sung',
  '/tra-cuu/H29.14-260210-0042/rut',
  '/ho-so-cua-toi',
  '/thu-tuc/1.012753/nop',
  '/ho-tro',
  '/tiep-can',
  '/api-docs',
  '/khong-co',
]

for (const how of combinations) {
  test(`every page of the portal can be used by everybody, ${how.name}`, async () => {
    city.signedIn = tester
    const { page, context, faults } = await visitor(browser, base, how, { refused: [404] })
    await page.goto(`${base}/?lang=${how.lang}`)
    for (const path of pages) {
      await page.goto(base + path)
      await holds(page, path)
    }
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('a dossier is filed in a browser without scripts, and each page of it can be used by everybody with them', async () => {
  city.signedIn = tester
  for (const scripts of [true, false]) {
    await db.rows({ name: 'journey.empty', text: 'delete from portal.drafts' }, [])
    const { page, context } = await visitor(browser, base, combinations[0]!, { scripts, refused: [422] })
    const next = async (): Promise<void> => {
      if (scripts) await holds(page, page.url())
      await page.locator('main form .govuk-button').last().click()
    }
    await page.goto(`${base}/thu-tuc/1.012753/nop`)
    await next()
    await next()
    assert.match(await page.title(), /^Có lỗi/)
    await page.check('input[value=self]')
    await next()
    await page.check('input[value=citizen]')
    await next()
    await next()
    await page.selectOption('#office', 'H29.14')
    await next()
    assert.equal(await page.inputValue('#office'), 'H29.14')
    await next()
    for (const key of ['don', 'dat']) {
      await page.goto(`${base}/thu-tuc/1.012753/nop/giay-to/${key}`)
      await page.setInputFiles('#files', [
        { name: 'giấy tờ.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') },
      ])
      await page.locator('main .govuk-button').first().click()
    }
    await next()
    await page.check('input[value=none]')
    await next()
    await next()
    assert.match(page.url(), /\/xong$/)
    assert.match(await page.locator('main').innerText(), /MATRACUU/)
    if (scripts) await holds(page, 'xong')
    await context.close()
  }
})

test('the first page of a first visit weighs less than 150 KB', async () => {
  city.signedIn = undefined
  const { page, context } = await visitor(browser, base, combinations[0]!)
  let bytes = 0
  page.on('requestfinished', (request) => {
    void request.sizes().then((sizes) => (bytes += sizes.responseBodySize + sizes.responseHeadersSize))
  })
  for (const path of ['/', '/thu-tuc/1.012753']) {
    bytes = 0
    await page.goto(base + path, { waitUntil: 'networkidle' })
    assert.ok(bytes < 150_000, `${path} sends ${bytes} bytes`)
  }
  await context.close()
})
