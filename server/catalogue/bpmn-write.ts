import type { BpmnModdle, Element } from 'bpmn-moddle'
import { roleNames } from '#people'
import { draw } from './bpmn-draw.ts'
import { moddle, outcomeNames } from './bpmn-words.ts'
import type { DraftProcess, DraftStep, Next } from './types.ts'

/**
 * A process as a BPMN 2.0 model with its drawing: roles are lanes, steps tasks, a step with several outcomes has a gateway behind it,
 * and the six clears stand in `extensionElements`, so that reading the model back gives the same process.
 */
export async function writeBpmn(process: DraftProcess, name: string): Promise<string> {
  const model = moddle()
  const built = build(model, process, name)
  draw(model, built)
  return (await model.toXML(built.definitions, { format: true })).xml
}

export interface Built {
  definitions: Element
  process: Element
  participant: Element
  lanes: Element[]
}

interface Making {
  model: BpmnModdle
  elements: Element[]
  entry: Map<string, Element>
}

function build(model: BpmnModdle, process: DraftProcess, name: string): Built {
  const start = model.create('bpmn:StartEvent', { id: 'start', name: 'Tiếp nhận' })
  const end = model.create('bpmn:EndEvent', { id: 'finish', name: 'Có kết quả' })
  const tasks = new Map(process.steps.map((step, order) => [step.key, taskOf(model, step, order)]))
  const making: Making = {
    model,
    elements: [start, ...tasks.values()],
    entry: new Map([...tasks, ['finish', end]]),
  }
  const first = process.steps[0]
  if (first) flow(making, 'flow_start', start, tasks.get(first.key)!)
  for (const step of process.steps) addWays(making, step, tasks.get(step.key)!)
  making.elements.push(end)
  const lanes = lanesOf(model, process, making.elements)
  const element = model.create('bpmn:Process', {
    id: `process_${process.id}`,
    name,
    isExecutable: false,
    extensionElements: extended(
      model,
      model.create('sauro:Process', { id: process.id, version: String(process.version) }),
    ),
    laneSets: [model.create('bpmn:LaneSet', { id: 'lanes', lanes })],
    flowElements: making.elements,
  })
  const participant = model.create('bpmn:Participant', { id: 'pool', name, processRef: element })
  const collaboration = model.create('bpmn:Collaboration', {
    id: 'collaboration',
    participants: [participant],
  })
  const definitions = model.create('bpmn:Definitions', {
    id: 'definitions',
    targetNamespace: 'urn:sauro:process:1',
    exporter: 'Sáu Rõ',
    rootElements: [collaboration, element],
  })
  return { definitions, process: element, participant, lanes }
}

const extended = (model: BpmnModdle, ...values: Element[]): Element =>
  model.create('bpmn:ExtensionElements', { values })

function taskOf(model: BpmnModdle, step: DraftStep, order: number): Element {
  const words = (about: string, vi: string, en: string): Element =>
    model.create('sauro:Words', { about, vi, en })
  const clears = model.create('sauro:Clears', {
    key: step.key,
    order: String(order),
    kind: step.kind,
    ...(step.role === null ? {} : { role: step.role }),
    at: step.at,
    duty: step.duty,
    ...(step.allow === null ? {} : { allow: `${step.allow.amount}${step.allow.unit}` }),
    evidence: step.authority.evidence,
    words: [
      words('work', step.name.vi, step.name.en),
      words('responsibility', step.responsibility.vi, step.responsibility.en),
      words('product', step.product.vi, step.product.en),
      words('authority', step.authority.text, ''),
    ],
  })
  return model.create('bpmn:UserTask', {
    id: `step_${step.key}`,
    name: step.name.vi,
    extensionElements: extended(model, clears),
  })
}

/** One outcome leaves the task itself; several leave a gateway, since flows that leave a task all run at once in BPMN. */
function addWays(making: Making, step: DraftStep, task: Element): void {
  if (step.next.length === 1) {
    way(making, step, task, step.next[0]!, 0)
    return
  }
  if (step.next.length === 0) return
  const gateway = making.model.create('bpmn:ExclusiveGateway', {
    id: `choice_${step.key}`,
    gatewayDirection: 'Diverging',
  })
  making.elements.push(gateway)
  flow(making, `flow_${step.key}`, task, gateway)
  step.next.forEach((next, order) => way(making, step, gateway, next, order))
}

function way(making: Making, step: DraftStep, from: Element, next: Next, order: number): void {
  const to = making.entry.get(next.to)
  if (!to) return
  const outcome = making.model.create('sauro:Outcome', { value: next.outcome, order: String(order) })
  flow(making, `flow_${step.key}_${next.outcome}`, from, to, {
    name: outcomeNames[next.outcome],
    extensionElements: extended(making.model, outcome),
  })
}

function flow(
  making: Making,
  id: string,
  from: Element,
  to: Element,
  more: Record<string, unknown> = {},
): void {
  const element = making.model.create('bpmn:SequenceFlow', { id, sourceRef: from, targetRef: to, ...more })
  listIn(from, 'outgoing').push(element)
  listIn(to, 'incoming').push(element)
  making.elements.push(element)
}

function listIn(element: Element, name: string): Element[] {
  return element.get(name) as Element[]
}

const places: Record<string, string> = {
  competent: '',
  received: ' (nơi tiếp nhận)',
  returned: ' (nơi trả kết quả)',
}

/** A lane per role and place, in the order of the steps; start, end and gateways lie with the step they belong to. */
function lanesOf(model: BpmnModdle, process: DraftProcess, elements: Element[]): Element[] {
  const byId = new Map(elements.map((element) => [element.id, element]))
  const lanes = new Map<string, { name: string; nodes: Element[] }>()
  process.steps.forEach((step, index) => {
    const key = `${step.role ?? 'nobody'}_${step.at.replace(/[^A-Za-z0-9]+/g, '-')}`
    const name = `${step.role === null ? 'Chưa rõ người' : roleNames[step.role].vi}${places[step.at] ?? ` (${step.at.slice(5)})`}`
    const lane = lanes.get(key) ?? { name, nodes: [] }
    lanes.set(key, lane)
    if (index === 0) lane.nodes.push(byId.get('start')!)
    for (const id of [`step_${step.key}`, `choice_${step.key}`]) {
      const node = byId.get(id)
      if (node) lane.nodes.push(node)
    }
    if (index === process.steps.length - 1) lane.nodes.push(byId.get('finish')!)
  })
  return [...lanes].map(([key, lane]) =>
    model.create('bpmn:Lane', { id: `lane_${key}`, name: lane.name, flowNodeRef: lane.nodes }),
  )
}
