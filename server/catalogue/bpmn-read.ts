import type { Element } from 'bpmn-moddle'
import { Refusal } from '#kernel'
import { stepOf } from './bpmn-step.ts'
import { extensionOf, listOf, moddle, outcomeNames } from './bpmn-words.ts'
import { fieldKey } from './names.ts'
import type { DraftProcess, DraftStep, Next, Outcome } from './types.ts'

interface NamedElement {
  type: string
  id: string
  name?: string | undefined
}

/** An element that our processes have no meaning for; `facts` name its type and id. Nothing of the model was taken. */
export class BpmnRefused extends Refusal {
  readonly element: NamedElement
  constructor(element: NamedElement, vi: string, en: string) {
    const named = `${element.type} "${element.id}"${element.name ? ` (${element.name.replace(/\s+/g, ' ')})` : ''}`
    super(
      'BpmnRefused',
      { vi: `Không đọc được mô hình: ${named}: ${vi}`, en: `The model cannot be read: ${named}: ${en}` },
      { kind: 'invalid', field: 'bpmn', facts: { element } },
    )
    this.element = element
  }
}

export interface ReadModel {
  process: DraftProcess
  /** Elements that say nothing about who does what in which order (notes, data, messages): `type id`. They are not kept. */
  ignored: string[]
}

/** Reads one process. What the model does not say of the six clears is left blank, and publication names it. Refuses with `BpmnRefused`. */
export async function readBpmn(xml: string): Promise<ReadModel> {
  const definitions = await parsed(xml)
  const processes = listOf(definitions, 'rootElements').filter((one) => one.$type === 'bpmn:Process')
  const [process, second] = processes.filter((one) => listOf(one, 'flowElements').length > 0)
  if (!process) throw refused(definitions, 'không có quy trình nào', 'it holds no process with steps')
  if (second) throw refused(second, 'mô hình có hơn một quy trình', 'the model holds more than one process')
  const ignored: string[] = []
  for (const element of listOf(process, 'flowElements')) sift(element, ignored)
  const steps = stepsOf(process)
  const own = extensionOf(process, 'sauro:Process')
  const named = fieldKey(process.name ?? process.id ?? '') || 'quy-trinh'
  return {
    process: {
      id: (own?.get('id') as string | undefined) ?? named.slice(0, 60).replace(/-$/, ''),
      version: Number(own?.get('version') ?? 1),
      steps,
    },
    ignored: [...ignored, ...listOf(process, 'artifacts').map(told)],
  }
}

async function parsed(xml: string): Promise<Element> {
  try {
    return (await moddle().fromXML(xml)).rootElement
  } catch (error) {
    throw new BpmnRefused({ type: 'xml', id: '' }, (error as Error).message, (error as Error).message)
  }
}

const told = (element: Element): string => `${element.$type} ${element.id ?? ''}`.trim()
const refused = (element: Element, vi: string, en: string): BpmnRefused =>
  new BpmnRefused({ type: element.$type, id: element.id ?? '', name: element.name }, vi, en)

const tasks = new Set(
  [
    'Task',
    'UserTask',
    'ManualTask',
    'ServiceTask',
    'SendTask',
    'ReceiveTask',
    'ScriptTask',
    'BusinessRuleTask',
  ].map((name) => `bpmn:${name}`),
)
const isTask = (element: Element): boolean => tasks.has(element.$type)
const isGateway = (element: Element): boolean => element.$type === 'bpmn:ExclusiveGateway'
const beside = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/** Lets through what we can say, notes what carries no order of work, refuses the rest by name. */
function sift(element: Element, ignored: string[]): void {
  const { $type } = element
  if ($type === 'bpmn:SequenceFlow' || isGateway(element)) return
  if (isTask(element)) {
    if (element.get('loopCharacteristics')) throw refused(element, 'bước lặp', 'a step that repeats')
    return
  }
  if ($type === 'bpmn:StartEvent' || $type === 'bpmn:EndEvent') {
    const [definition] = listOf(element, 'eventDefinitions')
    if (definition && definition.$type !== 'bpmn:TerminateEventDefinition')
      throw refused(element, `sự kiện ${definition.$type}`, `an event of the kind ${definition.$type}`)
    return
  }
  if (beside.has($type)) ignored.push(told(element))
  else
    throw refused(
      element,
      'quy trình nội bộ không có loại phần tử này',
      'internal processes have no such element',
    )
}

