import { existsSync, readFileSync } from 'node:fs'

/** One line of the list: what is missing, and the test that needs it. */
export type NotRun = { requirement: string; name: string }

export function readNotRun(file: string): NotRun[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const cut = line.indexOf(' | ')
      return { requirement: line.slice(0, cut), name: line.slice(cut + 3) }
    })
}

/**
 * Compares what did not run with what may be missing. `whole` says that every test file was run, so that a listed test
 * of a missing requirement which was not even registered has vanished.
 */
export function differences(expected: NotRun[], actual: NotRun[], whole: boolean): string[] {
  const key = ({ requirement, name }: NotRun): string => `${requirement} | ${name}`
  const listed = new Set(expected.map(key))
  const seen = new Set(actual.map(key))
  const missing = new Set(actual.map(({ requirement }) => requirement))
  const unexpected = [...seen].filter((line) => !listed.has(line)).map((line) => `not listed: ${line}`)
  const vanished = expected
    .filter((entry) => whole && missing.has(entry.requirement) && !seen.has(key(entry)))
    .map((entry) => `listed, but no test registered it: ${key(entry)}`)
  return [...unexpected, ...vanished]
}
