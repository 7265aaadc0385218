import { after, afterEach, before } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, visitor, type Combination, type Visit } from './browser.ts'
import { journeyCity, type JourneyCity } from './city.ts'
import { closeAll } from './look.ts'

/** The city and the browser in which all journeys of a file walk. */
export interface Stage {
  /** Address of the city, once the first journey begins. */
  readonly url: string
  visitor(how: Combination, options?: Parameters<typeof visitor>[3]): Promise<Visit>
}

/** Opened before the first journey of the file and closed after the last; what a journey opened is closed after it. */
export function openStage(): Stage {
  let city: JourneyCity
  let browser: Browser
  before(async () => {
    ;[city, browser] = await Promise.all([journeyCity(), openBrowser()])
  })
  afterEach(() => closeAll(browser))
  after(async () => {
    await browser?.close()
    await city?.close()
  })
  return {
    get url() {
      return city.url
    },
    visitor: (how, options) => visitor(browser, city.url, how, options),
  }
}
