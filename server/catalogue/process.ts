import type { Next, Outcome, Problem } from './types.ts'

/** What of a step makes the graph; drafts have it too. */
export interface Node {
  key: string
  next: Next[]
}
export interface Graph<S extends Node = Node> {
  steps: S[]
}

/**
 * The graph of a process. Going forward is `done`, `approved`, `refuse` and `consult`; `rejected` (rework) and
 * `needs-supplement` (the clock stands) lead back and are no part of the way that must fit the legal time: rework eats from the
 * same allowed time, and a supplement is paused.
 */
const back: ReadonlySet<Outcome> = new Set<Outcome>(['rejected', 'needs-supplement'])

export const isForward = (outcome: Outcome): boolean => !back.has(outcome)

/** Keys of the steps that can be reached from the first one. */
export function reachable(process: Graph): Set<string> {
  const byKey = stepsByKey(process)
  const seen = new Set<string>()
  const open = process.steps.slice(0, 1).map((step) => step.key)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const step = byKey.get(key)
    if (!step || seen.has(key)) continue
    seen.add(key)
    open.push(...step.next.map((next) => next.to))
  }
  return seen
}

/** The way forward from the first step to `finish` whose steps weigh most; of a sound graph, since a circle has no longest way. */
export function longestPath<S extends Node>(process: Graph<S>, weigh: (step: S) => number): S[] {
  const byKey = stepsByKey(process)
  const known = new Map<string, { weight: number; path: S[] }>()
  const from = (key: string, above: string[]): { weight: number; path: S[] } | undefined => {
    const step = byKey.get(key)
    if (!step || above.includes(key)) return undefined
    const before = known.get(key)
    if (before) return before
    const ways = step.next
      .filter((next) => isForward(next.outcome))
      .map((next) => (next.to === 'finish' ? { weight: 0, path: [] } : from(next.to, [...above, key])))
      .filter((way) => way !== undefined)
    const [heaviest] = ways.toSorted((a, b) => b.weight - a.weight)
    if (!heaviest) return undefined
    const found = { weight: heaviest.weight + weigh(step), path: [step, ...heaviest.path] }
    known.set(key, found)
    return found
  }
  return (process.steps[0] && from(process.steps[0].key, [])?.path) ?? []
}

/** What is wrong with the graph, each with the path of the field: steps that lead nowhere, loops, steps that nobody comes to. */
export function graphProblems(process: Graph): Problem[] {
  const byKey = stepsByKey(process)
  const found: Problem[] = []
  process.steps.forEach((step, index) => {
    const at = `process.steps.${index}`
    if (process.steps.findIndex((other) => other.key === step.key) !== index) found.push(repeated(at, step))
    if (step.key === 'finish') found.push(reserved(at))
    step.next.forEach((next, n) => {
      if (next.to !== 'finish' && !byKey.has(next.to))
        found.push(nowhere(`${at}.next.${n}.to`, step, next.to))
      if (step.next.findIndex((other) => other.outcome === next.outcome) !== n)
        found.push(twice(`${at}.next.${n}`, step, next.outcome))
    })
    if (!step.next.some((next) => isForward(next.outcome))) found.push(deadEnd(`${at}.next`, step))
  })
  const reached = reachable(process)
  process.steps.forEach((step, index) => {
    if (!reached.has(step.key)) found.push(unreached(`process.steps.${index}`, step))
  })
  const loop = forwardLoop(process)
  if (loop) found.push(loops(loop))
  return found
}

/** Keys of a circle of forward steps, if there is one. */
export function forwardLoop(process: Graph): string[] | undefined {
  const byKey = stepsByKey(process)
  const done = new Set<string>()
  const visit = (key: string, path: string[]): string[] | undefined => {
    if (path.includes(key)) return [...path.slice(path.indexOf(key)), key]
    const step = byKey.get(key)
    if (!step || done.has(key)) return undefined
    for (const next of step.next.filter((one) => isForward(one.outcome))) {
      const loop = visit(next.to, [...path, key])
      if (loop) return loop
    }
    done.add(key)
    return undefined
  }
  for (const step of process.steps) {
    const loop = visit(step.key, [])
    if (loop) return loop
  }
  return undefined
}

const stepsByKey = <S extends Node>(process: Graph<S>): Map<string, S> =>
  new Map(process.steps.map((step) => [step.key, step]))

const repeated = (field: string, step: Node): Problem => ({
  field: `${field}.key`,
  code: 'StepRepeated',
  texts: { vi: `Mã bước "${step.key}" dùng hai lần.`, en: `The step key "${step.key}" is used twice.` },
})
const reserved = (field: string): Problem => ({
  field: `${field}.key`,
  code: 'StepKeyReserved',
  texts: {
    vi: 'Mã bước "finish" dành riêng cho kết thúc.',
    en: 'The step key "finish" is kept for the end.',
  },
})
const nowhere = (field: string, step: Node, to: string): Problem => ({
  field,
  code: 'StepUnknown',
  texts: {
    vi: `Bước "${step.key}" dẫn tới "${to}" không tồn tại.`,
    en: `Step "${step.key}" leads to "${to}", which does not exist.`,
  },
})
const twice = (field: string, step: Node, outcome: Outcome): Problem => ({
  field,
  code: 'OutcomeRepeated',
  texts: {
    vi: `Bước "${step.key}" có hai hướng cho kết quả "${outcome}".`,
    en: `Step "${step.key}" has two ways for the outcome "${outcome}".`,
  },
})
const deadEnd = (field: string, step: Node): Problem => ({
  field,
  code: 'StepLeadsNowhere',
  texts: {
    vi: `Bước "${step.key}" không có hướng đi tiếp hay kết thúc.`,
    en: `Step "${step.key}" has no way onward or to the end.`,
  },
})
const unreached = (field: string, step: Node): Problem => ({
  field,
  code: 'StepUnreached',
  texts: { vi: `Không có hướng nào dẫn tới bước "${step.key}".`, en: `No way leads to step "${step.key}".` },
})
const loops = (loop: string[]): Problem => ({
  field: 'process.steps',
  code: 'ProcessLoops',
  texts: {
    vi: `Các bước đi thành vòng: ${loop.join(' → ')}. Chỉ làm lại hoặc bổ sung mới được quay lại.`,
    en: `The steps go in a circle: ${loop.join(' → ')}. Only rework and supplements may lead back.`,
  },
})
