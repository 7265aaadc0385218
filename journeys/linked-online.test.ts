import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LinkedView } from '../web/official/api/types.ts'
import { combinations, type Combination, type Visit } from './support/browser.ts'
import { fillIn, goOn, openPortal, slipOf, typeCodes, type Slip } from './support/citizen.ts'
import { itemOf, openByCode, perform, signIn } from './support/desk.ts'
import { look, tabTo } from './support/look.ts'
import { openStage } from './support/stage.ts'
import type { Speech } from './support/words.ts'

/** A child is born: the ward registers the birth, then the police the residence. Found by its name without marks. */
const set = { address: '/lien-thong/khai-sinh-thuong-tru', typed: 'khai sinh thuong tru' }
const [birth, residence] = ['1.001193', '1.004222']
const papers = [`${birth}.to-khai`, `${residence}.to-khai`]
const people = ['demo-lan', 'demo-tung']

const stage = openStage()

for (const [no, how] of combinations.entries()) {
  test(`linked procedures filed once online without scripts, agency after agency to the results (${how.name})`, async () => {
    const citizen = await stage.visitor(how, { scripts: false })
    await findSet(citizen)
    const see = (name: string): Promise<void> => look(citizen, `linked-2-${name}`)
    const asked = { address: `${set.address}/nop`, papers }
    await fillIn(citizen, people[no % people.length] ?? '', see, asked)
    await goOn(citizen, 'xong')
    const slip = await slipOf(citizen)
    await look(citizen, 'linked-3-sent')
    await followed(how, slip, 'linked-4-sent', ['linked.expected', 'linked.answering'])

    const clerk = await stage.visitor(how)
    await signIn(clerk, 'clerk')
    const first = await accept(clerk, await membersOf(clerk, slip), birth)
    await look(clerk, 'linked-5-accepted')
    await followed(how, slip, 'linked-6-accepted', ['linked.expected', 'linked.waiting-until'])
    await workThrough(how, first.code, ['justice', 'leader'])

    const second = await accept(clerk, await begun(clerk, slip), residence)
    await followed(how, slip, 'linked-7-promised', ['linked.appointment', 'linked.finished'])
    await seenByThePolice(how, second.code)
    await workThrough(how, second.code, ['police', 'police-head', 'police-leader'])

    for (const { code } of [first, second]) {
      await openByCode(clerk, code)
      await perform(clerk, 'return')
    }
    for (const { id } of [first, second]) assert.equal((await itemOf(clerk, id)).status.code, 10)
    await followed(how, slip, 'linked-9-done', ['linked.done', 'linked.finished'])
    assert.deepEqual([...citizen.faults, ...clerk.faults], [])
  })
}

/** The set stands beside the procedures that were found, and says who does what before anything is asked. */
async function findSet(visit: Visit): Promise<void> {
  const { page } = visit
  await openPortal(visit)
  await look(visit, 'linked-1-home')
  await tabTo(page, page.locator('[name=q]'))
  await page.keyboard.type(set.typed)
  await page.keyboard.press('Enter')
  const hit = page.locator(`main a[href="${set.address}"]`)
  await hit.waitFor()
  await look(visit, 'linked-1-found')
  await tabTo(page, hit)
  await page.keyboard.press('Enter')
  await page.locator(`main a[href="${set.address}/nop"]`).waitFor()
  assert.equal(await page.locator('.member').count(), 2, 'both agencies')
  await look(visit, 'linked-1-set')
}

/** The linked filing as the desk that took it reads it. */
async function membersOf({ context, url }: Visit, { code }: Slip): Promise<LinkedView> {
  const answer = await context.request.get(`${url}/api/linked-dossiers/${code}`)
  assert.equal(answer.status(), 200, await answer.text())
  return (await answer.json()) as LinkedView
}

/** The residence begins by itself when the birth is granted: nobody files anything. */
async function begun(visit: Visit, slip: Slip): Promise<LinkedView> {
  for (let looked = 0; looked < 100; looked += 1) {
    const view = await membersOf(visit, slip)
    if (view.members.every((one) => one.item !== null)) return view
    await visit.page.waitForTimeout(200)
  }
  return assert.fail('the residence did not begin')
}

async function accept(
  visit: Visit,
  linked: LinkedView,
  procedure: string,
): Promise<{ id: string; code: string }> {
  const item = linked.members.find((one) => one.procedure.code === procedure)?.item
  assert.ok(item, procedure)
  await openByCode(visit, item.code)
  await perform(visit, 'accept')
  return item
}

/** Each in turn does what the dossier waits for; the last of them decides. */
async function workThrough(how: Combination, code: string, usernames: readonly string[]): Promise<void> {
  for (const username of usernames) {
    const visit = await stage.visitor(how)
    await signIn(visit, username)
    await openByCode(visit, code)
    const id = /ho-so\/([0-9a-f-]+)/.exec(visit.page.url())?.[1] ?? ''
    for (let done = 0; done < 5; done += 1) {
      const { acts } = await itemOf(visit, id)
      const act = (['take', 'complete-step', 'finish'] as const).find((one) => acts.includes(one))
      if (!act) break
      await perform(visit, act)
    }
    assert.deepEqual(visit.faults, [])
    await visit.context.close()
  }
}

/** Whoever decides the second sees the filing it belongs to, and whose papers these are. */
async function seenByThePolice(how: Combination, code: string): Promise<void> {
  const visit = await stage.visitor(how)
  const { page, speech } = visit
  await signIn(visit, 'police')
  await openByCode(visit, code)
  await page.locator('.linked').waitFor()
  await look(visit, 'linked-8-agency')
  await page.getByRole('navigation', { name: speech.words.item.tabs }).getByRole('link').nth(1).click()
  await page.locator('.papers-of').waitFor()
  await look(visit, 'linked-8-papers')
  await visit.context.close()
}

/** With code and secret alone: one line for each agency, and the one appointment as far as it is known. */
async function followed(how: Combination, slip: Slip, name: string, said: readonly string[]): Promise<void> {
  const visit = await stage.visitor(how, { scripts: false })
  const { page, speech } = visit
  await openPortal(visit, '/tra-cuu')
  await typeCodes(visit, slip)
  const block = page.locator('section[aria-labelledby=linked]')
  await block.waitFor()
  const text = ((await block.textContent()) ?? '').replace(/\s+/g, ' ')
  assert.ok(text.includes(slip.code), text)
  assert.equal(await block.locator('.steps__one').count(), 2, 'one line for each agency')
  for (const key of said) assert.match(text, patternOf(speech, key), key)
  await look(visit, name)
  await visit.context.close()
}

const hole = 'HOLE'

/** A sentence of the portal whatever day or procedure stands in it. */
const patternOf = ({ say }: Speech, key: string): RegExp =>
  new RegExp(RegExp.escape(say(key, { day: hole, after: hole })).replaceAll(hole, '.+'))
