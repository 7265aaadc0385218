import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combinations, type Visit } from './support/browser.ts'
import { openByCode, send, signIn, takenIn, upload } from './support/desk.ts'
import { look, tabTo, well } from './support/look.ts'
import { openStage } from './support/stage.ts'

const applicant = 'Tạ Thị Mong Quên'
const helper = { name: 'Lưu Văn Nộp Hộ', number: '079190007771', phone: '0911222333' }

const stage = openStage()

for (const [no, how] of combinations.entries()) {
  // A person of each way of looking: who was erased in one is not there in the next.
  const number = `00018800${4400 + no}`

  test(`the city office erases an applicant, and sees what went and what stays (${how.name})`, async () => {
    const clerk = await stage.visitor(how, { refused: [403] })
    await signIn(clerk, 'clerk')
    const file = await upload(clerk, 'giay-to.pdf')
    const filed = await takenIn(clerk, applicant, { number, files: [file] })
    const office = await stage.visitor(how)
    await signIn(office, 'city-office')
    await openByCode(office, filed.code)
    await openErasure(office)
    const { erasure: words } = office.speech.words
    await office.page.getByRole('heading', { name: words.openTitle }).waitFor()
    assert.equal(await office.page.locator('form.act-form').count(), 0, 'nothing open is erased')
    await look(office, 'erase-1-open')

    await send(clerk, `/api/items/${filed.id}/withdrawal`, { version: filed.version })
    await office.page.reload()
    await confirm(office, filed.code)
    await office.page.getByRole('heading', { name: words.doneTitle, level: 1 }).waitFor()
    assert.ok((await office.page.getByRole('main').textContent())?.includes(filed.code))
    await look(office, 'erase-4-done')

    await office.page.goto(`${stage.url}/cong-viec/ho-so/${filed.id}?tab=papers`)
    await gone(office)
    assert.ok(!(await office.page.content()).includes(applicant))
    assert.equal(await office.page.locator('.papers-files a').count(), 0)
    await look(office, 'erase-5-papers')

    await clerk.page.goto(`${stage.url}/cong-viec/ho-so/${filed.id}/xoa`)
    await clerk.page.getByRole('heading', { name: clerk.speech.words.errors.outOfSightTitle }).waitFor()
    await look(clerk, 'erase-6-refused')
  })

  test(`whoever filed for another is erased, and the applicant stays (${how.name})`, async () => {
    const clerk = await stage.visitor(how)
    await signIn(clerk, 'clerk')
    const through = {
      ...helper,
      as: 'authorised',
      authority: 'Giấy ủy quyền số 61',
      authorityDate: '2026-01-05',
    }
    const filed = await takenIn(clerk, applicant, { number: `00018800${4500 + no}`, through })
    await send(clerk, `/api/items/${filed.id}/withdrawal`, { version: filed.version })
    const office = await stage.visitor(how)
    await signIn(office, 'city-office')
    await openByCode(office, filed.code)
    await openErasure(office)
    const { erasure: words } = office.speech.words
    await office.page.getByRole('radio', { name: words.representative }).check()
    await look(office, 'erase-7-representative')
    await confirm(office, filed.code)
    await office.page.getByText(words.doneRepresented(1)).waitFor()
    await clerk.page.goto(`${stage.url}/cong-viec/ho-so/${filed.id}`)
    await clerk.page.getByText(applicant).first().waitFor()
    well(office, 'erasing who filed')
  })
}

/** From the dossier's page, by the keyboard alone. */
async function openErasure({ page, speech }: Visit): Promise<void> {
  await tabTo(page, page.locator('#viec-khac'))
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: speech.words.erasure.act }).press('Enter')
  await page.getByRole('heading', { name: speech.words.erasure.goes }).waitFor()
}

/** Sent empty first, then with a reason and the code typed by hand. */
async function confirm(visit: Visit, code: string): Promise<void> {
  const { page, speech } = visit
  const { erasure: words } = speech.words
  await page.getByLabel(words.reason).focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText(words.reasonShort).waitFor()
  await page.getByText(words.confirmWrong(code)).waitFor()
  await look(visit, 'erase-2-missing')
  await page.keyboard.type('Đơn yêu cầu số 7')
  await tabTo(page, page.getByLabel(words.confirm(code)))
  await page.keyboard.type(code)
  await look(visit, 'erase-3-ready')
  await page.keyboard.press('Control+Enter')
}

/** Whoever keeps files hears of the erasure within seconds. */
async function gone({ page, speech }: Visit): Promise<void> {
  const told = page.getByText(speech.words.erasure.fileErased)
  for (let looked = 0; looked < 40; looked += 1) {
    await page.locator('.papers').waitFor()
    await page.waitForLoadState('networkidle')
    if ((await told.count()) > 0) return
    await page.waitForTimeout(500)
    await page.reload()
  }
  assert.fail('the erased file is not told as erased')
}
