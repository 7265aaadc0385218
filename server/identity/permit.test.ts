import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from './actor.ts'
import { may, NotPermitted, permit, permitsOf, reach, reachKey } from './permit.ts'
import { verbs, type Role } from './permits.ts'
import { someUnits } from './testing/units.ts'

const units = someUnits(
  ['H29', null, 'city'],
  ['H29.1', 'H29', 'commune'],
  ['H29.1.2', 'H29.1', 'room'],
  ['H29.1.4', 'H29.1', 'commune-centre'],
  ['H29.14', 'H29', 'commune'],
  ['H29.14.2', 'H29.14', 'room'],
)
const staff = (id: string, ...posts: [unit: string, role: Exclude<Role, 'applicant'>][]): Actor => ({
  kind: 'staff',
  id,
  name: id,
  posts: posts.map(([code, role], at) => ({ id: `${id}${at}`, unit: code, role })),
  session: 's',
})

test('a sibling whose code begins alike is out of reach', () => {
  const head = staff('a', ['H29.1', 'unit-head'])
  assert.equal(may(head, 'work.read', { unit: 'H29.14' }, units), false)
  assert.equal(may(head, 'work.read', { unit: 'H29.14.2' }, units), false)
  assert.deepEqual(reach(head, 'work.read', units).units, ['H29.1', 'H29.1.2', 'H29.1.4'])
})

test('a row whose unit is missing or unknown is nobody’s but its owner’s and the city’s', () => {
  const official = staff('a', ['H29.1.2', 'case-official'])
  for (const on of [{}, { unit: null }, { units: [] }, { units: [null] }, { unit: '' }, { unit: 'H29.77' }]) {
    assert.equal(may(official, 'work.read', on, units), false, JSON.stringify(on))
    assert.equal(may(staff('i', ['H29', 'inspector']), 'work.read', on, units), true)
  }
  assert.equal(may(official, 'work.read', { unit: null, person: 'a' }, units), true)
})

test('an actor whose post lies in a closed unit reaches nothing, not even its like', () => {
  const gone = staff('a', ['H29.77', 'unit-head'])
  assert.equal(may(gone, 'work.read', { unit: 'H29.77' }, units), false)
  assert.deepEqual(reach(gone, 'work.read', units).units, [])
})

test('an applicant’s id never stands for an official’s, nor the other way round', () => {
  const applicant: Actor = { kind: 'applicant', id: 'x', name: '', posts: [], session: 's' }
  assert.equal(may(applicant, 'work.read', { person: 'x', unit: 'H29.1' }, units), false)
  assert.equal(may(applicant, 'work.read', { applicant: 'x' }, units), true)
  assert.equal(may(applicant, 'work.read', { applicant: null }, units), false)
  assert.equal(
    may(staff('x', ['H29.1.4', 'clerk']), 'work.read', { applicant: 'x', unit: 'H29.14' }, units),
    false,
  )
})

test('a clerk accepts at their own centre what another commune is competent for', () => {
  const clerk = staff('c', ['H29.1.4', 'clerk'])
  assert.doesNotThrow(() => permit(clerk, 'work.accept', { unit: 'H29.1' }, units))
  assert.doesNotThrow(() => permit(clerk, 'work.read', { units: ['H29.1.4', 'H29.14'] }, units))
  assert.throws(() => permit(clerk, 'work.accept', { unit: 'H29.14' }, units), NotPermitted)
})

test('of two posts the one that reaches decides, and neither lends its verb to the other', () => {
  const both = staff('b', ['H29.1.4', 'clerk'], ['H29.14', 'leader'])
  assert.equal(may(both, 'work.accept', { unit: 'H29.1' }, units), true)
  assert.equal(may(both, 'work.accept', { unit: 'H29.14' }, units), false)
  assert.equal(may(both, 'work.assign', { unit: 'H29.14.2' }, units), true)
  assert.equal(may(both, 'work.assign', { unit: 'H29.1' }, units), false)
})

test('a token does no more than it lists, under its unit', () => {
  const service: Actor = {
    kind: 'service',
    id: 't',
    name: 'bench',
    posts: [],
    session: null,
    limit: { verbs: new Set(['work.submit', 'work.read']), unit: 'H29.1' },
  }
  assert.equal(may(service, 'work.submit', { unit: 'H29.1.4' }, units), true)
  assert.equal(may(service, 'work.submit', { unit: 'H29.14' }, units), false)
  assert.equal(may(service, 'work.accept', { unit: 'H29.1.4' }, units), false)
  assert.equal(may(service, 'work.submit', {}, units), false)
  assert.deepEqual(reach(service, 'work.accept', units), { city: false, units: [], own: false })
  const personal: Actor = {
    ...staff('a', ['H29.1', 'leader']),
    limit: { verbs: new Set(['work.read']), unit: null },
  }
  assert.equal(may(personal, 'work.assign', { unit: 'H29.1' }, units), false)
  assert.deepEqual(permitsOf(personal, verbs), [{ verb: 'work.read', scope: 'subtree' }])
})

test('two actors share a cached list only when they see the same rows', () => {
  const key = (actor: Actor): string => reachKey(actor, reach(actor, 'work.read', units))
  const one = staff('a', ['H29.1.2', 'case-official'])
  const other = staff('b', ['H29.14.2', 'case-official'])
  const inspector = staff('i', ['H29', 'inspector'])
  assert.equal(new Set([key(one), key(other), key(inspector)]).size, 3)
  const applicants = ['x', 'y'].map((id): Actor => ({
    kind: 'applicant',
    id,
    name: '',
    posts: [],
    session: null,
  }))
  assert.notEqual(key(applicants[0]!), key(applicants[1]!))
})
