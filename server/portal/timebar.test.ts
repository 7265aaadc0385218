import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lateDossier, runningDossier } from './testing/dossiers.ts'
import { timeBar, type TimeBar } from './timebar.ts'

const kinds = (bar: TimeBar): string[] => bar.stretches.map((stretch) => stretch.kind)
const end = (bar: TimeBar): number => Math.max(...bar.stretches.map((stretch) => stretch.x + stretch.width))

test('stretches stand in the order of time, without holes, and end at the due mark', () => {
  const bar = timeBar(runningDossier)
  assert.deepEqual(kinds(bar), [
    'own',
    'applicant',
    'off',
    'applicant',
    'own',
    'agency',
    'duty',
    'own',
    'to-come',
    'to-come',
    'to-come',
  ])
  let x = 0
  for (const stretch of bar.stretches) {
    assert.ok(Math.abs(stretch.x - x) < 0.02, `a hole at ${x}`)
    x = stretch.x + stretch.width
  }
  assert.ok(Math.abs(x - 97) < 0.05)
  assert.ok(bar.now! < bar.due!)
  assert.ok(Math.abs(bar.due! - x) < 0.05)
})

test('widths compare as working minutes do', () => {
  const { stretches } = timeBar(runningDossier)
  const own = stretches[4]!
  const agency = stretches[5]!
  assert.ok(Math.abs(own.width / agency.width - 1440 / 960) < 0.01)
})

test('what lies past the due time is late, waiting for the applicant is not', () => {
  const bar = timeBar(lateDossier)
  assert.deepEqual(kinds(bar), ['own', 'late', 'applicant'])
  assert.equal(bar.due, bar.stretches[1]!.x)
  assert.ok(bar.now! >= end(bar) - 0.02)
})

test('before acceptance the bar runs to the promised answer', () => {
  const filed = {
    ...runningDossier,
    appointment: null,
    firstAppointment: null,
    acceptedAt: null,
    steps: [],
    time: runningDossier.time.slice(0, 1),
    remaining_working_min: 330,
  }
  const bar = timeBar(filed)
  assert.deepEqual(kinds(bar), ['own', 'to-come'])
  assert.ok(Math.abs(bar.due! - 97) < 0.05)
})

test('a finished dossier has no mark of now', () => {
  const bar = timeBar({
    ...runningDossier,
    finishedAt: new Date('2026-03-12T03:40:00Z'),
    remaining_working_min: null,
  })
  assert.equal(bar.now, null)
})

test('many breaks are left out rather than eating the bar', () => {
  const week = runningDossier.time.slice(0, 4)
  const time = Array.from({ length: 20 }, () => week).flat()
  assert.ok(!kinds(timeBar({ ...runningDossier, time })).includes('off'))
})

test('a dossier that has used no office minute still has a whole bar', () => {
  const night = [
    {
      from: new Date('2026-03-14T13:00:00Z'),
      to: new Date('2026-03-14T14:00:00Z'),
      min: 60,
      working_min: 0,
      owner: { kind: 'outside' as const, name: null },
    },
  ]
  const withdrawn = { ...runningDossier, time: night, remaining_working_min: null, left_at_pause_min: null }
  assert.deepEqual(timeBar(withdrawn).stretches, [{ kind: 'own', x: 0, width: 97 }])
})
