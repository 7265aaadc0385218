import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { ActName, ItemView } from '../../web/official/api/types.ts'
import type { Visit } from './browser.ts'
import { recognition, ward } from './citizen.ts'
import { isTabbedTo } from './look.ts'
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

/**
 * Opens the form of an act: by the one filled button where it is the next act, else among the others. What a colleague has just
 * done elsewhere is on this page within a second or two, as for a person who looks at it.
 */
export async function openAct({ page, speech }: Visit, act: ActName): Promise<void> {
  const title = titleOf(act, speech)
  const next = page.locator('.item-acts').getByRole('button', { name: title })
  const others = page.locator('#viec-khac')
  const entry = page.getByRole('menuitem', { name: title })
  for (let looked = 0; looked < 40; looked += 1) {
    if ((await next.count()) > 0 && (await next.isEnabled()) && (await isTabbedTo(page, next))) {
      await page.keyboard.press('Enter')
      break
    }
    if (await isTabbedTo(page, others)) {
      await page.keyboard.press('Enter')
      if ((await entry.count()) > 0) {
        await entry.press('Enter')
        break
      }
      await page.keyboard.press('Escape')
    }
    await page.waitForTimeout(500)
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
  // The list is of now: a row may move while one goes to it.
  for (let pressed = 0; pressed < 100; pressed += 1) {
    const rows = await page.evaluate<{ id: string; current: boolean }[]>(
      `[...document.querySelectorAll('[data-row]')]
        .map((one) => ({ id: one.dataset.row, current: one.ariaCurrent === 'true' }))`,
    )
    const [at, to] = [rows.findIndex((one) => one.current), rows.findIndex((one) => one.id === id)]
    if (at === to) break
    await page.keyboard.press(at < to ? 'j' : 'k')
    await page.waitForTimeout(120)
  }
  await page.keyboard.press('Enter')
  await page.waitForURL((at) => at.pathname.endsWith(`/ho-so/${id}`))
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

/** A dossier taken in and accepted for the ward by whoever is signed in, without its pages; for journeys about what comes after. */
export async function takenIn(
  visit: Visit,
  name: string,
  {
    number = '000188004329',
    files = [],
    through,
  }: { number?: string; files?: string[]; through?: object } = {},
): Promise<{ id: string; code: string; secret: string; version: number }> {
  const filed = (await send(visit, '/api/dossiers', {
    procedure: recognition.code,
    channel: 'direct',
    receivedAt: ward.counter,
    competent: ward.code,
    applicant: { kind: 'citizen', name, number, phone: '0900000333' },
    ...(through ? { through } : {}),
    parts: [
      { key: 'to-khai', originals: 1, copies: 0, files },
      { key: 'chung-cu', originals: 0, copies: 1 },
    ],
    notify: { channel: 'none' },
  })) as { id: string; code: string; secret: string; version: number }
  const accepted = (await send(visit, `/api/items/${filed.id}/acceptance`, { version: filed.version })) as {
    version: number
  }
  return { ...filed, version: accepted.version }
}

async function tokenOf({ context, url }: Visit): Promise<Record<string, string>> {
  const me = (await (await context.request.get(`${url}/api/me`)).json()) as { csrf: string }
  return { 'x-csrf-token': me.csrf, 'idempotency-key': randomUUID() }
}

/** An act of whoever is signed in, without its page. */
export async function send(visit: Visit, path: string, data: unknown): Promise<unknown> {
  const headers = await tokenOf(visit)
  const answer = await visit.context.request.post(`${visit.url}${path}`, { data, headers })
  assert.ok(answer.ok(), await answer.text())
  return answer.json()
}

/** A small file handed in by whoever is signed in, without its page; gives its id. */
export async function upload(visit: Visit, name: string): Promise<string> {
  const data = Buffer.from(`%PDF-1.4\n${randomUUID()} ${'x'.repeat(300)}\n%%EOF`)
  const answer = await visit.context.request.post(`${visit.url}/api/uploads`, {
    data,
    headers: {
      ...(await tokenOf(visit)),
      'tus-resumable': '1.0.0',
      'upload-length': String(data.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      'content-type': 'application/offset+octet-stream',
    },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return answer.headers()['location']!.split('/').at(-1)!
}
