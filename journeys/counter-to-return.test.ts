import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { combinations, type Combination, type Visit } from './support/browser.ts'
import { itemOf, openByCode, openFromToday, perform, signIn, titleOf } from './support/desk.ts'
import { look, tabTo, well } from './support/look.ts'
import { qrOfPdf } from '../server/documents/testing/qr-of-pdf.ts'
import { follow } from './support/citizen.ts'
import { openStage } from './support/stage.ts'

/** Recognising a child: asked for at any counter, decided by the commune, three working days. */
const procedure = { code: '1.001022', typed: 'nhan cha me con' }
const applicant = { name: 'Trịnh Thị Mô Phỏng', number: '000188004321', phone: '0900000222' }

const stage = openStage()

interface Taken {
  id: string
  code: string
  secret: string
}

for (const how of combinations) {
  test(`a dossier from the counter to the result in hand (${how.name})`, async () => {
    const counter = await stage.visitor(how)
    const taken = await takeIn(counter)
    await scan(how, taken, await receiptIsPrinted(counter, taken))
    const justice = await stage.visitor(how)
    await takeTheStep(justice, taken)
    await askForSupplement(justice, taken)
    await takeInSupplement(counter, taken)
    await decide(justice, await stage.visitor(how), taken)
    await handOver(counter, taken)
    await followWithoutAccount(how, taken)
    assert.equal((await itemOf(counter, taken.id)).status.code, 10, 'the result was returned')
    for (const visit of [counter, justice]) {
      well(visit, 'the day')
      await visit.context.close()
    }
  })
}

/** The city's centre takes in what a ward decides: keyboard only, from sign-in to the receipt. */
async function takeIn(visit: Visit): Promise<Taken> {
  const { page, speech } = visit
  const { intake } = speech.words
  await page.goto(`${visit.url}/cong-viec/`)
  await page.locator('[name=username]').waitFor()
  await look(visit, 'counter-1-sign-in')
  await signIn(visit, 'city-clerk')
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await page.getByRole('heading', { name: intake.title, level: 1 }).waitFor()
  await page.keyboard.press('c')
  await page.keyboard.type(applicant.number)
  await page.keyboard.press('Tab')
  await page.keyboard.type(applicant.name)
  await page.keyboard.press('Tab')
  await page.keyboard.type(applicant.phone)
  await chooseProcedure(page)
  await tickPapers(page)
  await chooseCommune(page)
  await look(visit, 'counter-2-intake')
  await page.keyboard.press('Control+Enter')
  const done = page.locator('.intake-done')
  await done.waitFor()
  await look(visit, 'counter-3-accepted')
  const href = await done.getByRole('link', { name: intake.donePrint }).getAttribute('href')
  const id = /items\/([0-9a-f-]+)\//.exec(href ?? '')?.[1] ?? ''
  const { code, status, firstAppointment } = await itemOf(visit, id)
  assert.ok((await done.textContent())?.includes(code))
  assert.ok([2, 4].includes(status.code), `accepted or in hand, not ${status.code}`)
  assert.notEqual(firstAppointment, null, 'a day is promised')
  const secret = (await done.locator('.done-secret dd').first().textContent()) ?? ''
  return { id, code, secret }
}

async function chooseProcedure(page: Page): Promise<void> {
  const field = page.locator('[name=procedure]')
  await tabTo(page, field)
  await page.keyboard.type(procedure.typed)
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.intake-paper').first().waitFor()
}

/** Out of the fields first, where a digit is a digit; then one digit ticks one paper. */
async function tickPapers(page: Page): Promise<void> {
  const papers = page.getByRole('checkbox').and(page.locator('.intake-tick'))
  await tabTo(page, papers.first())
  const count = await papers.count()
  for (let no = 1; no <= count; no += 1) await page.keyboard.press(String(no))
  for (let at = 0; at < count; at += 1)
    assert.equal(await papers.nth(at).getAttribute('aria-checked'), 'true')
}

/** The ward that decides is not where the counter stands. */
async function chooseCommune(page: Page): Promise<void> {
  await tabTo(page, page.locator('#intake-competent'))
  await page.keyboard.type('sai gon')
  await page.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
}

/** The receipt in hand; gives what the camera of a telephone reads on it. */
async function receiptIsPrinted({ context, url }: Visit, { id, code, secret }: Taken): Promise<string> {
  const answer = await context.request.get(`${url}/api/items/${id}/receipt.pdf`)
  assert.equal(answer.headers()['content-type'], 'application/pdf')
  const pdf = await answer.body()
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  const text = textOfPdf(pdf)
  for (const said of text === undefined ? [] : [code, secret, applicant.name])
    assert.ok(text?.includes(said), `the receipt says ${said}`)
  return qrOfPdf(pdf)
}

