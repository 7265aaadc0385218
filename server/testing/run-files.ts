import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from './reporter.ts'

export type Batch = {
  files: string[]
  /** How many files at a time; 0 runs them all in one process. */
  concurrency: number
  timeoutSeconds: number
}

/** Runs test files under node:test in processes of their own and counts; a run that dies counts as one failure. */
export async function runFiles(root: string, batch: Batch, env: NodeJS.ProcessEnv): Promise<Counts> {
  if (batch.files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const directory = mkdtempSync(join(tmpdir(), 'sauro-test-'))
  const summary = join(directory, 'summary.json')
  const mode =
    batch.concurrency === 0 ? ['--test-isolation=none'] : [`--test-concurrency=${batch.concurrency}`]
  const argv = [
    ...['--test', ...mode, `--test-timeout=${batch.timeoutSeconds * 1000}`],
    ...[
      `--test-reporter=${new URL('./reporter.ts', import.meta.url).href}`,
      '--test-reporter-destination=stdout',
    ],
    ...batch.files,
  ]
  try {
    const child = spawn(process.execPath, argv, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...env, SAURO_TEST_SUMMARY: summary },
    })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', resolve)
    })
    if (!existsSync(summary)) return { passed: 0, failed: 1, skipped: 0 }
    const counts = JSON.parse(readFileSync(summary, 'utf8')) as Counts
    // An error outside any test ends the run with a code and without a failed test.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
