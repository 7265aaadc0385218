import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { postRoles } from '#people'
import type { Actor } from './actor.ts'
import { may, type On } from './permit.ts'
import { permits, scopeOf, scopes, verbs, type Role, type Scope, type Verb } from './permits.ts'
import { someUnits } from './testing/units.ts'

const table = readTable()
const roles: Role[] = [...postRoles, 'applicant']
const units = someUnits(
  ['H29', null, 'city'],
  ['H29.1', 'H29', 'department'],
  ['H29.1.1', 'H29.1', 'room'],
  ['H29.1.2', 'H29.1', 'branch'],
  ['H29.14', 'H29', 'department'],
)

const me = 'me'
/** The four places a thing can lie, seen from a post in H29.1: each scope adds one. */
const places: { name: string; on: On; from: Scope }[] = [
  { name: 'with me', on: { unit: 'H29.14', person: me, applicant: me }, from: 'own' },
  {
    name: 'in a room of my body',
    on: { unit: 'H29.1.1', person: 'other', applicant: 'other' },
    from: 'unit',
  },
  { name: 'below my body', on: { unit: 'H29.1.2', person: 'other', applicant: 'other' }, from: 'subtree' },
  { name: 'beside my body', on: { unit: 'H29.14', person: 'other', applicant: 'other' }, from: 'city' },
]

function actorOf(role: Role): Actor {
  if (role === 'applicant') return { kind: 'applicant', id: me, name: '', posts: [], session: null }
  return { kind: 'staff', id: me, name: '', posts: [{ id: 'p', unit: 'H29.1', role }], session: null }
}

test('the signed table has every verb and every role, and no other', () => {
  assert.deepEqual([...table.keys()].sort(), [...verbs].sort())
  for (const row of table.values()) assert.deepEqual([...row.keys()].sort(), [...roles].sort())
})

for (const verb of Object.keys(permits) as Verb[]) {
  test(`${verb}: every role, in every place, as the signed table says`, () => {
    for (const role of roles) {
      const signed = table.get(verb)!.get(role)!
      assert.equal(scopeOf(verb, role) ?? '–', signed, `${verb} × ${role}`)
      for (const place of places) {
        const expected = signed !== '–' && scopes.indexOf(signed as Scope) >= scopes.indexOf(place.from)
        assert.equal(may(actorOf(role), verb, place.on, units), expected, `${verb} × ${role}, ${place.name}`)
      }
    }
  })
}

test('a person without a post may do nothing', () => {
  const nobody: Actor = { kind: 'staff', id: me, name: '', posts: [], session: null }
  for (const verb of verbs) assert.equal(may(nobody, verb, { unit: 'H29', person: me }, units), false, verb)
})

function readTable(): Map<string, Map<string, string>> {
  const lines = readFileSync(new URL('./permits.cases.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const heads = cells(lines[0]!).slice(1)
  return new Map(
    lines.slice(2).map((line) => {
      const [verb, ...row] = cells(line)
      return [verb!, new Map(row.map((cell, at) => [heads[at]!, cell]))]
    }),
  )
}
