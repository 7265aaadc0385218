import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { append, streamOf } from './append.ts'
import { genesis, link } from './chain.ts'
import { readStream, readStreams } from './read.ts'

const place = await testDatabase()
const db = openDatabase(place.url)
const owner = openDatabase(place.url, { role: 'none', connections: 1 })
after(async () => {
  await db.close()
  await owner.close()
  await place.close()
})
const now = new Date('2026-11-22T07:00:00.000Z')
const fact = (n: number): { type: string; v: number; data: { n: number } } => ({
  type: 'test.done',
  v: 1,
  data: { n },
})

test('a named stream is written and read back', async () => {
  await append({ db, now }, 'rules', [fact(1), fact(2)], 'somebody')
  await append({ db, now }, 'rules', [fact(3)], 'somebody')
  const entries = await readStream(db, streamOf('rules'))
  assert.deepEqual(
    entries.map(({ seq, type, v, at, actor, data, position }) => ({
      seq,
      type,
      v,
      at,
      actor,
      data,
      position,
    })),
    [1, 2, 3].map((n) => ({
      seq: n,
      type: 'test.done',
      v: 1,
      at: now,
      actor: 'somebody',
      data: { n },
      position: null,
    })),
  )
})

test('sixteen writers of one stream lose nothing and keep one chain', async () => {
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    for (let n = 0; n < 5; n += 1) await append({ db, now }, 'busy', [fact(writer * 5 + n)], `w${writer}`)
  })
  await Promise.all(writers)
  const rows = await db.rows<{ seq: number; body: string; hash: Buffer }>(
    {
      name: 'test.chain',
      text: 'select seq, body::text as body, hash from ledger.entries where stream = $1 order by seq',
    },
    [streamOf('busy')],
  )
  assert.equal(rows.length, 80)
  let before: Buffer = genesis
  for (const row of rows) {
    assert.ok(
      link(before, row.body).equals(row.hash),
      `the stored text of entry ${row.seq} is what was hashed`,
    )
    before = row.hash
  }
})

test('in a transaction that is rolled back nothing was written', async () => {
  const failed = db.transaction(async (tx) => {
    await append({ db: tx, now }, 'undone', [fact(1)], 'x')
    throw new Error('changed my mind')
  })
  await assert.rejects(failed, /changed my mind/)
  assert.deepEqual(await readStreams(db, [streamOf('undone')]), [])
})

test('the application can neither change nor remove what happened', async () => {
  for (const table of ['entries', 'positions', 'blocks']) {
    for (const sql of [
      `update ledger.${table} set ${table === 'blocks' ? 'root = root' : 'seq = seq'}`,
      `delete from ledger.${table}`,
      `truncate ledger.${table}`,
    ]) {
      await assert.rejects(db.pool.query(sql), /permission denied/, sql)
    }
  }
  const forged = `insert into ledger.entries (stream, seq, hash, body, xid) values ($1, 1, $2, '{}', '3')`
  await assert.rejects(db.pool.query(forged, [streamOf('forged'), genesis]), /permission denied/)
  await assert.rejects(db.pool.query('drop table ledger.entries'), /must be owner/)
  const { rows } = await owner.pool.query<{ n: number }>('select count(*)::int as n from ledger.entries')
  assert.ok((rows[0]?.n ?? 0) >= 83)
})
