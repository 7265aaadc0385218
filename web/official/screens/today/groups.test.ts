import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TodayRow } from '../../api/types.ts'
import { dueTodayCount, groupRows } from './groups.ts'

const now = '2026-03-12T03:40:00.000Z'

interface Given {
  id: string
  due: string
  left: number | null
  paused?: boolean
  queued?: boolean
}

const said = (text: string) => ({ vi: text, en: text })

const row = ({ id, due, left, paused, queued }: Given): TodayRow => ({
  item: {
    id,
    code: id,
    kind: 'dossier',
    version: 1,
    title: said(id),
    applicant: 'A',
    status: { code: paused ? 5 : 4, vi: '', en: '' },
    answerBy: due,
    appointment: due,
    stepsTotal: 3,
    acts: [],
  },
  step: {
    no: 1,
    key: 'k',
    name: said('n'),
    person: queued ? null : { id: 'p', name: 'P' },
    unit: { code: 'H29.14', name: said('Ward') },
    role: 'case-official',
    duty: 'lead',
    state: paused ? 'paused' : 'open',
    openedAt: null,
    dueAt: due,
    doneAt: null,
    allowed_min: 480,
    worked_min: null,
    responsibility: said('r'),
    product: said('p'),
    authority: 'a',
    outcome: null,
    outcomes: [],
  },
  remaining_working_min: left,
  bar: [],
})

const rows = [
  row({ id: 'next-week', due: '2026-03-16T10:00:00Z', left: 1250 }),
  row({ id: 'tonight', due: '2026-03-12T10:00:00Z', left: 290 }),
  row({ id: 'noon', due: '2026-03-12T04:30:00Z', left: 50 }),
  row({ id: 'late', due: '2026-03-11T10:00:00Z', left: -220 }),
  row({ id: 'paused', due: '2026-03-10T10:00:00Z', left: null, paused: true }),
  row({ id: 'queued', due: '2026-03-12T09:00:00Z', left: 200, queued: true }),
]

test('rows stand in the order in which they become late, paused ones last', () => {
  const order = groupRows({ rows, now }).flatMap((group) => group.rows.map((one) => one.item.id))
  assert.deepEqual(order, ['late', 'noon', 'tonight', 'queued', 'next-week', 'paused'])
})

test('groups that hold nothing are left out, and the soon group knows before when', () => {
  const groups = groupRows({ rows, now })
  assert.deepEqual(
    groups.map((group) => group.name),
    ['late', 'soon', 'today', 'queue', 'coming', 'paused'],
  )
  assert.equal(groups.find((group) => group.name === 'soon')?.before, '2026-03-12T04:30:00Z')
  assert.deepEqual(groupRows({ rows: [], now }), [])
})

test('a paused clock is never late, and the count is of my own late and due jobs', () => {
  assert.equal(dueTodayCount({ rows, now }), 3)
})
