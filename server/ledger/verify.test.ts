import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { openDatabase } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { append, streamOf } from './append.ts'
import { verifyCommand } from './cli.ts'
import { catchUp } from './sealer.ts'
import { filledLedger, number } from './testing/filled.ts'
import { Intruder } from './testing/tamper.ts'
import { moment, newStream } from './testing/writers.ts'
import { verify, type VerifyOptions } from './verify.ts'
import type { Broken } from './verify/findings.ts'

const place = await testDatabase()
const db = openDatabase(place.url)
const intruder = new Intruder(place.url)
const { pool } = intruder
const folder = await mkdtemp(join(tmpdir(), 'sauro-verify-'))
const anchors = join(folder, 'anchors.jsonl')
after(async () => {
  await pool.end()
  await db.close()
  await place.close()
  await rm(folder, { recursive: true })
})

const { streams } = await filledLedger(db, { streams: 40, entries: 6, blocks: 6, unsealed: 3 })
await append(
  { db, now: moment },
  'rules',
  [1, 2, 3].map((n) => ({ type: 'rule.set', v: 1, data: { n } })),
  'tester',
)
const client = await db.pool.connect()
await number(client)
await catchUp(client, anchors)
client.release()
await intruder.remember()
afterEach(() => intruder.restore())

const whole = { entries: 261, streams: 44, blocks: 6, unsealed: 21, broken: [] }
const anyStream = (): string => streams[Math.floor(Math.random() * 40)] ?? ''
const anySeq = (): number => 1 + Math.floor(Math.random() * 6)
/** Position, block and reason of what is broken, as `seq why` or `block why`; only the stream given may be concerned. */
async function found(stream: string | null, options: VerifyOptions = {}): Promise<string[]> {
  const { broken } = await verify(db, options)
  for (const one of broken) assert.ok(one.stream === null || one.stream === stream, JSON.stringify(one))
  const quick = await verify(db, { ...options, thorough: false })
  // The canonical form alone is not looked at on the quick way.
  assert.deepEqual(
    quick.broken,
    broken.filter((one) => one.why !== 'not-canonical'),
    'the quick way finds the same',
  )
  return broken.map(inShort)
}
const inShort = ({ stream, seq, position, block, why }: Broken): string =>
  stream === null
    ? `${block === undefined ? `position ${position}` : `block ${block}`} ${why}`
    : `${seq} ${why}`

test('a ledger nobody touched is whole', async () => {
  assert.deepEqual(await verify(db, { anchors }), whole)
  assert.deepEqual(await verify(db, { anchors, thorough: false }), whole)
})

test('a payload changed anywhere is found where it is', async () => {
  for (let run = 0; run < 5; run += 1) {
    const [stream, seq] = [anyStream(), anySeq()]
    await intruder.edit(stream, seq, (body) => body.replace(/"n":\d+/, '"n":99'))
    assert.deepEqual(await found(stream, { anchors }), [`${seq} changed`])
    await intruder.restore()
  }
})

test('a time, an actor and a hash', async () => {
  const [stream, seq] = [anyStream(), anySeq()]
  await intruder.edit(stream, seq, (body) => body.replace('T07:00', 'T06:59'))
  assert.deepEqual(await found(stream), [`${seq} changed`])
  await intruder.restore()
  await intruder.edit(stream, seq, (body) => body.replace('"tester"', '"nobody"'))
  assert.deepEqual(await found(stream), [`${seq} changed`])
  await intruder.restore()
  await pool.query(`update ledger.entries set hash = sha256('x') where stream = $1 and seq = 6`, [stream])
  assert.deepEqual(await found(stream), ['6 changed', 'block 6 leaves-changed'])
})

