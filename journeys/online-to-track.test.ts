import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { combinations, type Combination, type Visit } from './support/browser.ts'
import { fillIn, goOn, openPortal, recognition, slipOf, type Slip } from './support/citizen.ts'
import { openByCode, perform, signIn } from './support/desk.ts'
import { look, tabTo } from './support/look.ts'
import { openStage } from './support/stage.ts'

const people = ['demo-lan', 'demo-tung']

const stage = openStage()

for (const [no, how] of combinations.entries()) {
  test(`a dossier filed online without scripts and followed by its QR (${how.name})`, async () => {
    const citizen = await stage.visitor(how, { scripts: false })
    await findProcedure(citizen)
    await fillIn(citizen, people[no % people.length] ?? '', (name) => look(citizen, `online-2-${name}`))
    await goOn(citizen, 'xong')
    const slip = await slipOf(citizen)
    await look(citizen, 'online-3-sent')
    await acceptAtTheCounter(how, slip)
    await followByQr(how, slip)
    await seeMine(citizen, slip)
    assert.deepEqual(citizen.faults, [])
  })
}

/** Words without marks find what is written with them. */
async function findProcedure(visit: Visit): Promise<void> {
  const { page } = visit
  await openPortal(visit)
  await look(visit, 'online-1-home')
  await tabTo(page, page.locator('[name=q]'))
  await page.keyboard.type(recognition.typed)
  await page.keyboard.press('Enter')
  const hit = page.locator(`main a[href="/thu-tuc/${recognition.code}"]`)
  await hit.waitFor()
  await look(visit, 'online-1-found')
  await tabTo(page, hit)
  await page.keyboard.press('Enter')
  const start = page.locator(`main a[href="/thu-tuc/${recognition.code}/nop"]`)
  await start.waitFor()
  await look(visit, 'online-1-procedure')
  await tabTo(page, start)
}

async function acceptAtTheCounter(how: Combination, { code }: Slip): Promise<void> {
  const visit = await stage.visitor(how)
  await signIn(visit, 'clerk')
  await openByCode(visit, code)
  await look(visit, 'online-4-at-the-counter')
  await perform(visit, 'accept')
  await visit.page.getByRole('link', { name: visit.speech.words.item.receipt }).waitFor()
  await look(visit, 'online-5-accepted')
  await visit.context.close()
}

/** What the camera of a telephone opens: the token is gone from the address at once, the day promised is there. */
async function followByQr(how: Combination, { code, secret }: Slip): Promise<void> {
  const visit = await stage.visitor(how, { scripts: false })
  const { page, speech } = visit
  await openPortal(visit)
  await page.goto(`${stage.url}/tra-cuu/qr/${code}.${secret}`)
  assert.equal(page.url(), `${stage.url}/tra-cuu/${code}`)
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  assert.ok(title.startsWith(speech.say('track.title.appointment', { day: '' }).trim()), title)
  assert.ok(!(await page.content()).includes(secret), 'nor does the page hold the secret')
  await look(visit, 'online-6-followed')
  const receipt = page.getByRole('link', { name: speech.say('track.receipt') })
  await tabTo(page, receipt)
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  const pdf = await readFile(await download.path())
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  assert.ok(pdf.length > 5_000)
  await visit.context.close()
}

/** Signed in, the same dossier tells its applicant more. */
async function seeMine(visit: Visit, { code }: Slip): Promise<void> {
  const { page } = visit
  await openPortal(visit, '/ho-so-cua-toi')
  const mine = page.locator(`main a[href="/tra-cuu/${code}"]`)
  await mine.waitFor()
  await look(visit, 'online-7-mine')
  await mine.click()
  await page.locator('.steps').waitFor()
  assert.equal(await page.getByText('to-khai.pdf').count(), 1, 'the paper that was sent is there')
  await look(visit, 'online-8-my-dossier')
}
