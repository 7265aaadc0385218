import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Item } from './item.ts'
import { moves, move, statusNames, type StatusCode, type Verb } from './status.ts'
import { readCases } from './testing/cases.ts'
import { accepted, elsewhere, live, people, refused } from './testing/life.ts'
import { itemVerbs } from './verbs.ts'

const table = readCases(new URL('status.cases.md', import.meta.url))
const codes = Object.keys(statusNames).map(Number) as StatusCode[]
const verbs = Object.keys(moves) as Verb[]

/** The codes after, as the table for people says. */
function cell(verb: Verb, code: StatusCode): number[] {
  const row = table.find((one) => one['act']!.split(' ')[0] === verb)
  return (row?.[String(code)] ?? '').split(' ').filter(Boolean).map(Number)
}

test('the table for people is the table of the program, cell by cell', () => {
  assert.equal(table.length, verbs.length)
  for (const verb of verbs)
    for (const code of codes)
      assert.deepEqual(cell(verb, code), [...(moves[verb][code] ?? [])], `${verb} from ${code}`)
})

test('every verb of the table is an act, and every act stands in the table', () => {
  assert.deepEqual(itemVerbs.map((one) => one.verb).toSorted(), verbs.toSorted())
})

test('move gives the first target, the one asked for, and refuses any other', () => {
  assert.equal(move(5, 'supplement', 4), 4)
  assert.equal(move(5, 'supplement'), 1)
  assert.throws(() => move(5, 'supplement', 9), refused('WrongStatus'))
})

/** Dossiers that lack nothing for the act, so that only the status can refuse it: one before acceptance, one after. */
function ready(verb: Verb): { items: Item[]; input: Record<string, unknown> } {
  const intake = live('2026-03-03T08:00', { holders: { clerk: people.official } })
  const handled = accepted()
  if (verb === 'finish' || verb === 'rework') handled.act('complete-step', '2026-03-03T10:00', { no: 1 })
  if (verb === 'answer')
    handled.act('consult', '2026-03-03T10:00', {
      unit: elsewhere,
      question: 'Có vướng quy hoạch không?',
      allow: '2wd',
    })
  const asked = handled.item.steps.find((step) => step.duty === 'coordinate')?.no
  const item = {
    ...handled.item,
    steps: handled.item.steps.map((step) => ({ ...step, person: people.official })),
  }
  const no = asked ?? handled.lead().no
  const input: Partial<Record<Verb, Record<string, unknown>>> = {
    refuse: { reason: 'x' },
    'request-supplement': { missing: ['to-khai'], reason: 'x' },
    supplement: { parts: [] },
    'financial-duty': { kind: 'fee' },
    forward: { to: elsewhere, reason: 'x' },
    'complete-step': { no },
    rework: { no, toStep: 'tham-dinh', cause: 'performer', reason: 'x' },
    consult: { unit: elsewhere, question: 'x', allow: '1wd' },
    answer: { no, text: 'x' },
    assign: { no, person: people.other },
    take: { no },
    release: { no, reason: 'x' },
    finish: { outcome: 'granted' },
    return: { to: 'applicant' },
    withdraw: {},
    stop: { reason: 'x', basis: 'x' },
    extend: { appointment: '2026-03-12', reason: 'x' },
  }
  return { items: [intake.item, item], input: input[verb] ?? {} }
}

const outcome = (
  verb: Verb,
  code: StatusCode,
  item: Item,
  input: Record<string, unknown>,
): number | string => {
  try {
    const own = item.accepted_at === null ? { ...input, ...('no' in input ? { no: 0 } : {}) } : input
    return live('2026-03-03T08:00').decide(verb, '2026-03-04T09:00', own, { ...item, status: code }).status
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

for (const verb of verbs) {
  test(`${verb}: the real decision does what the table says and refuses every other move`, () => {
    const { items, input } = ready(verb)
    for (const code of codes) {
      const found = items.map((item) => outcome(verb, code, item, input))
      const wanted = cell(verb, code)
      if (wanted.length === 0) assert.deepEqual(found, ['WrongStatus', 'WrongStatus'], `from ${code}`)
      else {
        const reached = [...new Set(found.filter((one) => typeof one === 'number'))]
        assert.deepEqual(new Set(reached), new Set(wanted), `from ${code}: ${found.join(', ')}`)
      }
    }
  })
}
