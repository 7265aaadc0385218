/**
 * Stands in for the two modules of antd's dependencies that create <style> tags (see vite.config.ts).
 * Same functions, but the text goes into constructed style sheets that the document adopts: a content security
 * policy of `style-src 'self'` allows those, and it needs neither a nonce nor `unsafe-inline`.
 */
interface InsertOptions {
  prepend?: boolean | 'queue'
  priority?: number
  attachTo?: Element | ShadowRoot
  mark?: string
}

interface Adopted {
  key: string
  css: string
  sheet: CSSStyleSheet
  /** what the caller may hang its own marks on; it is never put into the page */
  handle: HTMLStyleElement
  order: number
}

const adopted = new Map<string, Adopted>()
let unnamed = 0

function orderOf(options: InsertOptions): number {
  if (options.prepend === 'queue') return options.priority ?? 0
  return options.prepend ? -10_000 : 10_000
}

function adopt(): void {
  const sorted = [...adopted.values()].sort((a, b) => a.order - b.order)
  document.adoptedStyleSheets = sorted.map((one) => one.sheet)
}

export function updateCSS(css: string, key: string, options: InsertOptions = {}): HTMLStyleElement {
  const known = adopted.get(key)
  if (known) {
    if (known.css !== css) known.sheet.replaceSync(css)
    known.css = css
    return known.handle
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const handle = document.createElement('style')
  adopted.set(key, { key, css, sheet, handle, order: orderOf(options) })
  adopt()
  return handle
}

export function injectCSS(css: string, options: InsertOptions = {}): HTMLStyleElement {
  unnamed += 1
  return updateCSS(css, `unnamed-${unnamed}`, options)
}

export function removeCSS(key: string): void {
  if (adopted.delete(key)) adopt()
}

export function clearContainerCache(): void {
  adopted.clear()
  adopt()
}

/** The icons ask where they stand, in case it is a shadow root. We have none. */
export function getShadowRoot(): undefined {
  return undefined
}

export function getRoot(element: Node | null | undefined): Node | undefined {
  return element?.getRootNode()
}

const warned = new Set<string>()

export function warningOnce(valid: boolean, message: string): void {
  if (valid || warned.has(message)) return
  warned.add(message)
  if (import.meta.env.DEV) console.error(`Warning: ${message}`)
}
