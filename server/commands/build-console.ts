import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../web/official/', import.meta.url))
const design = fileURLToPath(new URL('../../web/design/', import.meta.url))
const binaries = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))
const stamp = join(source, 'dist', '.built-from')

/** Whether the console that lies built is the one of these sources. */
export const consoleIsBuilt = (): boolean =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()

/** Builds the official's console beside the running server, once per change of its sources. Rejects with what the build said. */
export async function buildConsole(say: (line: string) => void): Promise<void> {
  if (consoleIsBuilt()) return
  const of = fingerprint()
  if (!existsSync(join(source, 'node_modules', '.package-lock.json'))) {
    say('console: installing its packages (once)')
    await run('npm', ['ci', '--no-audit', '--no-fund', '--silent'])
  }
  say('console: building')
  await run('npm', ['run', '--silent', 'build'])
  writeFileSync(stamp, of)
  say('console: ready')
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const child = spawn(command, args, {
      cwd: source,
      env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` },
    })
    child.stdout.on('data', (text: Buffer) => said.push(text.toString()))
    child.stderr.on('data', (text: Buffer) => said.push(text.toString()))
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `web/official: "${command} ${args.join(' ')}" ended with ${code}\n${said.join('').slice(-2000)}`,
            ),
          ),
    )
  })
}

/** Changes with every source file, by name, size and content. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of [source, design])
    for (const file of filesIn(folder)) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

const passedOver = new Set(['node_modules', 'dist'])

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !passedOver.has(name) && !name.startsWith('.'))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesIn(path) : [path]
    })
