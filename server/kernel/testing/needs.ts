import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from './server.ts'

/** What a test may need beyond the clone itself; `command:x` is a program on the PATH. */
export type Requirement = 'shared-data' | 'root' | 'linux' | 'mount' | 'user-namespace' | `command:${string}`

/**
 * A test that only some machines can run. Where something is missing it is not skipped in silence: its name is
 * registered, the run prints "not run here", and a CI run fails unless server/testing/not-run-here.txt expects it.
 */
export function needs(
  what: Requirement | Requirement[],
  name: string,
  work: () => void | Promise<void>,
): void {
  const missing = [what].flat().find((requirement) => !isMet(requirement))
  if (missing === undefined) {
    void test(name, work)
    return
  }
  const register = process.env.SAURO_TEST_NOT_RUN_FILE
  if (register) appendFileSync(register, `${missing} | ${name}\n`)
  else console.error(`not run here (needs ${missing}): ${name}`)
}

/** The folder of outside material beside the clone, when it is there. */
export const sharedData = join(ROOT, '..', 'shared', 'data')

const answers = new Map<Requirement, boolean>()

function isMet(requirement: Requirement): boolean {
  const known = answers.get(requirement)
  if (known !== undefined) return known
  const answer = look(requirement)
  answers.set(requirement, answer)
  return answer
}

function look(requirement: Requirement): boolean {
  if (requirement === 'shared-data') return existsSync(sharedData)
  if (requirement === 'linux') return process.platform === 'linux'
  if (requirement === 'root') return process.platform === 'linux' && process.getuid?.() === 0
  if (requirement === 'mount') return succeeds('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'])
  if (requirement === 'user-namespace') return succeeds('unshare', ['--user', '--map-user=65534', 'true'])
  return succeeds('sh', ['-c', 'command -v "$1"', 'sh', requirement.slice('command:'.length)])
}

function succeeds(command: string, argv: string[]): boolean {
  return spawnSync(command, argv, { stdio: 'ignore' }).status === 0
}
