import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type Database } from './database.ts'
import { addJob, installJobs, startJobs, type Job } from './jobs.ts'
import { testDatabase, type TestDatabase } from './testing/database.ts'

let base: TestDatabase
let db: Database

before(async () => {
  base = await testDatabase()
  await Promise.all([installJobs(base.url), installJobs(base.url)])
  db = openDatabase(base.url, { connections: 4 })
})

after(async () => {
  await db.close()
  await base.close()
})

async function until(reached: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !reached(); turn++) await pause(50)
  assert.ok(reached(), 'not reached within ten seconds')
}

test('A job put in by a transaction runs once it commits, and never when it is rolled back', async () => {
  const seen: unknown[] = []
  const jobs = await startJobs({ url: base.url, tasks: { note: async (payload) => void seen.push(payload) } })
  const given = db.transaction(async (tx) => {
    await addJob(tx, 'note', { position: 1 })
    throw new Error('changed my mind')
  })
  await assert.rejects(given, /changed my mind/)
  await db.transaction((tx) => addJob(tx, 'note', { position: 2 }))
  await until(() => seen.length > 0)
  await jobs.stop()
  assert.deepEqual(seen, [{ position: 2 }])
})

test('The same position put in twice is one job; another task with that position is another job', async () => {
  const seen: string[] = []
  for (const task of ['send', 'send', 'draw']) await addJob(db, task, {}, { jobKey: '77' })
  const tasks = { send: async () => void seen.push('send'), draw: async () => void seen.push('draw') }
  const jobs = await startJobs({ url: base.url, tasks })
  await until(() => seen.length === 2)
  await jobs.stop()
  assert.deepEqual(seen.toSorted(), ['draw', 'send'])
})

test('A task that fails is tried again, told which attempt it is', async () => {
  const attempts: Job[] = []
  const tasks = {
    shaky: async (_: unknown, job: Job) => {
      attempts.push(job)
      if (job.attempt === 1) throw new Error('not yet')
    },
  }
  const jobs = await startJobs({ url: base.url, tasks })
  await addJob(db, 'shaky', {}, { maxAttempts: 3 })
  await until(() => attempts.length === 2)
  await jobs.stop()
  assert.deepEqual(
    attempts.map((job) => [job.attempt, job.maxAttempts]),
    [
      [1, 3],
      [2, 3],
    ],
  )
})

test('Hundreds of jobs are each run exactly once by two workers', async () => {
  const seen = new Map<number, number>()
  const count = async (payload: unknown) => {
    const { n } = payload as { n: number }
    seen.set(n, (seen.get(n) ?? 0) + 1)
  }
  const workers = await Promise.all([1, 2].map(() => startJobs({ url: base.url, tasks: { count } })))
  await db.transaction(async (tx) => {
    for (let n = 0; n < 300; n++) await addJob(tx, 'count', { n }, { jobKey: String(n) })
  })
  await until(() => seen.size === 300)
  await Promise.all(workers.map((worker) => worker.stop()))
  assert.ok([...seen.values()].every((times) => times === 1))
})

test('A schedule is read at start, and one that cannot be read is told then', async () => {
  const tasks = { 'notifications.send': async () => undefined }
  const jobs = await startJobs({ url: base.url, tasks, schedules: { 'notifications.send': '*/10 * * * *' } })
  await jobs.stop()
  const { rows } = await db.pool.query(`select identifier from graphile_worker._private_known_crontabs`)
  assert.deepEqual(rows, [{ identifier: 'notifications.send' }])
  await assert.rejects(
    startJobs({ url: base.url, tasks, schedules: { 'notifications.send': 'now and then' } }),
  )
})
