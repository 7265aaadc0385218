import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importsOf } from './source.ts'

export type Kind = 'unit' | 'db' | 'journeys'

/** Test files by how they can be run; paths are relative to the clone. */
export type Selection = {
  /** Pure ones, all in one process: forty files cost what one costs. */
  together: string[]
  /** Pure ones with hooks or changes of the process, each in its own. */
  apart: string[]
  /** Those that use a database or start processes. */
  db: string[]
  journeys: string[]
}

/** Chooses among all test files those whose path contains one of the patterns (all without patterns). */
export function selectTests(root: string, patterns: string[], only?: Kind): Selection {
  const chosen: Selection = { together: [], apart: [], db: [], journeys: [] }
  const wanted = (file: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => file.includes(pattern))
  if (only === undefined || only === 'journeys') {
    chosen.journeys = find(root, 'journeys/**/*.test.ts').filter(wanted)
  }
  if (only === 'journeys') return chosen
  for (const file of find(root, 'server/**/*.test.ts').filter(wanted)) {
    // The tidy test is a check of its own in the run.
    if (file === 'server/tidy.test.ts') continue
    const group = groupOf(withFixtures(root, file))
    if (only === 'unit' && group === 'db') continue
    if (only === 'db' && group !== 'db') continue
    chosen[group].push(file)
  }
  return chosen
}

const OUTSIDE = /testDatabase|testServer|ensurePostgres|startApart|node:child_process/
// Hooks at top level would be shared by all files of a process, and so would what one of them changes.
const SHARED =
  /^\s*(before|after|beforeEach|afterEach)\(|process\.(env\.?\w*\s*=|env\[|chdir|exit|on\()|\bmock\.|globalThis/m

/** Reads off the text of a test and its fixtures which way of running it is safe. */
export function groupOf(text: string): 'together' | 'apart' | 'db' {
  if (OUTSIDE.test(text)) return 'db'
  return SHARED.test(text) ? 'apart' : 'together'
}

/** The file's text with that of the fixtures it imports: houses and cities in folders called "testing". */
function withFixtures(root: string, file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return ''
  seen.add(file)
  const text = readFileSync(join(root, file), 'utf8')
  const fixtures = importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => join(dirname(file), name).replaceAll('\\', '/'))
    .filter(
      (path) =>
        path.includes('/testing/') && !/\/(needs|server)\.ts$/.test(path) && existsSync(join(root, path)),
    )
  return [text, ...fixtures.map((path) => withFixtures(root, path, seen))].join('\n')
}

function find(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}
