import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** The two combinations every journey is walked in; all of them are in `--full`. */
export interface Combination {
  name: string
  width: number
  height: number
  lang: 'vi' | 'en'
  scheme: 'light' | 'dark'
}

export const combinations: readonly Combination[] = [
  { name: 'phone-vi-light', width: 360, height: 780, lang: 'vi', scheme: 'light' },
  { name: 'desk-en-dark', width: 1440, height: 900, lang: 'en', scheme: 'dark' },
  ...(process.env['SAURO_TEST_FULL'] === '1'
    ? ([
        { name: 'phone-en-dark', width: 360, height: 780, lang: 'en', scheme: 'dark' },
        { name: 'desk-vi-light', width: 1440, height: 900, lang: 'vi', scheme: 'light' },
      ] as const)
    : []),
]

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: flags })

/** Somebody at a screen: their own cookies, their language and light. Errors of a page fail the journey. */
export async function visitor(
  browser: Browser,
  how: Combination,
  options: { scripts?: boolean } = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: how.width, height: how.height },
    colorScheme: how.scheme,
    locale: how.lang === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    javaScriptEnabled: options.scripts ?? true,
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return { page, context, faults }
}

const folder = fileURLToPath(new URL('../pictures/', import.meta.url))

/** A picture to be looked at, kept out of the repository. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true })
}