/** The printed code opens the dossier for whoever has never been here. */
async function scan(how: Combination, { code, secret }: Taken, address: string): Promise<void> {
  const visit = await stage.visitor(how)
  await visit.page.goto(address)
  assert.equal(visit.page.url(), `${stage.url}/tra-cuu/${code}`)
  const text = (await visit.page.getByRole('main').textContent()) ?? ''
  assert.ok(text.includes(code))
  assert.ok(!(await visit.page.content()).includes(secret), 'the page does not hold the secret')
  await visit.context.close()
}

/** The words of a PDF where the machine has poppler; the receipt's own tests read it everywhere. */
function textOfPdf(pdf: Buffer): string | undefined {
  try {
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().normalize('NFC')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function takeTheStep(visit: Visit, { id }: Taken): Promise<void> {
  const { page, speech } = visit
  await signIn(visit, 'justice')
  await page.locator(`[data-row="${id}"]`).waitFor()
  await look(visit, 'counter-4-today')
  await openFromToday(visit, id)
  await perform(visit, 'take')
  await page
    .locator('.item-acts')
    .getByRole('button', { name: titleOf('complete-step', speech) })
    .waitFor()
  const clears = page.getByRole('list', { name: speech.words.clears.label }).getByRole('listitem')
  assert.equal(await clears.count(), 6)
  for (const clear of await clears.allTextContents())
    assert.ok(!clear.includes(speech.words.clears.hole), clear)
  const bar = page.getByRole('region', { name: speech.words.item.timeSection }).getByRole('img')
  assert.ok(await bar.first().getAttribute('aria-label'), 'the time bar says itself in a sentence')
  await look(visit, 'counter-5-item')
}

async function askForSupplement(visit: Visit, { id }: Taken): Promise<void> {
  const { page, speech } = visit
  await perform(visit, 'request-supplement', async () => {
    await tabTo(page, page.getByRole('dialog').getByRole('checkbox').nth(1))
    await page.keyboard.press('Space')
    await tabTo(page, page.locator('#act-reason'))
    await page.keyboard.type('Bản chụp bị mờ, không đọc được ngày sinh.')
    await look(visit, 'counter-6-supplement-form')
  })
  const time = page.getByRole('region', { name: speech.words.item.timeSection })
  await time.getByText(speech.words.states.paused, { exact: true }).waitFor()
  const item = await itemOf(visit, id)
  assert.equal(item.status.code, 5)
  assert.equal(item.remaining_working_min, null, 'no time runs while the applicant is awaited')
  assert.equal(item.pauses.at(-1)?.to, null)
  await look(visit, 'counter-7-clock-stopped')
}

async function takeInSupplement(visit: Visit, { id, code }: Taken): Promise<void> {
  const { page } = visit
  await openByCode(visit, code)
  await perform(visit, 'supplement', async () => {
    await tabTo(page, page.getByRole('dialog').getByRole('checkbox').nth(1))
    await page.keyboard.press('Space')
  })
  const item = await itemOf(visit, id)
  assert.equal(item.status.code, 4)
  assert.notEqual(item.pauses.at(-1)?.to, null, 'the clock runs again')
  assert.notEqual(item.remaining_working_min, null)
}

/** The official completes the step; the leader, the only one of that role, has the last in hand at once and ends it. */
async function decide(justice: Visit, leader: Visit, { id }: Taken): Promise<void> {
  await openFromToday(justice, id)
  await perform(justice, 'complete-step')
  await signIn(leader, 'leader')
  await openFromToday(leader, id)
  await perform(leader, 'finish')
  assert.equal((await itemOf(leader, id)).status.code, 9)
  await look(leader, 'counter-8-finished')
  await leader.context.close()
}

async function handOver(visit: Visit, { code }: Taken): Promise<void> {
  const { page, speech } = visit
  await openByCode(visit, code)
  await perform(visit, 'return')
  await page
    .getByText(speech.words.statuses[10] ?? '')
    .first()
    .waitFor()
  await look(visit, 'counter-9-returned')
}

/** Anybody with code and secret sees the state, never who it is about. */
async function followWithoutAccount(how: Combination, { code, secret }: Taken): Promise<void> {
  const visit = await stage.visitor(how)
  await follow(visit, { code, secret })
  const text = (await visit.page.getByRole('main').textContent()) ?? ''
  assert.ok(text.includes(code))
  assert.ok(text.includes(visit.speech.say('track.act.returned')))
  assert.ok(!text.includes(applicant.name) && !text.includes(applicant.number))
  assert.ok(!(await visit.page.content()).includes(applicant.name), 'nor anywhere in the page')
  await look(visit, 'counter-10-followed')
  await visit.context.close()
}
