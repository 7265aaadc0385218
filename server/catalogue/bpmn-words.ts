import { BpmnModdle, type Element } from 'bpmn-moddle'
import type { Outcome } from './types.ts'

/** Our words inside BPMN: the six clears of a step and the outcome of a flow, under our own namespace. */
const attribute = (name: string) => ({ name, isAttr: true, type: 'String' })
const vocabulary = {
  name: 'Sauro',
  uri: 'urn:sauro:process:1',
  prefix: 'sauro',
  xml: { tagAlias: 'lowerCase' },
  types: [
    { name: 'Process', superClass: ['Element'], properties: [attribute('id'), attribute('version')] },
    {
      name: 'Clears',
      superClass: ['Element'],
      properties: [
        ...['key', 'order', 'kind', 'role', 'at', 'duty', 'allow', 'evidence'].map(attribute),
        { name: 'words', type: 'Words', isMany: true },
      ],
    },
    { name: 'Words', superClass: ['Element'], properties: ['about', 'vi', 'en'].map(attribute) },
    { name: 'Outcome', superClass: ['Element'], properties: [attribute('value'), attribute('order')] },
  ],
}

export const moddle = (): BpmnModdle => new BpmnModdle({ sauro: vocabulary })

/** What a flow is called on the drawing; the same words are understood when an editor dropped our namespace. */
export const outcomeNames: Record<Outcome, string> = {
  done: 'Xong',
  approved: 'Duyệt',
  rejected: 'Trả lại làm lại',
  'needs-supplement': 'Cần bổ sung',
  refuse: 'Đề nghị từ chối',
  consult: 'Lấy ý kiến',
}

/** The extension of that type on an element, if it has one. */
export function extensionOf(element: Element, type: string): Element | undefined {
  const extensions = element.get('extensionElements') as Element | undefined
  return ((extensions?.get('values') ?? []) as Element[]).find((one) => one.$type === type)
}

export const listOf = (element: Element, name: string): Element[] => (element.get(name) ?? []) as Element[]
