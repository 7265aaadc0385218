import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { openDatabase, systemClock } from '#kernel'
import { testDatabase } from '../kernel/testing/database.ts'
import { lastAnchor } from './anchors.ts'
import { append } from './append.ts'
import { startSealer } from './sealer.ts'
import { startSequencer } from './sequencer.ts'
import { until } from './testing/until.ts'
import { insert, newStream, someEntries } from './testing/writers.ts'
import { verify } from './verify.ts'

const place = await testDatabase()
const db = openDatabase(place.url, { connections: 20 })
const folder = await mkdtemp(join(tmpdir(), 'sauro-beside-'))
after(async () => {
  await db.close()
  await place.close()
  await rm(folder, { recursive: true })
})

test('beside sixteen writers, the sequencer and the sealer, the verifier finds nothing broken', async () => {
  const log = (line: string, error?: unknown): void => assert.fail(`${line} ${String(error)}`)
  const anchors = join(folder, 'anchors.jsonl')
  const sequencer = startSequencer({ db, log, every_ms: 50, page: 40 })
  const sealer = startSealer({ db, clock: systemClock, log, every_ms: 60, anchors })
  let going = true
  let written = 0
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    for (let n = 0; going; n += 1) {
      const fact = { type: 'test.done', v: 1, data: { n } }
      await append({ db, now: systemClock() }, `writer ${writer % 12}`, [fact, fact], `w${writer}`)
      await insert(db.pool, someEntries(newStream(), 3))
      written += 5
      await sleep(5)
    }
  })
  await until('the first anchor', () => lastAnchor(anchors))
  let verified = 0
  for (let run = 0; run < 6; run += 1) {
    const verdict = await verify(db, { anchors })
    assert.deepEqual(verdict.broken, [])
    assert.ok(verdict.entries > verified && verdict.blocks > 0)
    verified = verdict.entries
  }
  going = false
  await Promise.all(writers)
  await sequencer.stop()
  await sealer.stop()
  const last = await verify(db, { anchors })
  assert.deepEqual([last.broken, last.entries], [[], written])
})
