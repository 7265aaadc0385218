import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addPerson, holdPost } from '#people'
import { openOffice, who, type Office } from './testing/office.ts'
import { makeToken } from './tokens.ts'

let office: Office
let headers: { authorization: string }
before(async () => {
  office = await openOffice()
  const { token } = await makeToken(office.cx(), {
    label: 'test',
    of: { person: who('clerk') },
    verbs: ['people.read'],
    days: 1,
  })
  headers = { authorization: `Bearer ${token}` }
  const helper = await addPerson(office.cx(), { name: 'Đỗ Quang Bình' }, 'system')
  const holding = {
    post: who('post/clerk'),
    person: helper,
    kind: 'stands-in',
    insteadOf: who('clerk'),
  } as const
  await holdPost(office.cx(), { ...holding, decision: 'QĐ 1', from: '2026-11-01' }, 'system')
})
after(() => office.close())

interface People {
  people: { name: string; posts: { unit: string; role: string }[] }[]
}

test('units are public, and those of another date can be asked for', async () => {
  const now = (await office.app.inject({ url: '/api/units' })).json() as {
    units: { code: string; parent: string | null }[]
  }
  assert.deepEqual(
    now.units.map((unit) => unit.code),
    ['H29', 'H29.1', 'H29.1.2', 'H29.1.4', 'H29.14'],
  )
  const before = (await office.app.inject({ url: '/api/units?on=2020-01-01' })).json() as { units: unknown[] }
  assert.deepEqual(before.units, [])
})

test('the people of a unit are those of its whole body, and only officials see them', async () => {
  assert.equal((await office.app.inject({ url: '/api/units/H29.1/people' })).statusCode, 401)
  const answer = (await office.app.inject({ url: '/api/units/H29.1/people', headers })).json() as People
  assert.deepEqual(
    answer.people.map((one) => one.name),
    ['Đỗ Quang Bình', 'Trần Văn Hòa', 'Nguyễn Thị Mai'],
  )
  assert.equal((await office.app.inject({ url: '/api/units/H29.77/people', headers })).statusCode, 404)
})

test('officials are found by name', async () => {
  const find = async (q: string): Promise<string[]> =>
    (
      (await office.app.inject({ url: `/api/staff?q=${encodeURIComponent(q)}`, headers })).json() as People
    ).people.map((one) => one.name)
  assert.deepEqual(await find('do quang bi'), ['Đỗ Quang Bình'])
  assert.deepEqual(await find('zz'), [])
})
