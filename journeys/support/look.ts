import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import axe, { type AxeResults } from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Visit } from './browser.ts'

const folder = fileURLToPath(new URL('../pictures/', import.meta.url))

/** A picture to be looked at, kept out of the repository. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true, animations: 'disabled' })
}

/** For after a journey: what is still open was left by a failure, so it is pictured before it is closed. */
export async function closeAll(browser: Browser): Promise<void> {
  const open = browser.contexts()
  for (const [no, page] of open.flatMap((context) => context.pages()).entries())
    await picture(page, `left-open-${no}`)
  for (const context of open) await context.close()
}

/** Looks at the page as a careful user would: nobody is shut out, nothing is cut off, nothing went wrong on the way. */
export async function look(visit: Visit, name: string): Promise<void> {
  const seen = visit.scripts ? visit.page : await withScripts(visit)
  await settled(seen)
  await picture(visit.page, `${name}.${visit.how.name}`)
  const [wide, room] = await seen.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  assert.ok(wide <= room, `${name}: the page is ${wide} px wide on a screen of ${room} px`)
  assert.deepEqual(await barriers(seen), [], `${name}: barriers that axe found`)
  if (seen !== visit.page) await seen.context().close()
  well(visit, name)
}

/** The same page for the same person where scripts run, because axe is one. */
async function withScripts({ page, context, how }: Visit): Promise<Page> {
  const twin = await page
    .context()
    .browser()
    ?.newContext({
      storageState: await context.storageState(),
      viewport: { width: how.width, height: how.height },
      colorScheme: how.scheme,
      reducedMotion: 'reduce',
    })
  assert.ok(twin)
  const seen = await twin.newPage()
  await seen.goto(page.url())
  return seen
}

/** Nothing went wrong since the visit began. */
export function well({ faults }: Visit, name: string): void {
  assert.deepEqual(faults, [], `${name}: what went wrong on the way`)
}

/** Fonts are there and what moves has come to rest; what turns for ever does not count. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(`Promise.all([
    document.fonts.ready,
    ...document.getAnimations()
      .filter((one) => one.effect?.getTiming().iterations !== Infinity)
      .map((one) => one.finished.catch((ended) => ended)),
  ]).then(() => undefined)`)

async function barriers(page: Page): Promise<string[]> {
  // Not as a script of the page, which its content policy would refuse, but as somebody at the developer's tools.
  await page.evaluate(`if (!globalThis.axe) { ${axe.source} }`)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.map((one) => {
    const where = one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
    return `${one.id}: ${one.help}: ${where.join(' | ')}`
  })
}

/** Goes to something by the Tab key alone, as people without a mouse do, and sees where they are. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  assert.ok(
    await isTabbedTo(page, target),
    `${target.toString()} is not reached by ${tabsMost} presses of Tab`,
  )
}

const tabsMost = 80

/** The same for what may go away on the way, because the page heard of a change: whether it was reached. */
export async function isTabbedTo(page: Page, target: Locator): Promise<boolean> {
  for (let pressed = 0; pressed <= tabsMost && (await target.count()) > 0; pressed += 1) {
    if ((await target.and(page.locator(':focus-visible')).count()) > 0) return true
    await page.keyboard.press('Tab')
  }
  return false
}
