import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createHttp, openDatabase } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { checkProofFile, type ProofVerdict } from './check-proof-file.ts'
import { verifyCommand } from './cli.ts'
import { proveStream, withoutTexts, type StreamProof } from './proof.ts'
import { routes } from './routes.ts'
import { filledLedger } from './testing/filled.ts'

const place = await testDatabase()
const db = openDatabase(place.url, { connections: 3 })
const folder = await mkdtemp(join(tmpdir(), 'sauro-proof-'))
const { streams } = await filledLedger(db, { streams: 6, entries: 4, blocks: 3, unsealed: 1 })
const [first] = (
  await db.pool.query<{ sealed_at: Date }>('select sealed_at from ledger.blocks order by block')
).rows
const sealed = first!.sealed_at
const app = await createHttp({ clock: () => sealed, log: 'silent', secure: false })
const whole_day = (day: string): { from: Date; to: Date } => {
  const from = new Date(`${day}T00:00:00Z`)
  return { from, to: new Date(from.getTime() + 86_400_000) }
}
routes(app, { db, clock: () => sealed, spanOfDay: whole_day })
after(async () => {
  await app.close()
  await db.close()
  await place.close()
  await rm(folder, { recursive: true })
})

const day = sealed.toISOString().slice(0, 10)
const proof = await proveStream(db, streams[1] ?? '')
const anchors = join(folder, 'anchors.jsonl')
const published = await app.inject(`/api/ledger/days/${day}`)
const root = String(published.json<{ root: string }>().root)
await writeFile(anchors, (await app.inject(`/api/ledger/days/${day}/anchors.jsonl`)).body)

async function file(change: (told: StreamProof) => void = () => undefined): Promise<string> {
  const told = JSON.parse(JSON.stringify(proof)) as StreamProof
  change(told)
  const path = join(folder, 'proof.json')
  await writeFile(path, JSON.stringify(told))
  return path
}

test('the published root of a day stands over the blocks that anybody can download', async () => {
  const { blocks, ended } = published.json<{ blocks: number; ended: boolean }>()
  assert.deepEqual([published.statusCode, blocks, ended], [200, 3, false])
  assert.equal(published.headers['cache-control'], 'no-store')
  assert.equal((await readFile(anchors, 'utf8')).trimEnd().split('\n').length, 3)
  const empty = await app.inject('/api/ledger/days/2020-01-01')
  assert.deepEqual(empty.json(), {
    day: '2020-01-01',
    ended: true,
    root: null,
    blocks: 0,
    from_position: null,
    to_position: null,
  })
  assert.equal((await app.inject('/api/ledger/days/yesterday')).statusCode, 422)
})

test('a downloaded proof holds by itself, against the published blocks, and under the root of the day', async () => {
  const expected: ProofVerdict = {
    stream: proof.stream,
    entries: 4,
    unsealed: 0,
    withoutText: 0,
    blocks: new Set(proof.entries.map((one) => one.block.block)).size,
    anchored: null,
    broken: [],
  }
  assert.deepEqual(await checkProofFile(await file()), expected)
  const anchored = { ...expected, anchored: expected.blocks }
  assert.deepEqual(await checkProofFile(await file(), { anchors, root }), anchored)
  const path = join(folder, 'hashes.json')
  await writeFile(path, JSON.stringify(withoutTexts(proof)))
  assert.deepEqual(await checkProofFile(path, { anchors, root }), { ...anchored, withoutText: 4 })
})

test('what was changed, left out or exchanged is found', async () => {
  const found = async (
    change: (told: StreamProof) => void,
    against: { anchors?: string; root?: string } = {},
  ): Promise<string[]> =>
    (await checkProofFile(await file(change), against)).broken.map(({ seq, why }) => `${seq} ${why}`)
  const text = (told: StreamProof): void => {
    told.entries[1]!.body = told.entries[1]!.body!.replace('"n":', '"n":9')
  }
  assert.deepEqual(await found(text), ['2 hash'])
  assert.deepEqual(await found((told) => void told.entries.splice(1, 1)), ['3 chain'])
  assert.deepEqual(await found((told) => void told.entries.reverse()), [
    '4 chain',
    '3 chain',
    '2 chain',
    '1 chain',
  ])
  assert.deepEqual(await found((told) => (told.entries[0]!.block.root = '0'.repeat(64))), ['1 path'])
  const other = join(folder, 'other.jsonl')
  await writeFile(other, (await readFile(anchors, 'utf8')).replaceAll(/"hash":"./g, '"hash":"x'))
  assert.equal((await found(() => undefined, { anchors: other })).length, 4)
  assert.deepEqual(await found(() => undefined, { anchors, root: '0'.repeat(64) }), ['null root'])
})

test('the command checks a file without a database, and says what it was given', async () => {
  const lines: string[] = []
  const io = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) }
  const run = (...argv: string[]): Promise<number> =>
    verifyCommand(argv, io, () => Promise.reject(new Error('no database is needed')))
  assert.equal(await run('--proof', await file(), '--anchors', anchors, '--root', root), 0)
  assert.match(lines.join('\n'), /Nguyên vẹn/)
  assert.equal(await run('--proof', await file((told) => void told.entries.splice(0, 1)), '--json'), 1)
  assert.deepEqual((JSON.parse(lines.at(-1)!) as ProofVerdict).broken, [{ seq: 2, why: 'chain' }])
  assert.equal(await run('--proof', anchors), 1)
  assert.match(lines.at(-1)!, /is not a proof/)
  assert.equal(await run('--proof', join(folder, 'nowhere')), 2)
  assert.equal(await run('--root', root), 2)
})
