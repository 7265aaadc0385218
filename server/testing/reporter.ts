import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** What one run of test files came to. */
export type Counts = { passed: number; failed: number; skipped: number }

type Failure = { name: string; file?: string; line?: number; details: { error: Error } }

/** Everything about a failure and nothing about a success; the counts go as JSON into the file `SAURO_TEST_SUMMARY`. */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type === 'test:fail' && !isParentOnly(event.data)) yield describe(event.data)
    if (event.type === 'test:pass' && (event.data.skip ?? event.data.todo) !== undefined) {
      yield `  ✖ skipped or left to do: ${event.data.name}\n`
    }
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { tests, passed, skipped, todo } = event.data.counts
      save({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo })
    }
  }
}

/** A parent fails because a child did, which was told already. */
function isParentOnly(failure: Failure): boolean {
  return /subtests? failed/.test(failure.details.error.message)
}

function describe(failure: Failure): string {
  const { cause, message } = failure.details.error
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : message
  const indented = why.split('\n').map((line) => `      ${line}`)
  const file = relative(process.cwd(), failure.file ?? '')
  return `  ✖ ${file}:${failure.line ?? 0}  ${failure.name}\n${indented.join('\n')}\n`
}

function save(counts: Counts): void {
  const file = process.env.SAURO_TEST_SUMMARY
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts))
}
