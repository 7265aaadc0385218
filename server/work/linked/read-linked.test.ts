import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#identity'
import { getItem } from '../history.ts'
import { findLinkedMember, linkedByCode, linkedOfItem, openLinked } from './read-linked.ts'
import { key, linkedCity, member, on, papers, type LinkedCity } from './testing/linked-city.ts'

let city: LinkedCity
before(async () => {
  city = await linkedCity()
})
after(() => city.close())

test('the agency that is late is named, and only that one', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-16'))
  for (const item of filed.items) await city.act(city.clerk, 'accept', item.id, on('2026-03-16', '09:00'))
  const seen = await city.view(filed, on('2026-03-23', '10:00'))
  assert.deepEqual(
    seen.late.map((one) => [one.procedure.code, one.with]),
    [
      ['2.000635', 'result'],
      ['1.004873', 'result'],
    ],
  )
  assert.equal(member(seen, '3.000333').late, false)
})

test('a filing that nobody answered is late by the receiving desk, whoever would decide; an answer ends that', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-24'))
  const early = await city.view(filed, on('2026-03-24', '16:00'))
  assert.deepEqual(early.late, [])
  await city.act(city.clerk, 'accept', filed.items[2]!.id, on('2026-03-24', '09:00'))
  const seen = await city.view(filed, on('2026-03-25', '09:00'))
  assert.deepEqual(
    seen.late.map((one) => [one.procedure.code, one.agency.code, one.with]),
    [
      ['2.000635', city.commune, 'answer'],
      ['1.004873', city.commune, 'answer'],
    ],
  )
  assert.equal(member(seen, '1.004873').late, true)
  assert.equal(member(seen, '3.000333').late, false)
  await city.act(city.clerk, 'withdraw', filed.items[0]!.id, on('2026-03-25', '09:10'), {})
  await city.act(city.clerk, 'accept', filed.items[1]!.id, on('2026-03-25', '09:10'))
  assert.deepEqual((await city.view(filed, on('2026-03-25', '10:00'))).late, [])
})

test('who may read one of them sees how the others stand, and opens only what the permits allow', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-19'))
  const police = (await getItem(city.office, filed.items[2]!.id)).competent_unit
  const officer: Actor = {
    kind: 'staff',
    id: key(60),
    name: '',
    posts: [{ id: key(60), unit: police, role: 'case-official' }],
    session: null,
  }
  const stranger: Actor = { ...officer, posts: [] }
  const now = on('2026-03-19', '10:00')
  const seen = (await linkedOfItem(city.office, officer, filed.items[2]!.id, now))!
  assert.deepEqual(
    seen.members.map((one) => one.item?.code ?? null),
    [null, null, filed.items[2]!.code],
  )
  assert.ok(seen.members.every((one) => one.status !== null && one.agency.name.vi !== ''))
  await assert.rejects(linkedOfItem(city.office, officer, filed.items[0]!.id, now), { code: 'NotPermitted' })
  await assert.rejects(linkedByCode(city.office, stranger, filed.code, now), { code: 'NotFound' })
  const alone = await city.file(on('2026-03-19'))
  assert.equal(await linkedOfItem(city.office, city.clerk, alone.id, now), null)
})

test('code and secret open all of it, and nothing else does', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-20'))
  const opened = await openLinked(city.office, filed.code.toLowerCase(), filed.secret)
  assert.equal(opened?.id, filed.id)
  const last = filed.items[2]!
  assert.equal((await findLinkedMember(city.office, last.code, [filed.id]))?.id, last.id)
  assert.equal((await findLinkedMember(city.office, filed.code, [filed.id]))?.parent, filed.id)
  assert.equal(await findLinkedMember(city.office, last.code, []), undefined)
  assert.equal(await openLinked(city.office, filed.code, 'AAAAAAAAAAAA'), undefined)
  assert.equal(await openLinked(city.office, 'H29.1.LT-260101-0001', filed.secret), undefined)
})
