import assert from 'node:assert/strict'
import type { Visit } from './browser.ts'
import { look, tabTo } from './look.ts'

/** Recognising a child: asked for anywhere, decided by a ward, three working days. */
export const recognition = { code: '1.001022', typed: 'dang ky nhan cha me con' }

/** What a citizen files: where its filing begins, and the papers that are sent with it. */
export interface Asked {
  address: string
  papers: readonly string[]
}

const recognitionAsked: Asked = {
  address: `/thu-tuc/${recognition.code}/nop`,
  papers: ['to-khai', 'chung-cu'],
}

/** The ward of the demonstration, which citizens know by its name, and the counter inside it, where the clerk sits. */
export const ward = { code: 'H29.26740', counter: 'H29.26740.4' }

export interface Slip {
  code: string
  secret: string
}

/** Opens a page of the portal in the visitor's language, which they choose once. */
export async function openPortal({ page, url, how, speech }: Visit, path = '/'): Promise<void> {
  await page.goto(`${url}${path}`)
  if ((await page.locator('html').getAttribute('lang')) === how.lang) return
  await page.getByRole('banner').locator(`[hreflang=${how.lang}]`).click()
  await page.locator(`html[lang=${how.lang}]`).waitFor({ state: 'attached' })
  await page
    .getByRole('link', { name: speech.say('nav.track') })
    .first()
    .waitFor()
}

/** Types the two codes into the page for following a dossier. */
export async function typeCodes({ page }: Visit, { code, secret }: Slip): Promise<void> {
  await page.locator('[name=code]').fill(code)
  await page.locator('[name=secret]').fill(secret)
  await page.keyboard.press('Enter')
}

/** Follows a dossier with its two codes and no account. */
export async function follow(visit: Visit, slip: Slip): Promise<void> {
  await openPortal(visit, '/tra-cuu')
  await look(visit, 'portal-track-find')
  await typeCodes(visit, slip)
  await visit.page.getByRole('heading', { name: visit.speech.say('track.steps') }).waitFor()
}

/** Signs in by the stand-in for VNeID, where a person is chosen. Starts on a page that offers it. */
export async function chooseWhoIAm({ page, url }: Visit, subject: string): Promise<void> {
  await page.locator('a[href^="/auth/oidc/citizen/start"]').first().click()
  const person = page.locator(`button[name=person][value="${subject}"]`)
  await person.waitFor()
  await tabTo(page, person)
  await page.keyboard.press('Enter')
  await page.waitForURL((at) => at.href.startsWith(url) && !/demo-vneid|\/auth\//.test(at.pathname))
}

/** Presses the one green button of a page of the filing, by keyboard, and arrives on the next page: the named one, if it is. */
export async function goOn({ page }: Visit, next?: string): Promise<string> {
  const from = page.url()
  const button = page.locator('main form .govuk-button:not(.govuk-button--secondary)').last()
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  await page.waitForURL((at) => at.href !== from)
  const arrived = pageOf(page.url())
  if (next !== undefined) assert.equal(arrived, next)
  return arrived
}

const pageOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

/** What is asked on each page of a filing for oneself; the others are known from the sign-in. */
const answers: Record<string, (visit: Visit, asked: Asked) => Promise<unknown>> = {
  'nguoi-nop': ({ page }) => page.locator('[name=who][value=self]').check(),
  'nguoi-dung-ten': async ({ page }) =>
    assert.notEqual(await page.locator('[name=name]').inputValue(), '', 'the name is known from the sign-in'),
  'noi-giai-quyet': ({ page }) => page.locator('[name=office]').selectOption(ward.code),
  'noi-nop': ({ page }) => page.locator('[name=office]').selectOption(ward.code),
  'giay-to': (visit, { papers }) => sendPapers(visit, papers),
  'nhan-tin': ({ page }) => page.locator('[name=channel][value=app]').check(),
}

/** Fills in every page of a filing up to the last, where nothing has been sent yet; one begun before is gone on with. */
export async function fillIn(
  visit: Visit,
  subject: string,
  see: (name: string) => Promise<void>,
  asked: Asked = recognitionAsked,
): Promise<void> {
  await openPortal(visit, asked.address)
  await see('start')
  await chooseWhoIAm(visit, subject)
  let at = await goOn(visit)
  while (at !== 'kiem-tra') {
    await answers[at]?.(visit, asked)
    await see(at)
    at = await goOn(visit)
  }
  await see(at)
}

/** Each paper has its own page and gets a file. */
async function sendPapers(visit: Visit, papers: readonly string[]): Promise<void> {
  const { page } = visit
  for (const key of papers) {
    await page.locator(`main a[href$="/giay-to/${key}"]`).click()
    await page.locator('[name=files]').setInputFiles({
      name: `${key}.pdf`,
      mimeType: 'application/pdf',
      buffer: smallPdf(`Sau Ro: ${key}`),
    })
    await goOn(visit, 'giay-to')
  }
}

/** The codes on the page that says the dossier was sent. */
export async function slipOf({ page, speech }: Visit): Promise<Slip> {
  await page.getByRole('heading', { name: speech.say('filed.title'), level: 1 }).waitFor()
  const [code = '', secret = ''] = await page.locator('.slip dd').allTextContents()
  assert.match(code, /^H29[\d.]*(\.LT)?-\d{6}-\d{4,}$/)
  assert.match(secret, /^[A-Z0-9]{8,}$/)
  return { code, secret }
}

/** One page with one line on it: a whole PDF, made here. */
function smallPdf(line: string): Buffer {
  const drawn = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const starts = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}
