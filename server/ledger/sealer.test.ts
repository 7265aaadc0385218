import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDatabase, systemClock } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { readAnchors } from './anchors.ts'
import { genesisBlock, hashOfBlock, type Anchor } from './block.ts'
import { rootOfSpan, startSealer } from './sealer.ts'
import { startSequencer } from './sequencer.ts'
import { filledLedger, number } from './testing/filled.ts'
import { until } from './testing/until.ts'
import { insert, moment, newStream, someEntries } from './testing/writers.ts'

const place = await testDatabase()
const db = openDatabase(place.url)
const owner = openDatabase(place.url, { role: 'none', connections: 1 })
const folder = await mkdtemp(join(tmpdir(), 'sauro-anchors-'))
const path = join(folder, 'made', 'anchors.jsonl')
const logged: string[] = []
const log = (line: string, error?: unknown): void => void logged.push(`${line} ${String(error)}`)
const start = (anchors = path): ReturnType<typeof startSealer> =>
  startSealer({ db, clock: systemClock, log, every_ms: 50, anchors })
after(async () => {
  await owner.close()
  await db.close()
  await place.close()
  await rm(folder, { recursive: true })
})

const anchorsIn = async (file = path): Promise<Anchor[]> => Array.fromAsync(readAnchors(file))
const blocksInDatabase = async (): Promise<number> =>
  (await db.pool.query<{ n: number }>('select count(*)::int as n from ledger.blocks')).rows[0]?.n ?? 0
const anchored = (blocks: number): Promise<unknown> =>
  until(`${blocks} anchors`, async () => {
    const text = await readFile(path, 'utf8').catch(() => '')
    return text.split('\n').length - 1 === blocks
  })
const write = async (entries: number): Promise<void> => {
  const client = await db.pool.connect()
  await insert(client, someEntries(newStream(), entries))
  await number(client)
  client.release()
}

test('what is numbered is sealed into chained blocks, and each is in the file', async () => {
  const sealer = start()
  await write(3)
  await anchored(1)
  await write(5)
  await anchored(2)
  await sealer.stop()
  const anchors = await anchorsIn()
  assert.deepEqual(
    anchors.map(({ block, from, to, leaves }) => ({ block, from, to, leaves })),
    [
      { block: 1, from: 1, to: 3, leaves: 3 },
      { block: 2, from: 4, to: 8, leaves: 5 },
    ],
  )
  assert.equal(anchors[0]?.previous, genesisBlock.hash.toString('hex'))
  assert.equal(anchors[1]?.previous, anchors[0]?.hash)
  for (const anchor of anchors) assert.equal(hashOfBlock(anchor), anchor.hash)
})

test('nothing new, no block', async () => {
  const before = await blocksInDatabase()
  const sealer = start()
  await until('a leader', async () => sealer.leading())
  await write(1)
  await anchored(before + 1)
  await sealer.stop()
  assert.equal(await blocksInDatabase(), before + 1)
})

test('after a crash between database and file, or within a line, the file catches up', async () => {
  await filledLedger(db, { streams: 3, entries: 4, blocks: 4, unsealed: 0 })
  await appendFile(path, '{"block":4,"from":1')
  const sealer = start()
  await anchored(await blocksInDatabase())
  await sealer.stop()
  const anchors = await anchorsIn()
  assert.deepEqual(
    anchors.map((anchor) => anchor.block),
    Array.from({ length: anchors.length }, (_, n) => n + 1),
  )
})

test('a new file gets all blocks', async () => {
  const file = join(folder, 'new.jsonl')
  const sealer = start(file)
  await until('all anchors', async () => (await readFile(file, 'utf8').catch(() => '')).length > 0)
  await sealer.stop()
  assert.deepEqual(await anchorsIn(file), await anchorsIn())
})

test('a file that says otherwise than the database is left alone, and it is said aloud', async () => {
  const file = join(folder, 'other.jsonl')
  const other = { ...(await anchorsIn())[1], hash: 'f'.repeat(64) }
  await writeFile(file, `${JSON.stringify(other)}\n`)
  const before = await blocksInDatabase()
  const sealer = start(file)
  await until('the complaint', async () => logged.some((line) => line.includes('AnchorsDisagree: block 2')))
  await write(2)
  await until('a block all the same', async () => (await blocksInDatabase()) === before + 1)
  await sealer.stop()
  assert.equal(await readFile(file, 'utf8'), `${JSON.stringify(other)}\n`)
})

test('many entries make several blocks of ten thousand leaves', async () => {
  const sequencer = startSequencer({ db, log, every_ms: 50 })
  const from =
    (await db.pool.query<{ n: number }>('select max(block)::int as n from ledger.blocks')).rows[0]?.n ?? 0
  const position =
    (await db.pool.query<{ n: number }>('select max(position)::int as n from ledger.positions')).rows[0]?.n ??
    0
  await insert(db.pool, someEntries(newStream(), 21_000))
  await until('positions', async () => {
    const { rows } = await db.pool.query<{ n: number }>(
      'select max(position)::int as n from ledger.positions',
    )
    return rows[0]?.n === position + 21_000
  })
  const sealer = start()
  await until('blocks', async () => (await blocksInDatabase()) === from + 3)
  await sealer.stop()
  await sequencer.stop()
  const { rows } = await db.pool.query<{ leaves: number }>(
    'select leaves from ledger.blocks where block > $1 order by block',
    [from],
  )
  assert.deepEqual(
    rows.map((row) => row.leaves),
    [10_000, 10_000, 1_000],
  )
})

test('an entry that is gone is never sealed over', async () => {
  await write(4)
  const before = await blocksInDatabase()
  await owner.pool.query(
    'delete from ledger.entries where (stream, seq) = (select stream, seq from ledger.positions order by position desc limit 1)',
  )
  const sealer = start()
  await until('the complaint', async () => logged.some((line) => line.includes('nothing after it is sealed')))
  await sealer.stop()
  assert.equal(await blocksInDatabase(), before)
})

test('the root of a span of time covers its blocks and changes with them', async () => {
  const day = 86_400_000
  const [from, to] = [new Date(moment.getTime() - day), new Date(moment.getTime() + day / 2)]
  const root = await rootOfSpan(db, from, to)
  assert.equal(root?.blocks, 4)
  assert.match(root.root, /^[0-9a-f]{64}$/)
  const shorter = await rootOfSpan(db, from, new Date(moment.getTime() + 6_000))
  assert.equal(shorter?.blocks, 2)
  assert.notEqual(shorter.root, root.root)
  assert.equal(await rootOfSpan(db, new Date(0), new Date(1)), null)
})
