import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combinations, type Visit } from './support/browser.ts'
import { fillIn, goOn, openPortal, slipOf } from './support/citizen.ts'
import {
  formOf,
  historyLength,
  itemOf,
  openAct,
  openFromToday,
  perform,
  signIn,
  takenIn,
} from './support/desk.ts'
import { look, tabTo, well } from './support/look.ts'
import { openStage } from './support/stage.ts'

const typed = 'Thiếu chữ ký của người khai ở trang hai.'

const stage = openStage()

for (const how of combinations) {
  test(`two officials on one dossier: the later one is told and loses no word (${how.name})`, async () => {
    const clerk = await stage.visitor(how)
    await signIn(clerk, 'clerk')
    const { id } = await takenIn(clerk, 'Lý Văn Đồng Thời')
    const later = await stage.visitor(how, { refused: [409] })
    // This one's line to the server is bad: no news comes by itself.
    await later.context.route('**/api/live', (route) => route.abort())
    await signIn(later, 'justice')
    await openFromToday(later, id)
    await perform(later, 'take')
    await openAct(later, 'request-supplement')
    await writeRequest(later)
    const sooner = await stage.visitor(how)
    await signIn(sooner, 'justice')
    await openFromToday(sooner, id)
    await later.context.route(`**/api/items/${id}`, (route) => route.abort())
    await perform(sooner, 'release', (page) => page.locator('#act-reason').fill('Nghỉ phép từ ngày mai.'))
    const before = await historyLength(sooner, id)
    await later.page.keyboard.press('Control+Enter')
    await toldKindly(later)
    await look(later, 'two-1-told-of-the-other')
    assert.equal(await historyLength(sooner, id), before, 'the stale page changed nothing')
    await later.context.unroute(`**/api/items/${id}`)
    await seesTheNewOne(later)
    await look(later, 'two-2-words-kept')
    well(sooner, 'the sooner one')
  })

  test(`a double click is one fact (${how.name})`, async () => {
    const visit = await stage.visitor(how)
    await signIn(visit, 'clerk')
    const { id } = await takenIn(visit, 'Lý Văn Bấm Đôi')
    const justice = await stage.visitor(how)
    await signIn(justice, 'justice')
    await openFromToday(justice, id)
    const [before, { version }] = [await historyLength(justice, id), await itemOf(justice, id)]
    await openAct(justice, 'take')
    await formOf(justice.page).locator('button[type=submit]').dblclick()
    await formOf(justice.page).waitFor({ state: 'detached' })
    assert.equal(await historyLength(justice, id), before + 1)
    assert.equal((await itemOf(justice, id)).version, version + 1)
    well(justice, 'the double click')
  })

  test(`going back after sending, and sending from a second tab, files nothing twice (${how.name})`, async () => {
    const visit = await stage.visitor(how)
    await fillIn(visit, 'demo-ba-sau', () => Promise.resolve())
    const second = { ...visit, page: await visit.context.newPage() }
    await second.page.goto(visit.page.url())
    const before = await howManyAreMine(visit)
    await goOn(visit, 'xong')
    const slip = await slipOf(visit)
    await visit.page.goBack()
    assert.deepEqual(await slipOf(visit), slip, 'back shows what was sent')
    await goOn(second, 'xong')
    assert.deepEqual(await slipOf(second), slip, 'the second tab sent nothing new')
    assert.equal(await howManyAreMine(visit), before + 1)
    well(visit, 'going back')
  })
}

/** What an official writes, by keyboard. */
async function writeRequest({ page }: Visit): Promise<void> {
  await tabTo(page, formOf(page).getByRole('checkbox').first())
  await page.keyboard.press('Space')
  await tabTo(page, page.locator('#act-reason'))
  await page.keyboard.type(typed)
}

async function toldKindly({ page, speech }: Visit): Promise<void> {
  const told = formOf(page).getByRole('alert')
  await told.waitFor()
  assert.ok((await told.textContent())?.includes(speech.words.errors.stale))
  assert.equal(await page.locator('#act-reason').inputValue(), typed)
}

/** One press brings the new state under the same words. */
async function seesTheNewOne({ page, speech }: Visit): Promise<void> {
  const reload = formOf(page).getByRole('button', { name: speech.words.errors.staleReload })
  await tabTo(page, reload)
  await page.keyboard.press('Enter')
  await formOf(page).getByText(speech.words.errors.staleReloaded).waitFor()
  assert.equal(await page.locator('#act-reason').inputValue(), typed)
}

async function howManyAreMine({ context, url, how, speech, faults, scripts }: Visit): Promise<number> {
  const page = await context.newPage()
  await openPortal({ page, context, url, how, speech, faults, scripts }, '/ho-so-cua-toi')
  const count = await page.locator('main .hit').count()
  await page.close()
  return count
}
