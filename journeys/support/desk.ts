import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { ActName, ItemView } from '../../web/official/api/types.ts'
import type { Visit } from './browser.ts'
import { tabTo } from './look.ts'
import type { Speech } from './words.ts'

/** The demonstration's printed password. */
const password = 'sau-ro-thi-diem'

/** An official begins the day. The console speaks Vietnamese until somebody chooses otherwise. */
export async function signIn(visit: Visit, username: string): Promise<void> {
  const { page, speech, how, url } = visit
  await page.goto(`${url}/cong-viec/`)
  await page.locator('[name=username]').waitFor()
  if (how.lang === 'en') await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: speech.words.signIn.title, level: 1 }).waitFor()
  await page.locator('[name=username]').fill(username)
  await page.locator('[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: speech.words.nav.label, exact: true }).waitFor()
}

/** The item as the API tells it to whoever is signed in. */
export async function itemOf({ context, url }: Visit, id: string): Promise<ItemView> {
  const answer = await context.request.get(`${url}/api/items/${id}`)
  assert.equal(answer.status(), 200, `the item is readable: ${await answer.text()}`)
  return (await answer.json()) as ItemView
}

export async function historyLength({ context, url }: Visit, id: string): Promise<number> {
  const answer = await context.request.get(`${url}/api/items/${id}/history`)
  assert.equal(answer.status(), 200)
  return ((await answer.json()) as { entries: unknown[] }).entries.length
}

export const formOf = (page: Page) => page.getByRole('dialog').locator('form.act-form')

/** What the console calls an act; for `complete-step` without the number of the step, which comes last. */
export function titleOf(act: ActName, { words: { acts } }: Speech): string {
  const titles: Partial<Record<ActName, string>> = {
    take: acts.take,
    accept: acts.accept,
    'complete-step': acts.completeStep(0).replace('0', '').trim(),
    'request-supplement': acts.requestSupplement,
    supplement: acts.receiveSupplement,
    finish: acts.finish,
    return: acts.return,
    release: acts.release,
  }
  return titles[act] ?? assert.fail(`no journey performs "${act}" yet`)
}

/** Opens the form of an act: by the one filled button where it is the next act, else among the others. */
export async function openAct({ page, speech }: Visit, act: ActName): Promise<void> {
  const title = titleOf(act, speech)
  const next = page.locator('.item-acts').getByRole('button', { name: title })
  const others = page.locator('#viec-khac')
  await next.or(others).first().waitFor()
  if ((await next.count()) > 0) {
    await tabTo(page, next)
    await page.keyboard.press('Enter')
  } else {
    await tabTo(page, others)
    await page.keyboard.press('Enter')
    const entry = page.getByRole('menuitem', { name: title, exact: true })
    await entry.press('Enter')
  }
  await formOf(page).locator('button[type=submit]').waitFor()
}

/** Sends the form that is open and sees it go away. */
export async function sendAct({ page }: Visit): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await formOf(page).waitFor({ state: 'detached' })
}

export async function perform(
  visit: Visit,
  act: ActName,
  fill?: (page: Page) => Promise<void>,
): Promise<void> {
  await openAct(visit, act)
  await fill?.(visit.page)
  await sendAct(visit)
}

/** Finds the item on Today with the keyboard and opens it. */
export async function openFromToday({ page, speech }: Visit, id: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  const row = page.locator(`[data-row="${id}"]`)
  await row.waitFor()
  for (let pressed = 0; pressed < 100; pressed += 1) {
    if ((await row.getAttribute('aria-current')) === 'true') break
    await page.keyboard.press('j')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('main').locator('.item-head').waitFor()
  await page.getByRole('region', { name: speech.words.item.timeSection }).getByRole('img').first().waitFor()
}

/** Finds the item by its code in the search of every page. */
export async function openByCode({ page }: Visit, code: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await page.getByRole('main').locator('[data-row]').getByRole('link', { name: code }).click()
  await page.getByRole('main').locator('.item-head').waitFor()
}