test('two entries that changed places', async () => {
  const stream = anyStream()
  await pool.query(
    `update ledger.entries e set body = o.body, hash = o.hash from ledger.entries o
      where e.stream = $1 and o.stream = $1 and (e.seq, o.seq) in ((2, 4), (4, 2))`,
    [stream],
  )
  assert.deepEqual(await found(stream), [
    ...['2 moved', '3 changed', '4 moved', '5 changed'],
    ...['block 2 leaves-changed', 'block 4 leaves-changed'],
  ])
})

test('a deleted entry, in the middle, at the end, or all of a stream', async () => {
  const stream = anyStream()
  for (const seqs of [[3], [6], [1], [2, 3], [1, 2, 3, 4, 5, 6]]) {
    await pool.query('delete from ledger.entries where stream = $1 and seq = any($2)', [stream, seqs])
    assert.deepEqual(
      (await found(stream)).toSorted(),
      seqs.map((seq) => `${seq} gone`),
    )
    await intruder.restore()
  }
})

test('a stream given to another id', async () => {
  const [stream, other] = [anyStream(), newStream()]
  await pool.query('update ledger.entries set stream = $2 where stream = $1', [stream, other])
  const { broken } = await verify(db)
  assert.deepEqual(
    broken.filter((one) => one.stream === other && one.why === 'moved').map((one) => one.seq),
    [1, 2, 3, 4, 5, 6],
  )
  assert.equal(broken.filter((one) => one.stream === stream && one.why === 'gone').length, 6)
  await pool.query('update ledger.positions set stream = $2 where stream = $1', [stream, other])
  assert.equal((await verify(db)).broken.length, 6)
})

test('positions: deleted, exchanged, cut off at the end', async () => {
  await pool.query('delete from ledger.positions where position = 7')
  const { broken } = await verify(db)
  assert.deepEqual(
    broken.map((one) => one.why),
    ['unnumbered', 'position-gone'],
  )
  assert.deepEqual([broken[1]?.position, broken[1]?.block], [7, 1])
  await intruder.restore()
  await pool.query(
    `update ledger.positions p set position = -q.position from ledger.positions q where p.position in (50, 60) and q.position = 110 - p.position;
     update ledger.positions set position = -position where position < 0`,
  )
  assert.deepEqual(await found(null), ['block 2 leaves-changed'])
  await intruder.restore()
  await pool.query('delete from ledger.positions where position > 258')
  assert.deepEqual(
    await found(streamOf('rules')),
    [1, 2, 3].map((n) => `${n} unnumbered`).concat([259, 260, 261].map((n) => `position ${n} position-gone`)),
  )
  await pool.query('update ledger.sequencer set position = 258')
  assert.deepEqual(await found(streamOf('rules')), ['1 unnumbered', '2 unnumbered', '3 unnumbered'])
})

test('blocks: a root, a time, a border, the chain, one deleted, the last deleted', async () => {
  await pool.query(`update ledger.blocks set root = sha256('x') where block = 3`)
  assert.deepEqual(await found(null), ['block 3 block-changed', 'block 3 leaves-changed'])
  await intruder.restore()
  await pool.query(`update ledger.blocks set sealed_at = sealed_at - interval '1 day' where block = 4`)
  assert.deepEqual(await found(null), ['block 4 block-changed'])
  await intruder.restore()
  await pool.query(
    'update ledger.blocks set to_position = to_position - 1, leaves = leaves - 1 where block = 2',
  )
  const border = await found(null)
  assert.ok(
    border.includes('block 2 block-changed') && border.includes('block 3 block-changed'),
    String(border),
  )
  await intruder.restore()
  await pool.query('delete from ledger.blocks where block = 5')
  const middle = await found(null)
  assert.ok(middle.includes('block 5 block-gone'), String(middle))
  await intruder.restore()
  await pool.query('delete from ledger.blocks where block = 6')
  assert.deepEqual(await found(null, { anchors }), ['block 6 block-gone'])
})

test('an entry whose stream was recomputed shows in the blocks', async () => {
  const stream = anyStream()
  await intruder.edit(stream, 3, (body) => body.replace(/"n":\d+/, '"n":99'))
  await intruder.recomputeStream(stream)
  assert.deepEqual(
    await found(null),
    [3, 4, 5, 6].map((block) => `block ${block} leaves-changed`),
  )
})

