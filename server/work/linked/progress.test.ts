import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCases } from '../testing/cases.ts'
import { progressOf, type MemberNow, type Standing } from './progress.ts'

const file = new URL('../../../rules/linked/sets.2026-01-01.cases.md', import.meta.url)

const listed = (text: string): string[] => text.split(',').map((one) => one.trim())
const day = (text: string): Date => new Date(Date.UTC(2026, 2, Number(text)))
const standings: Record<string, Standing> = {
  open: 'open',
  granted: 'granted',
  refused: 'ended',
  withdrawn: 'ended',
  stopped: 'ended',
}

function membersOf(text: string) {
  return listed(text).map((one) => {
    const [procedure, after] = one.split('<')
    return { procedure: procedure!, ...(after ? { after: after.split(' ') } : {}) }
  })
}

const dossiersOf = (text: string): MemberNow[] =>
  listed(text).flatMap((one) => {
    const [procedure, standing, ...more] = one.split(' ')
    if (standing === '-') return []
    const promised = more.find((word) => /^\d+$/.test(word))
    assert.ok(standings[standing!], `${standing} in "${one}"`)
    return [
      {
        procedure: procedure!,
        standing: standings[standing!]!,
        appointment: promised ? day(promised) : null,
        late: more.includes('late'),
      },
    ]
  })

test('the table of cases', () => {
  const cases = readCases(file)
  assert.ok(cases.length >= 20)
  for (const row of cases) {
    const progress = progressOf({ members: membersOf(row['set']!) }, dossiersOf(row['dossiers']!))
    const inState = (state: string): string =>
      [...progress.states].flatMap(([procedure, one]) => (one === state ? [procedure] : [])).join(' ')
    assert.equal(inState('ready'), row['begins now'], row['case'])
    assert.equal(inState('never'), row['never begins'], row['case'])
    assert.equal(progress.late.join(' '), row['late'], row['case'])
    assert.equal(progress.whole, row['whole'], row['case'])
    const promised = row['appointment']!
    const expected = /^\d+$/.test(promised) ? day(promised) : null
    assert.deepEqual(progress.appointment, expected, row['case'])
  }
})
