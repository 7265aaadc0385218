import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { ROOT } from '../kernel/testing/server.ts'

// The launcher is tried with programs of ours in place of npm, node and uname, so that nothing is downloaded.
let clone: string
let tools: string

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'sauro-launcher-'))
  tools = join(clone, 'tools')
  mkdirSync(tools)
  cpSync(join(ROOT, 'sauro'), join(clone, 'sauro'))
  writeFileSync(join(clone, 'package-lock.json'), '{"lockfileVersion":3}')
  program('uname', 'case ${1:-} in -s) echo Linux ;; *) echo Linux x86_64 ;; esac')
  program('node', '[ "$1" = -p ] && echo 20 || echo "system node $*"')
  program(
    'npm',
    `sleep 0.3; echo "$*" >>"${clone}/npm-calls"; mkdir -p node_modules/.bin
printf '#!/bin/sh\\necho "pinned $$ $*"\\n' >node_modules/.bin/node; chmod +x node_modules/.bin/node`,
  )
})

afterEach(() => rmSync(clone, { recursive: true, force: true }))

function program(name: string, script: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(tools, name), 0o755)
}

type Run = { code: number | null; out: string; err: string; pid: number }

function sauro(argv: string[], how: { path?: string; cwd?: string; PATH?: string } = {}): Promise<Run> {
  const child = spawn(how.path ?? join(clone, 'sauro'), argv, {
    cwd: how.cwd ?? '/',
    env: { ...process.env, PATH: how.PATH ?? `${tools}${delimiter}${process.env.PATH}` },
  })
  const run: Run = { code: null, out: '', err: '', pid: child.pid ?? 0 }
  child.stdout.on('data', (chunk: Buffer) => (run.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (run.err += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...run, code })))
}

const npmCalls = (): string[] => readFileSync(join(clone, 'npm-calls'), 'utf8').trim().split('\n')

test('a first start installs, the second does not; arguments and process pass through a link from anywhere', async () => {
  const link = join(tools, 'linked')
  symlinkSync('../sauro', link)
  const first = await sauro(['demo', 'two words'], { path: link, cwd: tools })
  assert.equal(first.code, 0, first.err)
  assert.match(first.err, /installing packages/)
  // The same process number says that signals reach the server itself.
  assert.equal(first.out, `pinned ${first.pid} ${clone}/server/main.ts demo two words\n`)
  const second = await sauro(['demo'])
  assert.equal(second.err, '')
  assert.equal(npmCalls().length, 1)
  assert.match(npmCalls()[0] ?? '', /^ci --ignore-scripts --include=optional --include=dev/)
})

test('two first starts at once install once', async () => {
  const both = await Promise.all([sauro(['a']), sauro(['b'])])
  assert.deepEqual(
    both.map(({ code }) => code),
    [0, 0],
  )
  assert.equal(npmCalls().length, 1)
  assert.match(both.map(({ err }) => err).join(), /is installing; waiting for it/)
})

test('a changed lock file is installed; one that npm itself has just installed is not', async () => {
  await sauro([])
  writeFileSync(join(clone, 'package-lock.json'), '{"lockfileVersion":3,"changed":1}')
  await sauro([])
  assert.equal(npmCalls().length, 2)
  writeFileSync(join(clone, 'package-lock.json'), '{"lockfileVersion":3,"changed":2}')
  await new Promise((resolve) => setTimeout(resolve, 20))
  writeFileSync(join(clone, 'node_modules', '.package-lock.json'), '{}')
  const third = await sauro([])
  assert.equal(npmCalls().length, 2, third.err)
})

test('the lock of an installer that was killed is cleared', async () => {
  const gone = spawn('sh', ['-c', 'exit'])
  await new Promise((resolve) => gone.once('exit', resolve))
  mkdirSync(join(clone, '.cache'))
  symlinkSync(String(gone.pid), join(clone, '.cache', 'install.lock'))
  const run = await sauro([])
  assert.equal(run.code, 0, run.err)
  assert.equal(npmCalls().length, 1)
})

test('packages installed with --omit=optional are completed, and it is said', async () => {
  mkdirSync(join(clone, 'node_modules', '.bin'), { recursive: true })
  writeFileSync(join(clone, 'node_modules', '.package-lock.json'), '{}')
  const run = await sauro(['help'])
  assert.match(
    run.err,
    /lack the optional ones \(npm ci --omit=optional\?\), which bring Node 24 and PostgreSQL/,
  )
  assert.match(run.out, /^pinned/)
})

test('what is missing on the machine is said in a sentence', async () => {
  program('node', 'echo 18')
  assert.match((await sauro([])).err, /Node 20 or later is needed/)
  const bare = join(clone, 'bare')
  mkdirSync(bare)
  for (const name of ['sh', 'dirname', 'readlink', 'cat', 'cksum', 'mkdir', 'ln', 'rm', 'mv', 'sleep']) {
    symlinkSync(`/bin/${name}`, join(bare, name))
  }
  symlinkSync(join(tools, 'uname'), join(bare, 'uname'))
  const run = await sauro([], { PATH: bare })
  assert.equal(run.code, 1)
  assert.match(run.err, /npm is missing: install Node 20 or later with npm/)
})

test('a failed install is said, leaves no lock and is tried again', async () => {
  const working = readFileSync(join(tools, 'npm'), 'utf8')
  program('npm', 'echo "npm error network" >&2; exit 1')
  const failed = await sauro([])
  assert.equal(failed.code, 1)
  assert.match(failed.err, /npm error network\nsauro: npm ci failed \(see above\)/)
  assert.equal(existsSync(join(clone, '.cache', 'install.lock')), false)
  writeFileSync(join(tools, 'npm'), working)
  assert.equal((await sauro([])).code, 0)
})

test("elsewhere than on Linux the system's Node is used, and must be 24", async () => {
  program('uname', 'case ${1:-} in -s) echo Darwin ;; *) echo Darwin arm64 ;; esac')
  const old = await sauro(['demo'])
  assert.equal(old.code, 1)
  assert.match(old.err, /on Darwin the Node of the system is used, and it must be 24 or later/)
  program('node', '[ "$1" = -p ] && echo 24 || echo "system node $*"')
  assert.equal((await sauro(['demo'])).out, `system node ${clone}/server/main.ts demo\n`)
})