test('recomputed with all later blocks, the anchors still tell, and from which block on', async () => {
  const stream = anyStream()
  await intruder.edit(stream, 4, (body) => body.replace('T07:00', 'T06:00'))
  await intruder.recomputeStream(stream)
  await intruder.recomputeBlocks()
  assert.deepEqual((await verify(db)).broken, [], 'nothing inside the database can tell')
  assert.deepEqual(
    await found(null, { anchors }),
    [4, 5, 6].map((block) => `block ${block} anchor-differs`),
  )
})

test('the end of a stream cut off with its positions is missed by its head', async () => {
  const rules = streamOf('rules')
  await pool.query('delete from ledger.entries where stream = $1 and seq = 3', [rules])
  await pool.query('delete from ledger.positions where position = 261')
  await pool.query('update ledger.sequencer set position = 260')
  assert.deepEqual(await found(rules), ['3 gone'])
  await intruder.restore()
  const young = streams.at(-1) ?? ''
  const head = { name: 'test', sql: `select '${young}'::uuid as stream, 8 as seq, ''::bytea as head` }
  assert.deepEqual(await found(young, { heads: [head] }), ['7 gone', '8 gone'])
  head.sql = head.sql.replace('8 as seq', '5 as seq')
  assert.deepEqual(await found(young, { heads: [head] }), ['5 head', '6 beyond-head'])
})

test('a text that is not canonical is told although its hash is right', async () => {
  const young = streams.at(-1) ?? ''
  await intruder.edit(young, 6, (body) => body.replace('{"actor":', '{ "actor":'), true)
  assert.deepEqual(await found(young), ['6 not-canonical'])
})

test('an anchor file that lacks a block or says otherwise', async () => {
  const lines = (await readFile(anchors, 'utf8')).trimEnd().split('\n')
  const other = join(folder, 'other.jsonl')
  await writeFile(other, `${lines.filter((_, n) => n !== 2).join('\n')}\n`)
  assert.deepEqual(await found(null, { anchors: other }), ['block 3 anchor-gone'])
  await writeFile(other, `${lines.slice(0, 4).join('\n')}\n{"block":5,`)
  assert.deepEqual(await found(null, { anchors: other }), [], 'the file may be behind')
  await writeFile(other, 'nonsense\n')
  await assert.rejects(verify(db, { anchors: other }), /other\.jsonl:1 is not an anchor/)
  await assert.rejects(verify(db, { anchors: join(folder, 'none') }), /ENOENT/)
})

async function command(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []]
  const code = await verifyCommand(
    argv,
    { out: (line) => out?.push(line), err: (line) => err?.push(line) },
    async () => db,
  )
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' }
}

test('the command says it in JSON, in words and by its exit code', async () => {
  const good = await command('--anchors', anchors, '--json')
  assert.equal(good.code, 0)
  assert.deepEqual(JSON.parse(good.out), whole)
  assert.match((await command()).out, /Nothing is broken/)
  const stream = anyStream()
  await intruder.edit(stream, 2, (body) => body.replace(/"n":\d+/, '"n":99'))
  const bad = await command('--json')
  assert.equal(bad.code, 1)
  assert.deepEqual(JSON.parse(bad.out), { ...whole, broken: [{ stream, seq: 2, why: 'changed' }] })
  assert.match(
    (await command()).out,
    new RegExp(`${stream}/2: .* the text or the hash of the entry was changed`),
  )
  assert.equal((await command('--help')).code, 0)
  for (const wrong of [
    ['--anchor', 'x'],
    ['--anchors'],
    ['--anchors='],
    ['extra'],
    ['--anchors', join(folder, 'none')],
  ]) {
    const { code, err } = await command(...wrong)
    assert.equal(code, 2, String(wrong))
    assert.match(err, /--help/)
  }
})
