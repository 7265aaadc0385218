import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** One check beside the tests: a name and the command whose exit code decides. */
export type Check = { name: string; argv: string[]; cwd: string }

/** Types, lint and format, the web's included where its packages are installed. */
export function checksOf(root: string): Check[] {
  const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const checks = [
    { name: 'types', argv: [process.execPath, tsc, '-p', '.'], cwd: root },
    // Without the web, whose own tsconfig names packages that only its build installs.
    { name: 'lint', argv: [bin('oxlint'), '--type-aware', 'server', 'journeys'], cwd: root },
    { name: 'format', argv: [bin('prettier'), '--check', '--log-level', 'warn', '.'], cwd: root },
  ]
  for (const part of ['official', 'kiosk']) {
    const web = join(root, 'web', part)
    if (!existsSync(join(web, 'tsconfig.json'))) continue
    checks.push({ name: `lint of web/${part}`, argv: [bin('oxlint'), `web/${part}`], cwd: root })
    if (existsSync(join(web, 'node_modules'))) {
      checks.push({
        name: `types of web/${part}`,
        argv: [process.execPath, tsc, '-p', web, '--noEmit'],
        cwd: root,
      })
    }
  }
  return checks
}

/** Runs a check; what it printed is the answer when it failed. */
export function runCheck(check: Check): { ok: boolean; output: string } {
  const [command = '', ...argv] = check.argv
  const done = spawnSync(command, argv, { cwd: check.cwd, encoding: 'utf8', maxBuffer: 64_000_000 })
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? String(done.error) : ''}`
  return { ok: done.status === 0, output }
}
