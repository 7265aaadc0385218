import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { speechOf, type Speech } from './words.ts'

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

/** What a busy machine may take before a page is called broken. */
export const patience_ms = 45_000

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: flags })

/** Somebody at a screen: their own cookies, their language and light. */
export interface Visit {
  page: Page
  context: BrowserContext
  how: Combination
  speech: Speech
  /** Errors of pages, the console's among them a breach of the content policy, and answers of 500 and above. */
  faults: string[]
  /** Of the city they are in. */
  url: string
  scripts: boolean
}

export interface VisitOptions {
  scripts?: boolean
  /** Refusals that belong to the story; the browser writes a line about each. */
  refused?: readonly number[]
}

export async function visitor(
  browser: Browser,
  url: string,
  how: Combination,
  { scripts = true, refused = [] }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: how.width, height: how.height },
    colorScheme: how.scheme,
    locale: how.lang === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(patience_ms)
  const faults: string[] = []
  context.on('page', (page) => watch(page, faults, refused))
  const page = await context.newPage()
  return { page, context, how, speech: speechOf(how), faults, url, scripts }
}

/** Errors of a page fail the journey at the next look. */
function watch(page: Page, faults: string[], refused: readonly number[]): void {
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`))
  page.on('response', (response) => {
    const status = response.status()
    if (status >= 500 || (status >= 400 && !refused.includes(status)))
      faults.push(`${status} ${response.url()}`)
  })
  page.on('console', (message) => {
    // A refused request is judged above, by its status.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    faults.push(`console: ${message.text()}`)
  })
}
