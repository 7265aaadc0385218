import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { asserts, assertingFunctions, callsOf, importsOf, withoutComments } from './testing/source.ts'

const ROOT = join(import.meta.dirname, '..')
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)) && statSync(join(ROOT, file)).isFile())
  .toSorted()
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const isCode = (file: string): boolean => /\.(ts|tsx|mjs)$/.test(file) && !/generated/.test(file)
const server = files.filter((file) => file.startsWith('server/') && isCode(file))
const tests = files.filter((file) => file.endsWith('.test.ts'))

/** The contexts from the top of the law to its bottom, as package.json names them. */
const manifest = JSON.parse(read('package.json')) as { imports: Record<string, string> }
const contexts = Object.keys(manifest.imports).map((name) => name.slice(1))
const LAW =
  'kernel ledger calendar people identity documents catalogue work feedback performance indices insight notifications exchange dashboards portal'

/** Lines of the chosen files that match, as `file:line text`; comments are left out. */
function lines(chosen: string[], pattern: RegExp, strings = true): string[] {
  return chosen.flatMap((file) =>
    withoutComments(read(file), !strings)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 120)}`] : [],
      ),
  )
}

function none(found: string[], message: string): void {
  assert.deepEqual(found, [], `${message}:\n${found.join('\n')}`)
}

const contextOf = (file: string): string | undefined => {
  const [top, context] = file.split('/')
  return top === 'server' && LAW.split(' ').includes(context ?? '') ? context : undefined
}

test('no file is longer than 300 lines, and the linter holds functions to 60', () => {
  const measured = files.filter(
    (file) => /\.(ts|tsx|mjs|js|css|sql|njk|sh)$/.test(file) && !/generated|\.min\.|\/words\//.test(file),
  )
  const long = measured
    .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
    .filter((one) => one.lines > 300)
  none(
    long.map((one) => `${one.file} has ${one.lines}`),
    'Files a reader cannot hold',
  )
  const { rules } = JSON.parse(read('.oxlintrc.json')) as { rules: Record<string, unknown> }
  assert.deepEqual(rules['max-lines-per-function'], ['error', { max: 60 }])
})

test('no file is named after nothing', () => {
  const vague = files.filter((file) => /(^|[/.-])(utils?|helpers?|common|managers?)([./-]|$)/i.test(file))
  none(vague, 'Names that say nothing')
})

test('a folder imports only folders above it, and only through their index', () => {
  const order = LAW.split(' ')
  none(
    contexts.filter((name) => !order.includes(name)),
    'Contexts the law does not know',
  )
  assert.deepEqual(
    contexts,
    order.filter((name) => contexts.includes(name)),
    'package.json lists them in the order of the law',
  )
  none(
    server.flatMap((file) => importsOf(read(file)).flatMap((name) => against(file, name, order))),
    'Imports against the law',
  )
})

function against(file: string, name: string, order: string[]): string[] {
  const own = contextOf(file)
  const told = `${file} imports ${name}`
  if (name.startsWith('#')) {
    const other = name.slice(1)
    if (own === other) return [`${told}: inside a context by path`]
    return own !== undefined && order.indexOf(other) >= order.indexOf(own) ? [told] : []
  }
  if (!name.startsWith('.')) return []
  if (!/\.(ts|json)$/.test(name)) return [`${told}: without .ts`]
  const target = normalize(join(dirname(file), name))
  const kernelTesting = file.endsWith('.test.ts') || file.includes('/testing/')
  if (kernelTesting && target.startsWith('server/kernel/')) return []
  if (own === undefined)
    return contextOf(target) === undefined || contextOf(target) === 'kernel' ? [] : [`${told}: by name`]
  return contextOf(target) === own ? [] : [`${told}: by name`]
}

test('every context has its public face and its page', () => {
  const present = contexts.filter((name) => files.some((file) => file.startsWith(`server/${name}/`)))
  const lacking = present.flatMap((name) =>
    ['index.ts', 'README.md'].map((file) => `server/${name}/${file}`).filter((file) => !files.includes(file)),
  )
  none(lacking, 'Missing')
  const faces = files.filter((file) => /^server\/\w+\/index\.ts$/.test(file))
  none(
    faces.filter((file) => read(file).split('\n').length - 1 > 60),
    'Public faces over 60 lines',
  )
})

test('the clock is read in one place', () => {
  const elsewhere = server.filter((file) => file !== 'server/kernel/clock.ts')
  none(lines(elsewhere, /new Date\(\s*\)|Date\.now\(/, false), 'Time enters as an argument')
})

test('no date of a holiday or a rule stands in code', () => {
  const plain = server.filter((file) => !/\.test\.ts$|\/testing\/|demo|\/examples?\b/.test(file))
  none(lines(plain, /^(?!.*examples?:).*['"`]20\d\d-[01]\d-[0-3]\d['"`]/), 'Dates belong into rules/*.yaml')
})

test('every rule pack has its table of cases', () => {
  // Lists of procedures, processes and places are content, which import and publication check; they decide nothing.
  const content = /^rules\/(procedures|processes|units|cities)\//
  const packs = files.filter(
    (file) => /^rules\/.*\.\d{4}(-\d\d){0,2}\.ya?ml$/.test(file) && !content.test(file),
  )
  const bare = packs.filter((file) => {
    const cases = file.replace(/\.ya?ml$/, '.cases.md')
    return !existsSync(join(ROOT, cases)) || !/^\s*\|?\s*:?-{2,}/m.test(read(cases))
  })
  none(bare, 'Rule packs without a table of cases beside them')
})

test('every link in Markdown leads somewhere', () => {
  const dead = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = read(file)
        .replace(/```[^]*?```/g, '')
        .replace(/`[^`\n]*`/g, '')
      return [...text.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
        .map((match) => (match[1] ?? '').split('#')[0] ?? '')
        .filter((target) => target !== '' && !/^(https?|mailto):/.test(target))
        .filter((target) => !existsSync(join(ROOT, dirname(file), decodeURIComponent(target))))
        .map((target) => `${file} → ${target}`)
    })
  none(dead, 'Dead links')
})

test('no test is skipped, put off or alone', () => {
  const marks = /\b(test|it|describe|suite|t)\.(skip|todo|only)\b|[{,]\s*(skip|todo|only):/
  none(lines(tests, marks, false), 'Skipped tests: say needs(…) from server/kernel/testing/needs.ts')
})

test('every test asserts something', () => {
  const idle = tests.flatMap((file) => {
    const text = read(file)
    const known = assertingFunctions(text)
    return callsOf(text, ['test', 'it', 'needs'])
      .filter(({ body }) => !asserts(body, known))
      .map(({ line, body }) => `${file}:${line} ${body.slice(0, 70)}`)
  })
  none(idle, 'Tests without an assertion')
})

test('a switch over our own union names every case', () => {
  const silent = server.flatMap((file) => {
    const bare = withoutComments(read(file)).split('\n')
    // A union with members like `unit:${string}` is open and says so: "default: // open: …".
    const open = read(file)
      .split('\n')
      .map((line) => /default: \/\/ open: /.test(line))
    return bare.flatMap((line, index) =>
      /^\s*default:/.test(line) && !open[index] ? [`${file}:${index + 1}`] : [],
    )
  })
  none(silent, 'A new member would fall into the default unseen')
})

test('nothing is silenced', () => {
  const code = files.filter(isCode)
  const comments = code.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        /^\s*(\/\/|\/?\*).*@ts-(ignore|expect-error|nocheck)/.test(line) ? [`${file}:${index + 1}`] : [],
      ),
  )
  none(comments, 'Silenced types')
  none(
    lines(
      code,
      /catch\s*(\(\w+\))?\s*\{\s*\}|^(?!.*(=|return) ).*\.catch\(\(\) => (undefined|null|\{\s*\})\)/,
      false,
    ),
    'Swallowed errors',
  )
})

test('no path of one machine and no registry stands in a committed file', () => {
  const text = files.filter((file) =>
    /\.(ts|tsx|mjs|js|json|ya?ml|sql|md|sh|njk|html|css|txt)$|^sauro$|^\.npmrc$|^\.ci\//.test(file),
  )
  // Assembled, so that this file is no finding of its own.
  const machine = new RegExp(
    [
      '/wor' + 'k/(main|shared)',
      '/roo' + 't/',
      '/home/[a-z]+/',
      'registry\\.np' + 'mjs',
      '"resol' + 'ved":',
    ].join('|'),
  )
  const found = text.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        machine.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 120)}`] : [],
      ),
  )
  none(found, 'Paths of one machine')
})

test('SQL runs on PostgreSQL 15', () => {
  const sql = files.filter(
    (file) => file.endsWith('.sql') || (server.includes(file) && file !== 'server/tidy.test.ts'),
  )
  none(lines(sql, /\buuidv7\(\)|\bjson_table\(|\bmerge_action\(|\bany_value\(/i), 'Newer than 15')
})

test('a test stands beside what it tests', () => {
  const alone = tests.filter((file) => {
    if (!file.startsWith('server/') || file === 'server/tidy.test.ts') return false
    const what = basename(file, '.test.ts').split('.')[0] ?? ''
    const siblings = [join(dirname(file), `${what}.ts`), join(dirname(file), what), what]
    // A test of several files together is named after their story and imports them from beside it.
    return (
      !siblings.some((path) => existsSync(join(ROOT, path))) &&
      !importsOf(read(file)).some((name) => name.startsWith('./'))
    )
  })
  none(alone, 'Tests beside nothing they test')
})
