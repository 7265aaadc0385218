import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from './reporter.ts'

export type Batch = {
  files: string[]
  /** How many files at a time, each in its own process; 0 runs them all in one. */
  concurrency: number
  /** After so many seconds a process is ended and counted as failed: node:test waits for an open handle for ever. */
  timeoutSeconds: number
}

type Run = { counts: Counts; output: string }

/** Runs test files under node:test, tells each as it ends, and counts. */
export async function runFiles(
  root: string,
  batch: Batch,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  const waiting = batch.concurrency === 0 ? [batch.files] : batch.files.map((file) => [file])
  const worker = async (): Promise<void> => {
    for (let files = waiting.shift(); files !== undefined && files.length > 0; files = waiting.shift()) {
      const started = performance.now()
      const { counts, output } = await runOne(root, files, batch.timeoutSeconds, env)
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const name = files.length === 1 ? files[0] : `${files.length} files in one process`
      const bad = counts.failed + counts.skipped > 0
      say(`  ${bad ? '✖' : '✔'} ${name}  ${counts.passed + counts.failed + counts.skipped} in ${seconds} s`)
      if (bad) say(output.trimEnd())
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, batch.concurrency) }, worker))
  return total
}

async function runOne(
  root: string,
  files: string[],
  timeoutSeconds: number,
  env: NodeJS.ProcessEnv,
): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'sauro-test-'))
  const summary = join(directory, 'summary.json')
  const reporter = `--test-reporter=${new URL('./reporter.ts', import.meta.url).href}`
  const argv = ['--test', '--test-isolation=none', reporter, '--test-reporter-destination=stdout', ...files]
  try {
    const { output, code, timedOut } = await collect(root, argv, timeoutSeconds, {
      ...env,
      SAURO_TEST_SUMMARY: summary,
    })
    if (!existsSync(summary)) return { counts: { passed: 0, failed: 1, skipped: 0 }, output }
    const counts = JSON.parse(readFileSync(summary, 'utf8')) as Counts
    // An error outside any test ends the process with a code and without a failed test.
    const unsaid = counts.failed === 0 && (code !== 0 || timedOut)
    return { counts: unsaid ? { ...counts, failed: 1 } : counts, output }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

type Ended = { output: string; code: number | null; timedOut: boolean }

function collect(
  root: string,
  argv: string[],
  timeoutSeconds: number,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env })
    let output = ''
    let timedOut = false
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    const clock = setTimeout(() => {
      timedOut = true
      output += `  ✖ did not end within ${timeoutSeconds} s: a test hangs, or left something open\n`
      child.kill('SIGKILL')
    }, timeoutSeconds * 1000)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(clock)
      // What a grandchild still holds open must not keep us.
      setTimeout(() => resolve({ output, code, timedOut }), 50)
    })
  })
}
