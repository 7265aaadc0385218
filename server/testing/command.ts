import { availableParallelism, tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, testServer } from '../kernel/testing/server.ts'
import { findBrowser } from './browser.ts'
import { checksOf, runCheck } from './checks.ts'
import { differences, readNotRun } from './not-run-here.ts'
import { olderPostgres } from './older-postgres.ts'
import { runFiles, type Batch } from './run-files.ts'
import { selectTests, type Kind, type Selection } from './select.ts'

export const testHelp = `./sauro test [--full] [--only unit|db|journeys] [pattern …]

Types, lint, format, tidiness, all tests of server/ and the journeys in a browser; ends with "N passed, N failed".
  --full     also a second time zone, PostgreSQL 15 where it is installed, and the long forms of some tests
  --only     one kind of tests, without the checks before them
  pattern    only test files whose path contains it
`

export type TestIo = { out: (line: string) => void }

type Tally = { passed: number; failed: number }

/** Runs the whole proof, or a part; gives the exit code: 0 when nothing failed, 1 when something did, 2 for a wrong call. */
export async function testCommand(argv: string[], io: TestIo): Promise<number> {
  const asked = readArguments(argv)
  if ('problem' in asked) {
    io.out(asked.problem)
    return 2
  }
  const { full, only, patterns } = asked
  const selection = selectTests(ROOT, patterns, only)
  if (patterns.length > 0 && Object.values(selection).every((files) => files.length === 0)) {
    io.out(`No test file matches: ${patterns.join(' ')}`)
    return 2
  }
  const tally: Tally = { passed: 0, failed: 0 }
  const scratch = mkdtempSync(join(tmpdir(), 'sauro-test-'))
  const notRun = join(scratch, 'not-run-here')
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    SAURO_TEST_NOT_RUN_FILE: notRun,
    ...(full ? { SAURO_TEST_FULL: '1' } : {}),
  }
  try {
    const whole = only === undefined && patterns.length === 0
    if (whole) runChecks(io, tally)
    if (whole)
      await run(
        'tidiness',
        { files: ['server/tidy.test.ts'], concurrency: 1, timeoutSeconds: 120 },
        env,
        io,
        tally,
      )
    await runUnits(selection, env, io, tally)
    await runWithDatabase(selection, env, io, tally)
    if (full) await runAgain(selection, env, io, tally)
    tellNotRun(notRun, whole, io, tally)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  io.out(`${tally.passed} passed, ${tally.failed} failed`)
  return tally.failed === 0 ? 0 : 1
}

type Asked = { full: boolean; only?: Kind; patterns: string[] }

function readArguments(argv: string[]): Asked | { problem: string } {
  let parsed
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { full: { type: 'boolean' }, only: { type: 'string' } },
    })
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n\n${testHelp}` }
  }
  const { full = false, only } = parsed.values
  if (only === undefined) return { full, patterns: parsed.positionals }
  if (only === 'unit' || only === 'db' || only === 'journeys')
    return { full, only, patterns: parsed.positionals }
  return { problem: `--only knows unit, db and journeys, not "${only}".\n\n${testHelp}` }
}

function runChecks(io: TestIo, tally: Tally): void {
  for (const check of checksOf(ROOT)) {
    const { ok, output } = runCheck(check)
    io.out(`${ok ? '✔' : '✖'} ${check.name}`)
    if (!ok) io.out(output)
    tally[ok ? 'passed' : 'failed'] += 1
  }
}

async function run(
  title: string,
  batch: Batch,
  env: NodeJS.ProcessEnv,
  io: TestIo,
  tally: Tally,
): Promise<void> {
  if (batch.files.length === 0) return
  io.out(`${title}: ${batch.files.length} ${batch.files.length === 1 ? 'file' : 'files'}`)
  const counts = await runFiles(ROOT, batch, env, io.out)
  tally.passed += counts.passed
  tally.failed += counts.failed + counts.skipped
  if (counts.skipped > 0)
    io.out(`  ✖ ${counts.skipped} tests were skipped or left to do, which counts as failed`)
}

async function runUnits(
  selection: Selection,
  env: NodeJS.ProcessEnv,
  io: TestIo,
  tally: Tally,
): Promise<void> {
  const cores = Math.max(2, availableParallelism())
  await run('unit tests', { files: selection.together, concurrency: 0, timeoutSeconds: 300 }, env, io, tally)
  await run(
    'unit tests, each in its own process',
    { files: selection.apart, concurrency: cores, timeoutSeconds: 300 },
    env,
    io,
    tally,
  )
}

/** The tests that need a PostgreSQL share one server, which is started here and stopped at the end. */
async function runWithDatabase(
  selection: Selection,
  base: NodeJS.ProcessEnv,
  io: TestIo,
  tally: Tally,
): Promise<void> {
  if (selection.db.length + selection.journeys.length === 0) return
  const server = await testServer(false)
  const env = { ...base, SAURO_TEST_POSTGRES: server.url }
  try {
    await run('database tests', { files: selection.db, concurrency: 2, timeoutSeconds: 600 }, env, io, tally)
    if (selection.journeys.length > 0) await runJourneys(selection.journeys, env, io, tally)
  } finally {
    await server.stop()
  }
}

async function runJourneys(files: string[], env: NodeJS.ProcessEnv, io: TestIo, tally: Tally): Promise<void> {
  const browser = findBrowser(io.out)
  if ('missing' in browser) {
    io.out(`✖ journeys\n${browser.missing}`)
    tally.failed += 1
    return
  }
  await run(
    'journeys',
    { files, concurrency: 1, timeoutSeconds: 900 },
    { ...env, CHROME_PATH: browser.path },
    io,
    tally,
  )
}

/** What `--full` adds: the same tests in another zone, and on the oldest PostgreSQL we promise. */
async function runAgain(
  selection: Selection,
  env: NodeJS.ProcessEnv,
  io: TestIo,
  tally: Tally,
): Promise<void> {
  const elsewhere = { ...env, TZ: 'America/New_York' }
  io.out('Again with TZ=America/New_York')
  await runUnits(selection, elsewhere, io, tally)
  await runWithDatabase({ ...selection, journeys: [] }, elsewhere, io, tally)
  const older = await olderPostgres()
  if (older === undefined) {
    io.out('not run here: the database tests on PostgreSQL 15, which is not installed')
    return
  }
  io.out('Again on PostgreSQL 15')
  try {
    const batch = { files: selection.db, concurrency: 2, timeoutSeconds: 600 }
    await run('database tests', batch, { ...env, SAURO_TEST_POSTGRES: older.url }, io, tally)
  } finally {
    await older.stop()
  }
}

/** Prints what could not run on this machine; in CI that list must be the expected one. */
function tellNotRun(file: string, whole: boolean, io: TestIo, tally: Tally): void {
  const actual = readNotRun(file)
  for (const { requirement, name } of new Set(actual)) io.out(`not run here (needs ${requirement}): ${name}`)
  const expected = readNotRun(join(ROOT, 'server', 'testing', 'not-run-here.txt'))
  const wrong = differences(expected, actual, whole)
  if (wrong.length === 0) return
  io.out(`server/testing/not-run-here.txt does not agree:\n  ${wrong.join('\n  ')}`)
  if (process.env.CI === 'true') tally.failed += 1
}
