import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOwnProcedures } from '#catalogue'
import { checkedPack, readLinkedPacks, setOfVersion, setOn, setsOn } from './sets.ts'

const packs = readLinkedPacks()

test('every member is a procedure the clone carries, taken at a counter from one kind of applicant', async () => {
  const { drafts } = await readOwnProcedures('hcmc')
  const known = new Map(drafts.map((draft) => [draft.body.code, draft.body]))
  for (const set of packs.flatMap((pack) => pack.sets)) {
    const members = set.members.map((member) => known.get(member.procedure))
    for (const [index, member] of members.entries()) {
      assert.ok(member, `${set.code}: ${set.members[index]!.procedure}`)
      assert.ok(
        member.channels.some((one) => one.channel === 'direct'),
        `${set.code}: ${member.code}`,
      )
    }
    const shared = members[0]!.subjects.filter((one) => members.every((each) => each!.subjects.includes(one)))
    assert.ok(shared.includes('citizen'), set.code)
  }
})

test('a set is found by its date and refused by name on another', () => {
  const { set, from } = setOn(packs, 'giay-to-ca-nhan', '2026-03-03')
  assert.equal(setOfVersion(packs, set.code, from), set)
  assert.equal(setsOn(packs, '2025-12-31').length, 0)
  assert.throws(() => setOn(packs, 'giay-to-ca-nhan', '2025-12-31'), { code: 'UnknownLinkedSet' })
  assert.throws(() => setOfVersion(packs, 'giay-to-ca-nhan', '2020-01-01'), /is gone/)
})

test('a pack that cannot be right is refused with its place', () => {
  const [pack] = packs
  const [set] = pack!.sets
  const having = (members: object[]) => ({ ...pack, sets: [{ ...set, members }] })
  const a = { procedure: 'A' }
  const b = { procedure: 'B', after: ['A'] }
  assert.doesNotThrow(() => checkedPack('x.yaml', having([a, b])))
  assert.throws(() => checkedPack('x.yaml', having([b, a])), /B needs A, which is not above it/)
  assert.throws(() => checkedPack('x.yaml', having([a, a])), /A stands there twice/)
  assert.throws(() => checkedPack('x.yaml', having([a])), /x\.yaml at \/sets\/0\/members/)
  assert.throws(() => checkedPack('x.yaml', { ...pack, sets: [set, set] }), /stands there twice/)
  assert.throws(() => checkedPack('x.yaml', { ...pack, more: 1 }), /x\.yaml/)
})
