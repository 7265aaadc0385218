/** Reads TypeScript just far enough for the tidy test: comments, strings, imports, calls. */

/** The text with comments, and on request the insides of strings, blanked; lines and columns stay. */
export function withoutComments(text: string, alsoStrings = false): string {
  const out = [...text.split('')]
  const blank = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (out[at] !== '\n') out[at] = ' '
  }
  let at = 0
  // Depths of braces inside `${…}`, so that the template literal goes on after its last brace.
  const templates: number[] = []
  while (at < text.length) {
    const end = tokenEnd(text, at, templates)
    if (text.startsWith('//', at) || text.startsWith('/*', at)) blank(at, end)
    else if (alsoStrings && end > at + 1) blank(at + 1, end - 1)
    at = end
  }
  return out.join('')
}

/** Where the comment, string, pattern or single character that begins at `at` ends. */
function tokenEnd(text: string, at: number, templates: number[]): number {
  const here = text[at] ?? ''
  if (text.startsWith('//', at)) return orEnd(text, text.indexOf('\n', at))
  if (text.startsWith('/*', at)) return orEnd(text, text.indexOf('*/', at + 2) + 2)
  if (here === "'" || here === '"') return quoteEnd(text, at + 1, here)
  if (here === '`') return templateEnd(text, at + 1, templates)
  if (here === '/' && startsPattern(text, at)) return patternEnd(text, at + 1)
  const depth = templates.length - 1
  if (here === '{' && depth >= 0) templates[depth] = (templates[depth] ?? 0) + 1
  if (here === '}' && depth >= 0) {
    if (templates[depth] === 0) {
      templates.pop()
      return templateEnd(text, at + 1, templates)
    }
    templates[depth] = (templates[depth] ?? 0) - 1
  }
  return at + 1
}

function orEnd(text: string, end: number): number {
  return end <= 1 ? text.length : end
}

function quoteEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote || text[at] === '\n') return at + 1
  }
  return text.length
}

function templateEnd(text: string, from: number, templates: number[]): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '`') return at + 1
    else if (text.startsWith('${', at)) {
      templates.push(0)
      return at + 2
    }
  }
  return text.length
}

function startsPattern(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 30), at).trimEnd()
  return before === '' || /[(,=:[!&|?{};+>]$/.test(before) || /\b(return|of|in|typeof|case)$/.test(before)
}

function patternEnd(text: string, from: number): number {
  let inClass = false
  for (let at = from; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '[') inClass = true
    else if (text[at] === ']') inClass = false
    else if (text[at] === '/' && !inClass) return at + 1
  }
  return from
}

/** What a file imports, static and dynamic, as written. */
export function importsOf(text: string): string[] {
  const code = withoutComments(text)
  const found = code.matchAll(
    /(?:^|[\n;])\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? '')
}

/** The first argument and the whole text of every call of one of the names. */
export function callsOf(text: string, names: string[]): { line: number; body: string }[] {
  const bare = withoutComments(text, true)
  const code = withoutComments(text)
  const starts = bare.matchAll(new RegExp(`(?<![.\\w])(?:${names.join('|')})\\(`, 'g'))
  return [...starts].map((match) => {
    const open = match.index + match[0].length
    let depth = 1
    let at = open
    for (; at < bare.length && depth > 0; at += 1) {
      if (bare[at] === '(') depth += 1
      else if (bare[at] === ')') depth -= 1
    }
    return { line: bare.slice(0, match.index).split('\n').length, body: code.slice(open, at - 1) }
  })
}

/** Names of the file's own functions whose body asserts something, directly or through another such function. */
export function assertingFunctions(text: string): string[] {
  const code = withoutComments(text)
  const pieces = code.split(/^(?=(?:export )?(?:async )?function\*? \w+|(?:export )?const \w+ =)/m)
  const named = pieces.map((body) => ({ name: /(?:function\*?|const) (\w+)/.exec(body)?.[1] ?? '', body }))
  const found = new Set<string>()
  for (let grew = true; grew;) {
    const before = found.size
    for (const { name, body } of named) {
      if (name !== '' && asserts(body.replace(/^[^\n]*?\b(?:function\*?|const) \w+/, ''), [...found]))
        found.add(name)
    }
    grew = found.size > before
  }
  return [...found]
}

/** Whether a text asserts: by node:assert, by fast-check, by a name that says so, or by one of `known`. */
export function asserts(body: string, known: string[] = []): boolean {
  if (/\b(assert|expect)\w*\s*[.(]|\bassert\b|\b(expect|must|check|refuse)[A-Z]\w*\(/.test(body)) return true
  return known.length > 0 && new RegExp(`\\b(${known.join('|')})\\b`).test(body)
}
