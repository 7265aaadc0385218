import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OwnerKind, TimePart } from '../api/types.ts'
import { cutAhead, joined, largeBar, listBar, type BarWords } from './bar-model.ts'

const words: BarWords = {
  owner: (part) => ({ label: part.owner.kind, note: String(part.working_min) }),
  off: () => 'off',
}

const part = (from: string, to: string, working_min: number, kind: OwnerKind, step = 1): TimePart => ({
  from,
  to,
  min: (Date.parse(to) - Date.parse(from)) / 60_000,
  working_min,
  owner: { kind, id: kind, name: null },
  step,
  why: 'test',
})

const kinds = (bar: { kind: string }[]): string[] => bar.map((one) => one.kind)

test('nights and weekends are not drawn, a long holiday is', () => {
  const parts = [
    part('2026-02-12T01:00:00Z', '2026-02-12T10:00:00Z', 480, 'official'),
    part('2026-02-12T10:00:00Z', '2026-02-13T00:30:00Z', 0, 'outside'),
    part('2026-02-13T00:30:00Z', '2026-02-13T10:00:00Z', 480, 'official'),
    part('2026-02-13T10:00:00Z', '2026-02-23T00:30:00Z', 0, 'outside'),
    part('2026-02-23T00:30:00Z', '2026-02-23T10:00:00Z', 480, 'official'),
  ]
  assert.deepEqual(
    joined(parts).map((one) => [one.owner.kind, one.working_min]),
    [
      ['official', 960],
      ['outside', 0],
      ['official', 480],
    ],
  )
  const bar = largeBar({ parts, ahead: [], due: null, finished: false }, words)
  assert.deepEqual(kinds(bar), ['me', 'off', 'me', 'now'])
  assert.equal(bar[0]?.note, '1440', 'the label before the break speaks for both pieces')
  assert.equal(bar[2]?.label, undefined)
})

test('what is past the due mark is red and stands after it; the part that crosses is cut there', () => {
  const parts = [part('2026-03-12T01:00:00Z', '2026-03-12T09:00:00Z', 480, 'official')]
  const bar = largeBar({ parts, ahead: [], due: '2026-03-12T05:00:00Z', finished: false }, words)
  assert.deepEqual(kinds(bar), ['me', 'hen', 'tre', 'now'])
  assert.deepEqual([bar[0]?.d, bar[2]?.d], [240, 240])
})

test('waiting at the counter after the due day is nobody’s lateness', () => {
  const parts = [
    part('2026-03-12T01:00:00Z', '2026-03-12T04:00:00Z', 180, 'official'),
    part('2026-03-12T04:00:00Z', '2026-03-20T04:00:00Z', 2880, 'counter'),
  ]
  const bar = largeBar({ parts, ahead: [], due: '2026-03-13T10:00:00Z', finished: true }, words)
  assert.ok(!kinds(bar).includes('tre'))
})

test('a list bar ends in the flag, or runs red past it', () => {
  assert.deepEqual(
    kinds(
      listBar(
        [
          { owner: 'official', working_min: 480 },
          { owner: 'ahead', working_min: 480 },
        ],
        true,
      ),
    ),
    ['me', 'now', 'con', 'hen'],
  )
  assert.deepEqual(
    kinds(
      listBar(
        [
          { owner: 'official', working_min: 480 },
          { owner: 'late', working_min: 60 },
        ],
        true,
      ),
    ),
    ['me', 'hen', 'tre', 'now'],
  )
})

test('a stretch of minutes among weeks is still seen', () => {
  const bar = listBar(
    [
      { owner: 'desk', working_min: 5 },
      { owner: 'tax', working_min: 6000 },
    ],
    true,
  )
  assert.ok((bar[0]?.d ?? 0) >= 100)
})

test('the time ahead is cut into the current step and what the later ones are allowed', () => {
  const later = [
    { minutes: 720, label: 'sign', note: '' },
    { minutes: 480, label: 'return', note: '' },
  ]
  const current = { label: '', note: '' }
  assert.deepEqual(
    cutAhead(1250, current, later).map((one) => one.minutes),
    [50, 720, 480],
  )
  assert.deepEqual(
    cutAhead(600, current, later).map((one) => one.minutes),
    [360, 240],
    'too little is shared alike',
  )
  assert.deepEqual(cutAhead(-5, current, later), [])
})
