import type { Element } from 'bpmn-moddle'
import { roleNames } from '#people'
import type { Texts } from '#kernel'
import { extensionOf, listOf } from './bpmn-words.ts'
import type {
  Allow,
  AllowUnit,
  DraftStep,
  Evidence,
  PostRole,
  StepDuty,
  StepKind,
  StepPlace,
} from './types.ts'

/** A task as a step: our own extension says the six clears; without it only the name and, from a lane called like a role, the person. */
export function stepOf(task: Element, key: string, lane: string | undefined): DraftStep {
  const clears = extensionOf(task, 'sauro:Clears')
  const words = wordsOf(clears)
  const name = words('work')
  return {
    key,
    kind: (clears?.get('kind') as StepKind | undefined) ?? 'work',
    name:
      name.vi === '' && name.en === '' ? { vi: (task.name ?? '').replace(/\s+/g, ' ').trim(), en: '' } : name,
    role: clears ? ((clears.get('role') as PostRole | undefined) ?? null) : roleOfLane(lane),
    at: (clears?.get('at') as StepPlace | undefined) ?? 'competent',
    allow: allowOf(clears?.get('allow') as string | undefined),
    responsibility: words('responsibility'),
    duty: (clears?.get('duty') as StepDuty | undefined) ?? 'lead',
    product: words('product'),
    authority: {
      text: words('authority').vi,
      evidence: (clears?.get('evidence') as Evidence | undefined) ?? 'unverified',
    },
    next: [],
  }
}

function wordsOf(clears: Element | undefined): (about: string) => Texts {
  const all = clears ? listOf(clears, 'words') : []
  return (about) => {
    const found = all.find((one) => one.get('about') === about)
    return {
      vi: (found?.get('vi') as string | undefined) ?? '',
      en: (found?.get('en') as string | undefined) ?? '',
    }
  }
}

const roleWords = new Map(
  Object.entries(roleNames).flatMap(([role, names]) => [
    [names.vi.toLowerCase(), role as PostRole],
    [names.en.toLowerCase(), role as PostRole],
  ]),
)

const roleOfLane = (lane: string | undefined): PostRole | null =>
  roleWords.get((lane ?? '').normalize('NFC').trim().toLowerCase()) ?? null

function allowOf(text: string | undefined): Allow | null {
  const found = /^([1-9][0-9]*)(min|h|d|wd|m)$/.exec(text ?? '')
  return found ? { amount: Number(found[1]), unit: found[2] as AllowUnit } : null
}
