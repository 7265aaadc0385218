import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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
  if (only === undefined || only === 'journeys')
    chosen.journeys = find(root, 'journeys/**/*.test.ts').filter(wanted)
  if (only === 'journeys') return chosen
  for (const file of find(root, 'server/**/*.test.ts').filter(wanted)) {
    // The tidy test is a check of its own in the run.
    if (file === 'server/tidy.test.ts') continue
    const group = groupOf(readFileSync(join(root, file), 'utf8'))
    if (only === 'unit' && group === 'db') continue
    if (only === 'db' && group !== 'db') continue
    chosen[group].push(file)
  }
  return chosen
}

/** Reads off the text which way of running is safe: hooks at top level would be shared by all files of a process. */
export function groupOf(text: string): 'together' | 'apart' | 'db' {
  // What lies in a folder "testing" makes houses and cities for tests, nearly always in a database.
  if (
    /testDatabase|from '\.{1,2}\/([\w./-]+\/)?testing\/(?!needs|source)|testServer|ensurePostgres|startApart|node:child_process/.test(
      text,
    )
  )
    return 'db'
  if (
    /^\s*(before|after|beforeEach|afterEach)\(|process\.(env\.?\w*\s*=|env\[|chdir|exit|on\()|\bmock\.|globalThis/m.test(
      text,
    )
  ) {
    return 'apart'
  }
  return 'together'
}

function find(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}
