import type { Visit } from './browser.ts'
import { look } from './look.ts'

/** Opens a page of the portal in the visitor's language, which they choose once. */
export async function openPortal({ page, url, how, speech }: Visit, path = '/'): Promise<void> {
  await page.goto(`${url}${path}`)
  if ((await page.locator('html').getAttribute('lang')) === how.lang) return
  await page
    .getByRole('banner')
    .getByRole('link', { name: how.lang === 'en' ? 'English' : 'Tiếng Việt' })
    .click()
  await page.locator(`html[lang=${how.lang}]`).waitFor()
  await page
    .getByRole('link', { name: speech.say('nav.track') })
    .first()
    .waitFor()
}

/** Follows a dossier with its two codes and no account. */
export async function follow(visit: Visit, code: string, secret: string): Promise<void> {
  const { page, speech } = visit
  await openPortal(visit, '/tra-cuu')
  await look(visit, 'portal-track-find')
  await page.locator('[name=code]').fill(code)
  await page.locator('[name=secret]').fill(secret)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: speech.say('track.steps') }).waitFor()
}
