import type { BpmnModdle, Element } from 'bpmn-moddle'
import type { Built } from './bpmn-write.ts'
import { route, type Box } from './bpmn-route.ts'
import { extensionOf, listOf } from './bpmn-words.ts'
import { isForward } from './process.ts'
import type { Outcome } from './types.ts'

const laneTitle = 60
const columnWidth = 150
const rowHeight = 130

/**
 * Adds the drawing: columns follow the order of the work, bands are lanes, and nodes that share a column in a lane stand under each
 * other. Our own forty lines, because `bpmn-auto-layout` knows no lanes and sent gateways behind returning flows far to the right.
 */
export function draw(model: BpmnModdle, built: Built): void {
  const columns = columnsOf(built)
  const boxes = new Map<Element, Box>()
  let top = 0
  const bands: { lane: Element; y: number; height: number }[] = []
  for (const lane of built.lanes) {
    const height = placeLane(listOf(lane, 'flowNodeRef'), columns, top, boxes)
    bands.push({ lane, y: top, height })
    top += height
  }
  const width = Math.max(...[...boxes.values()].map((box) => box.x + box.width)) + 60
  const shapes = [
    shapeOf(model, built.participant, { x: 0, y: 0, width, height: top }, true),
    ...bands.map((band) =>
      shapeOf(model, band.lane, { x: 30, y: band.y, width: width - 30, height: band.height }, true),
    ),
    ...[...boxes].map(([node, box]) => shapeOf(model, node, box)),
  ]
  const edges = flowsOf(built).map((flow, index) => edgeOf(model, flow, boxes, index))
  const [collaboration] = listOf(built.definitions, 'rootElements')
  const plane = model.create('bpmndi:BPMNPlane', {
    id: 'plane',
    bpmnElement: collaboration,
    planeElement: [...shapes, ...edges],
  })
  built.definitions.set('diagrams', [model.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })])
}

const flowsOf = (built: Built): Element[] =>
  listOf(built.process, 'flowElements').filter((one) => one.$type === 'bpmn:SequenceFlow')

/** The column of a node: the longest way to it from the start, flows that lead back left out. A loop in a draft ends the count. */
function columnsOf(built: Built): Map<Element, number> {
  const flows = flowsOf(built)
  const columns = new Map<Element, number>()
  for (const node of built.lanes.flatMap((lane) => listOf(lane, 'flowNodeRef'))) columns.set(node, 0)
  for (let round = 0; round < columns.size; round++) {
    let moved = false
    for (const flow of flows) {
      const outcome = extensionOf(flow, 'sauro:Outcome')?.get('value') as Outcome | undefined
      if (outcome && !isForward(outcome)) continue
      const [from, to] = [flow.get('sourceRef') as Element, flow.get('targetRef') as Element]
      const least = columns.get(from)! + 1
      if (columns.get(to)! >= least || from === to) continue
      columns.set(to, least)
      moved = true
    }
    if (!moved) break
  }
  return columns
}

const sizes: Record<string, [width: number, height: number]> = {
  'bpmn:UserTask': [100, 80],
  'bpmn:ExclusiveGateway': [50, 50],
}
const eventSize: [number, number] = [36, 36]

function placeLane(
  nodes: Element[],
  columns: Map<Element, number>,
  top: number,
  boxes: Map<Element, Box>,
): number {
  const taken = new Map<number, number>()
  for (const node of nodes) {
    const [width, height] = sizes[node.$type] ?? eventSize
    const column = columns.get(node)!
    const row = taken.get(column) ?? 0
    taken.set(column, row + 1)
    const x = laneTitle + column * columnWidth + (columnWidth - width) / 2
    boxes.set(node, { x, y: top + row * rowHeight + (rowHeight - height) / 2, width, height })
  }
  return Math.max(1, ...taken.values()) * rowHeight
}

const shapeOf = (model: BpmnModdle, element: Element, box: Box, horizontal = false): Element =>
  model.create('bpmndi:BPMNShape', {
    id: `${element.id}_shape`,
    bpmnElement: element,
    ...(horizontal ? { isHorizontal: true } : {}),
    bounds: model.create('dc:Bounds', { ...box }),
  })

function edgeOf(model: BpmnModdle, flow: Element, boxes: Map<Element, Box>, index: number): Element {
  const from = boxes.get(flow.get('sourceRef') as Element)!
  const to = boxes.get(flow.get('targetRef') as Element)!
  const points = route(from, to, [...boxes.values()], index)
  return model.create('bpmndi:BPMNEdge', {
    id: `${flow.id}_edge`,
    bpmnElement: flow,
    waypoint: points.map(([x, y]) => model.create('dc:Point', { x, y })),
  })
}
