/** What we use of a library that brings no types of its own. */
declare module 'bpmn-moddle' {
  export interface Element {
    $type: string
    $attrs: Record<string, string>
    id?: string
    name?: string
    $instanceOf(type: string): boolean
    get(name: string): unknown
    set(name: string, value: unknown): void
    [property: string]: unknown
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    create(type: string, properties?: Record<string, unknown>): Element
    fromXML(xml: string): Promise<{ rootElement: Element; warnings: { message: string }[] }>
    toXML(element: Element, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
