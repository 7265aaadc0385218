import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combinations, type Visit } from './support/browser.ts'
import { chooseWhoIAm, fillIn, follow, goOn, openPortal, slipOf, typeCodes } from './support/citizen.ts'
import { signIn, takenIn } from './support/desk.ts'
import { look, well } from './support/look.ts'
import { openStage } from './support/stage.ts'

const applicant = 'Quách Thị Kín Đáo'

const stage = openStage()

for (const how of combinations) {
  test(`an official of another office is refused, and no name slips out (${how.name})`, async () => {
    const clerk = await stage.visitor(how)
    await signIn(clerk, 'clerk')
    const { id } = await takenIn(clerk, applicant)
    const other = await stage.visitor(how, { refused: [403] })
    await signIn(other, 'city-clerk')
    for (const part of ['', '/time', '/history', '/receipt.pdf']) {
      const answer = await other.context.request.get(`${stage.url}/api/items/${id}${part}`)
      assert.equal(answer.status(), 403, part)
      assert.ok(!(await answer.text()).includes(applicant), part)
    }
    await other.page.goto(`${stage.url}/cong-viec/ho-so/${id}`)
    await other.page.getByRole('alert').waitFor()
    assert.ok(!(await other.page.content()).includes(applicant))
    await look(other, 'see-1-refused')
    const guest = await stage.visitor(how)
    const unknown = await guest.context.request.get(`${stage.url}/api/items/${id}`)
    assert.equal(unknown.status(), 401)
    assert.ok(!(await unknown.text()).includes(applicant))
  })

  test(`a citizen opens their own dossier and nobody else's (${how.name})`, async () => {
    const owner = await stage.visitor(how)
    await fillIn(owner, 'demo-lan', () => Promise.resolve())
    await goOn(owner, 'xong')
    const slip = await slipOf(owner)
    const other = await stage.visitor(how)
    await openPortal(other, '/dang-nhap')
    await look(other, 'see-2-sign-in')
    await chooseWhoIAm(other, 'demo-tung')
    await other.page.goto(`${stage.url}/tra-cuu/${slip.code}`)
    assert.equal(new URL(other.page.url()).pathname, '/tra-cuu', 'they are asked for the look-up code')
    assert.ok(!(await other.page.content()).includes('Võ Ngọc Lan'))
    const receipt = await other.context.request.get(`${stage.url}/tra-cuu/${slip.code}/giay-hen.pdf`)
    assert.equal(receipt.status(), 401)
    await openPortal(other, '/ho-so-cua-toi')
    assert.equal(await other.page.getByText(slip.code).count(), 0)
    well(other, 'the other citizen')
  })

  test(`guessing look-up codes gets slow, and the right code still opens (${how.name})`, async () => {
    const clerk = await stage.visitor(how)
    await signIn(clerk, 'clerk')
    const slip = await takenIn(clerk, applicant)
    const guesser = await stage.visitor(how, { refused: [422] })
    await openPortal(guesser, '/tra-cuu')
    const took_ms: number[] = []
    for (let tried = 0; tried < 8; tried += 1) took_ms.push(await guess(guesser, slip.code, tried))
    assert.ok((took_ms.at(-1) ?? 0) >= 1_000, `the eighth wrong code took ${took_ms.at(-1)} ms`)
    await look(guesser, 'see-3-wrong-code')
    // Nobody is locked out: not even from where somebody guessed.
    const owner = await stage.visitor(how)
    await follow(owner, slip)
    assert.ok((await owner.page.getByRole('main').textContent())?.includes(slip.code))
    well(owner, 'the right code')
  })

  test(`signing out ends the session in every tab (${how.name})`, async () => {
    const visit = await stage.visitor(how, { refused: [401] })
    await signIn(visit, 'justice')
    const second = await visit.context.newPage()
    await second.goto(`${stage.url}/cong-viec/`)
    await second.locator('.rail').waitFor()
    await visit.page.getByRole('button', { name: visit.speech.words.top.signOut }).click()
    await visit.page.locator('[name=username]').waitFor()
    assert.equal((await visit.context.request.get(`${stage.url}/api/today`)).status(), 401)
    await second.reload()
    await second.locator('[name=username]').waitFor()
    assert.equal(await second.locator('[data-row]').count(), 0, 'nothing of the day is left on screen')
    well(visit, 'signing out')
  })
}

/** One wrong code, and how long its answer took. */
async function guess(visit: Visit, code: string, no: number): Promise<number> {
  const started = performance.now()
  const answered = visit.page.waitForResponse((response) => response.request().method() === 'POST')
  await typeCodes(visit, { code, secret: `AAAAAAAA${no}` })
  assert.equal((await answered).status(), 422)
  await visit.page.getByRole('alert').waitFor()
  return performance.now() - started
}
