import { it } from 'node:test'
import assert from 'node:assert/strict'
import { processPacks } from './templates.ts'
import { fitOf, leastWorkingDays } from './time-fit.ts'
import { casesOf } from './testing/cases.ts'
import type { Allow, AllowUnit, Process, ProcessStep } from './types.ts'

const fit = (await processPacks()).fit('2026-11-22')

const allowOf = (text: string): Allow => {
  const found = /^(\d+)([a-z]+)$/.exec(text)!
  return { amount: Number(found[1]), unit: found[2] as AllowUnit }
}

function chainOf(allows: Allow[]): Process {
  const steps = allows.map((allow, index): ProcessStep => ({
    key: `b${index}`,
    kind: 'work',
    name: { vi: 'x', en: '' },
    role: 'case-official',
    at: 'competent',
    allow,
    responsibility: { vi: 'x', en: '' },
    duty: 'lead',
    product: { vi: 'x', en: '' },
    authority: { text: 'x', evidence: 'unverified' },
    next: [{ outcome: 'done', to: index === allows.length - 1 ? 'finish' : `b${index + 1}` }],
  }))
  return { id: 'x', version: 1, steps }
}

it('every row of its table of cases', () => {
  const rows = casesOf('time-fit.2026-01-01')
  assert.ok(rows.length > 10)
  for (const [steps = '', legal = '', answer, why] of rows) {
    const process = chainOf(steps.split(' + ').map(allowOf))
    const found = fitOf(process, { channel: 'direct', allow: allowOf(legal), fees: [] }, fit)
    assert.equal(
      found.fits ? 'yes' : 'no',
      answer,
      `${steps} in ${legal}: ${why} (${found.needed} of ${found.allowed} ${found.unit})`,
    )
  }
})

it('the fewest working days of a period, against counting them from every day of a week', () => {
  // Day 0 is a Monday; the period starts the day after the event and a last day off moves to the next working day.
  const isWork = (day: number): boolean => day % 7 < 5
  for (let days = 1; days <= 100; days++) {
    const counts = [0, 1, 2, 3, 4].map((event) => {
      let last = event + days
      while (!isWork(last)) last += 1
      let count = 0
      for (let day = event + 1; day <= last; day++) if (isWork(day)) count += 1
      return count
    })
    assert.equal(leastWorkingDays(days), Math.min(...counts), `${days} days`)
  }
})
