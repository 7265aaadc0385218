import assert from 'node:assert/strict'
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { fixedClock, openDatabase, readConfig, type HttpServer, type KeyRing } from '#kernel'
import { deafListener } from '#ledger'
import { installCity, readCity } from '#people'
import { openApp } from './app.ts'
import { testDatabase } from './kernel/testing/database.ts'
import { nameOf, type Document, type Operation } from './openapi-notes.ts'
import { typesOf } from './openapi-types.ts'
import { notes } from './openapi.ts'

const key = new Uint8Array(32)
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', key],
    ['lookup', key],
  ]),
}

let http: HttpServer
let described: Document
let close: () => Promise<void>

before(async () => {
  const database = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'sauro-openapi-'))
  const db = openDatabase(database.url)
  await installCity(db, readCity('hcmc'))
  const config = readConfig({ SAURO_DATA: data, SAURO_LOG: 'silent' })
  const clock = fixedClock(new Date('2026-03-03T01:00:00Z'))
  ;({ http } = await openApp({ config, db, keys, clock, listener: deafListener }))
  await http.ready()
  described = JSON.parse(JSON.stringify(http.swagger())) as Document
  close = async () => {
    await http.close()
    await db.close()
    await database.close()
    await rm(data, { recursive: true, force: true })
  }
})
after(() => close())

const operations = (): [name: string, pointer: string, operation: Operation][] =>
  Object.entries(described.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      nameOf(method, path),
      `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}`,
      operation,
    ]),
  )

test('openapi.json is what the routes say; "./sauro openapi > openapi.json" writes it anew', async () => {
  const kept = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8')) as unknown
  assert.deepEqual(described, kept)
})

test('the console reads the shapes that the routes answer with; "./sauro openapi --types" writes them anew', async () => {
  const kept = await readFile(new URL('../web/official/api/generated.ts', import.meta.url), 'utf8')
  assert.equal(kept, typesOf(described))
})

test('every route has its note, and every note its route', () => {
  const routes = operations().map(([name]) => name)
  assert.deepEqual(
    routes.filter((name) => !(name in notes)),
    [],
    'routes without examples; add them to apiNotes in examples.ts of their context',
  )
  assert.deepEqual(
    Object.keys(notes).filter((name) => !routes.includes(name)),
    [],
    'notes of no route',
  )
})

test('every route says what it is, shows what it takes and gives, and which refusals it may answer', () => {
  for (const [name, , { summary, requestBody, responses }] of operations()) {
    assert.ok(summary, `${name} has no summary`)
    for (const media of Object.values(requestBody?.content ?? {}))
      assert.notEqual(media.example, undefined, `${name} shows no body`)
    const [given, ...refusals] = Object.entries(responses)
    assert.match(given![0], /^2/, name)
    const empty = given![0] === '204' || /uploads/.test(name)
    const shown = Object.entries(given![1].content ?? {})[0]
    const file = shown !== undefined && /pdf|octet-stream/.test(shown[0])
    if (!empty && !file) assert.notEqual(shown?.[1].example, undefined, `${name} shows no answer`)
    if (!empty) assert.ok(shown?.[1].schema, `${name} gives no shape of its answer`)
    assert.ok(refusals.length > 0 || notes[name]?.guests, `${name} names no refusal`)
    for (const [status, one] of refusals) {
      assert.match(status, /^[45]/, name)
      assert.ok(Object.values(one.content ?? {})[0]?.examples, `${name} ${status} shows no refusal`)
    }
  }
})

test('every example is of the shape it is an example of', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...described, $id: 'api' })
  const check = (pointer: string, example: unknown): void => {
    const valid = ajv.compile({ $ref: `api${pointer}` })
    assert.ok(valid(example), `${pointer}: ${ajv.errorsText(valid.errors)}`)
  }
  const escaped = (part: string): string => encodeURIComponent(part.replaceAll('/', '~1'))
  for (const [, pointer, { requestBody, responses }] of operations()) {
    for (const [mime, media] of Object.entries(requestBody?.content ?? {}))
      check(`${pointer}/requestBody/content/${escaped(mime)}/schema`, media.example)
    for (const [status, answer] of Object.entries(responses))
      for (const [mime, media] of Object.entries(answer.content ?? {}))
        if (media.example !== undefined)
          check(`${pointer}/responses/${status}/content/${escaped(mime)}/schema`, media.example)
  }
  for (const [code, { value }] of Object.entries(described.components?.examples ?? {})) {
    check('#/components/schemas/Refusal', value)
    assert.equal((value as { error: { code: string } }).error.code, code)
  }
})

/** Refusals that no route of the API answers: of the command line, of start-up, and of the portal's pages. */
const elsewhere = new Set([
  ...[
    'AllowRefused',
    'CalendarUnknown',
    'InstantRefused',
    'PackRefused',
    'RulePackInvalid',
    'RulePackMissing',
  ],
  ...['OidcRefused', 'IssuerUnavailable', 'OutgoingRefused', 'ConsoleBeingBuilt', 'NoSuchPage'],
  ...['UnknownOption', 'FileUnreadable', 'ImportRefused'],
])

test('every refusal of the contexts that the API reaches is shown somewhere', async () => {
  const shown = described.components?.examples ?? {}
  const unknown: string[] = []
  for (const context of ['identity', 'catalogue', 'documents', 'work', 'notifications']) {
    const folder = new URL(`./${context}/`, import.meta.url)
    for (const file of await readdir(folder)) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
      const text = await readFile(new URL(file, folder), 'utf8')
      const codes = [
        ...text.matchAll(/(?:super|new Refusal)\(\s*'([A-Z]\w+)'/g),
        ...text.matchAll(/^ +'([A-Z][a-z]+[A-Z]\w+)',?\n? *\)/gm),
      ]
      unknown.push(
        ...codes
          .map((one) => one[1]!)
          .filter((code) => !(code in shown) && !elsewhere.has(code))
          .map((code) => `${context}/${file} ${code}`),
      )
    }
  }
  assert.deepEqual(unknown, [], 'name them in the notes of the routes that answer them')
})
