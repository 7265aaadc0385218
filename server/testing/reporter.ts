import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** What one run of test files came to. */
export type Counts = { passed: number; failed: number; skipped: number }

type Failure = { name: string; file?: string; line?: number; details: { error: Error } }

/**
 * One line per file, everything about a failure, and the counts as JSON in the file `SAURO_TEST_SUMMARY`. What a test
 * prints is shown only when its file fails.
 */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const printed = new Map<string, string>()
  const failed = new Set<string>()
  for await (const event of source) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      printed.set(event.data.file, (printed.get(event.data.file) ?? '') + event.data.message)
    } else if (event.type === 'test:fail') {
      const { file = '' } = event.data
      if (isParentOnly(event.data)) continue
      failed.add(file)
      yield describe(event.data)
      // A file that could not be loaded has no summary of its own to print this under.
      if (isFile(event.data)) yield printed.get(event.data.name) ?? printed.get(file) ?? ''
    } else if (event.type === 'test:summary') {
      const { file, counts, duration_ms: duration } = event.data
      const unwell = counts.tests - counts.passed - counts.skipped - counts.todo
      if (file === undefined) {
        save({ passed: counts.passed, failed: unwell, skipped: counts.skipped + counts.todo })
        continue
      }
      const mark = unwell > 0 || failed.has(file) ? '✖' : '✔'
      yield `  ${mark} ${here(file)}  ${counts.tests} in ${(duration / 1000).toFixed(1)} s\n`
      if (mark === '✖') yield printed.get(file) ?? ''
      printed.delete(file)
    }
  }
}

/** A parent fails because a child did, which was told already. */
function isParentOnly(failure: Failure): boolean {
  return /subtests? failed/.test(failure.details.error.message)
}

function isFile(failure: Failure): boolean {
  return /\.test\.\w+$/.test(failure.name)
}

function describe(failure: Failure): string {
  const cause = failure.details.error.cause
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : failure.details.error.message
  const indented = why.split('\n').map((line) => `      ${line}`)
  return `  ✖ ${here(failure.file ?? '')}:${failure.line ?? 0}  ${failure.name}\n${indented.join('\n')}\n`
}

function here(file: string): string {
  return relative(process.cwd(), file)
}

function save(counts: Counts): void {
  const file = process.env.SAURO_TEST_SUMMARY
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts))
}
