import { it } from 'node:test'
import assert from 'node:assert/strict'
import { graphProblems, longestPath, reachable, type Graph, type Node } from './process.ts'
import { processPacks } from './templates.ts'
import type { Outcome } from './types.ts'

const node = (key: string, ...ways: [Outcome, string][]): Node => ({
  key,
  next: ways.map(([outcome, to]) => ({ outcome, to })),
})
const codes = (graph: Graph): string[] =>
  graphProblems(graph).map((problem) => `${problem.field} ${problem.code}`)

it('every default process is a sound graph with work, consultation, approval and refusal where it has them', async () => {
  const packs = await processPacks()
  for (const field of [
    'dat-dai',
    'xay-dung',
    'ho-tich',
    'chung-thuc',
    'doanh-nghiep',
    'ly-lich-tu-phap',
    'x',
  ]) {
    const template = packs.templateOf(field, '2026-11-22')
    assert.deepEqual(graphProblems(template), [])
    const outcomes = new Set(template.steps.flatMap((step) => step.next.map((next) => next.outcome)))
    for (const outcome of ['done', 'approved', 'rejected', 'needs-supplement', 'refuse'] as const)
      assert.ok(outcomes.has(outcome), `${field} ${outcome}`)
  }
})

it('names what leads nowhere, comes from nowhere, repeats itself or goes in a circle', () => {
  assert.deepEqual(codes({ steps: [node('a', ['done', 'b']), node('b', ['done', 'finish'])] }), [])
  assert.deepEqual(codes({ steps: [node('a', ['done', 'c'])] }), ['process.steps.0.next.0.to StepUnknown'])
  assert.deepEqual(codes({ steps: [node('a', ['done', 'finish']), node('b', ['done', 'finish'])] }), [
    'process.steps.1 StepUnreached',
  ])
  assert.deepEqual(codes({ steps: [node('a', ['rejected', 'a'])] }), [
    'process.steps.0.next StepLeadsNowhere',
  ])
  assert.deepEqual(codes({ steps: [node('a', ['done', 'finish'], ['done', 'a'])] }), [
    'process.steps.0.next.1 OutcomeRepeated',
    'process.steps ProcessLoops',
  ])
  assert.deepEqual(codes({ steps: [node('a', ['done', 'b']), node('b', ['approved', 'a'])] }), [
    'process.steps ProcessLoops',
  ])
  assert.deepEqual(codes({ steps: [node('a', ['done', 'finish']), node('a', ['done', 'finish'])] }), [
    'process.steps.1.key StepRepeated',
  ])
  assert.deepEqual(codes({ steps: [node('finish', ['done', 'finish'])] }), [
    'process.steps.0.key StepKeyReserved',
    'process.steps ProcessLoops',
  ])
})

it('rework and supplements lead back without making a circle or a longer way', () => {
  const graph = {
    steps: [
      node('a', ['done', 'b'], ['consult', 'c'], ['needs-supplement', 'a']),
      node('c', ['done', 'b']),
      node('b', ['approved', 'finish'], ['rejected', 'a']),
    ],
  }
  assert.deepEqual(codes(graph), [])
  const weight: Record<string, number> = { a: 3, b: 1, c: 2 }
  assert.equal(
    longestPath(graph, (step) => weight[step.key]!)
      .map((step) => step.key)
      .join(''),
    'acb',
  )
  assert.deepEqual([...reachable(graph)].toSorted(), ['a', 'b', 'c'])
})

it('the longest way is found among more ways than anybody could walk', () => {
  const steps = Array.from({ length: 29 }, (_one, n) => [
    node(`a${n}`, ['done', n === 28 ? 'finish' : `a${n + 1}`], ['consult', `b${n}`]),
    node(`b${n}`, ['done', n === 28 ? 'finish' : `a${n + 1}`]),
  ]).flat()
  assert.equal(longestPath({ steps }, () => 1).length, 58)
})