function stepsOf(process: Element): DraftStep[] {
  const elements = listOf(process, 'flowElements')
  const starts = elements.filter((one) => one.$type === 'bpmn:StartEvent')
  const [start, other] = starts
  if (other) throw refused(other, 'có hơn một điểm bắt đầu', 'there is more than one start')
  const first = start
    ? firstTask(start)
    : elements.find((one) => isTask(one) && listOf(one, 'incoming').length === 0)
  if (!first) throw refused(start ?? process, 'không có bước đầu tiên', 'it has no first step')
  const all = elements.filter(isTask)
  const keys = keysOf(all)
  const lanes = laneOf(process)
  const steps = all.map((task) => ({ task, step: stepOf(task, keys.get(task)!, lanes.get(task)) }))
  for (const { task, step } of steps) step.next = nextOf(task, keys)
  const order = (task: Element): number => Number(extensionOf(task, 'sauro:Clears')?.get('order') ?? 0)
  const sorted = steps.toSorted((a, b) => order(a.task) - order(b.task))
  return [...sorted.filter((one) => one.task === first), ...sorted.filter((one) => one.task !== first)].map(
    (one) => one.step,
  )
}

function firstTask(start: Element): Element {
  const [flow, more] = listOf(start, 'outgoing')
  if (!flow) throw refused(start, 'không dẫn tới đâu', 'it leads nowhere')
  if (more) throw refused(start, 'dẫn tới nhiều bước cùng lúc', 'it leads to several steps at once')
  const target = flow.get('targetRef') as Element
  if (isTask(target)) return target
  if (isGateway(target)) {
    const ways = listOf(target, 'outgoing')
    if (ways.length === 1) return firstTask(target)
    throw refused(target, 'rẽ nhánh trước bước đầu tiên', 'it branches before the first step')
  }
  throw refused(target, 'không phải là một bước', 'it is no step')
}

/** Keys by our own extension, else made of names, else of ids; never two alike. */
function keysOf(all: Element[]): Map<Element, string> {
  const taken = new Set<string>(['finish'])
  const keys = new Map<Element, string>()
  for (const task of all) {
    const own = extensionOf(task, 'sauro:Clears')?.get('key') as string | undefined
    const wanted =
      own ?? (fieldKey(task.name ?? '') || fieldKey(task.id ?? '') || 'buoc').slice(0, 50).replace(/-$/, '')
    let key = wanted
    for (let n = 2; taken.has(key); n++) key = `${wanted}-${n}`
    taken.add(key)
    keys.set(task, key)
  }
  return keys
}

function laneOf(process: Element): Map<Element, string> {
  const found = new Map<Element, string>()
  for (const set of listOf(process, 'laneSets')) {
    for (const lane of listOf(set, 'lanes'))
      for (const node of listOf(lane, 'flowNodeRef')) found.set(node, lane.name ?? '')
  }
  return found
}

/** The ways that leave a step, through any gateways behind it, with their outcomes. */
function nextOf(task: Element, keys: Map<Element, string>): Next[] {
  const out = listOf(task, 'outgoing')
  if (out.length > 1)
    throw refused(out[1]!, 'hai nhánh chạy cùng lúc từ một bước', 'two ways leave a step at once')
  const ways: { next: Next; order: number }[] = []
  const follow = (flow: Element, outcome: Outcome | undefined, seen: Element[]): void => {
    const target = flow.get('targetRef') as Element | undefined
    if (!target) throw refused(flow, 'không dẫn tới đâu', 'it leads nowhere')
    if (seen.includes(target)) throw refused(target, 'các nhánh đi thành vòng', 'gateways go in a circle')
    const said = outcomeOf(flow) ?? outcome
    if (isGateway(target)) {
      const branches = listOf(target, 'outgoing')
      for (const branch of branches) {
        if (branches.length > 1 && said === undefined && outcomeOf(branch) === undefined)
          throw refused(
            branch,
            'nhánh không ghi kết quả nào của bước',
            'the branch does not say which outcome of the step it is',
          )
        follow(branch, said, [...seen, target])
      }
      return
    }
    const to = target.$type === 'bpmn:EndEvent' ? 'finish' : keys.get(target)
    if (to === undefined) throw refused(target, 'không phải là một bước', 'it is no step')
    const order = Number(extensionOf(flow, 'sauro:Outcome')?.get('order') ?? ways.length)
    ways.push({ next: { outcome: said ?? 'done', to }, order })
  }
  for (const flow of out) follow(flow, undefined, [])
  return ways.toSorted((a, b) => a.order - b.order).map((way) => way.next)
}

const outcomeWords = new Map(
  Object.entries(outcomeNames).map(([outcome, name]) => [name.toLowerCase(), outcome as Outcome]),
)

function outcomeOf(flow: Element): Outcome | undefined {
  const own = extensionOf(flow, 'sauro:Outcome')?.get('value') as string | undefined
  if (own === undefined) return outcomeWords.get((flow.name ?? '').normalize('NFC').trim().toLowerCase())
  if (Object.hasOwn(outcomeNames, own)) return own as Outcome
  throw refused(flow, `kết quả "${own}" không có`, `there is no outcome "${own}"`)
}
