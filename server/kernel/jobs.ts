import { Logger, parseCronItems, run, runMigrations, type JobHelpers } from 'graphile-worker'
import pg from 'pg'
import { openDatabase, type Database, type Session, type Statement } from './database.ts'

/**
 * Work that must not wait in a request: sending a notice, drawing a PDF, sweeping. Jobs are put in by ledger subscriptions with the
 * entry's position as key, never by a command: a command's one statement writes its rows and its entry, nothing else.
 * A payload holds ids and positions, never personal data: it lies in clear in the queue.
 */
export interface Job {
  id: string
  /** 1 for the first try. */
  attempt: number
  maxAttempts: number
  /** Aborted when the process is told to stop. */
  signal: AbortSignal
}

/** A task that throws is tried again after e^attempt seconds (at most about six hours), until its attempts are used up. */
export type Task = (payload: unknown, job: Job) => Promise<void>

export interface JobOptions {
  /** The position of the ledger entry that caused the job. A second job of the same task and key replaces the first while it waits. */
  jobKey?: string
  runAt?: Date
  maxAttempts?: number
  /** Jobs of one queue run one after the other. */
  queue?: string
}

export interface Jobs {
  /** Lets running jobs end and gives the waiting ones back. */
  stop(): Promise<void>
}

export interface StartJobs {
  url: string
  tasks: Record<string, Task>
  /** `{ 'documents.sweep': '17 * * * *' }`: task → minute, hour, day, month, weekday in UTC. */
  schedules?: Record<string, string>
  /** Jobs at a time in this process. */
  concurrency?: number
  log?: (level: string, message: string) => void
}

const schema = 'graphile_worker'
const installLock = 6_606_002

/** Installs or updates the queue's own schema. Needs the role that migrates; the application only uses it. */
export async function installJobs(adminUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2, application_name: 'sauro migrate jobs' })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const guard = await pool.connect()
  try {
    await guard.query('select pg_advisory_lock($1)', [installLock])
    await runMigrations({ pgPool: pool, schema, logger: quiet() })
    await guard.query(grants)
    await guard.query('select pg_advisory_unlock($1)', [installLock])
  } finally {
    guard.release()
    await pool.end()
  }
}

/** The queue's tables have row security on and no policy: without one of ours the application would see no job. */
const grants = `do $$
declare t record;
begin
  grant usage on schema ${schema} to sauro_app;
  grant select, insert, update, delete on all tables in schema ${schema} to sauro_app;
  grant usage, select on all sequences in schema ${schema} to sauro_app;
  grant execute on all functions in schema ${schema} to sauro_app;
  for t in select c.oid, c.relname from pg_class c where c.relnamespace = '${schema}'::regnamespace
      and c.relkind = 'r' and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'app') loop
    execute format('create policy app on ${schema}.%I to sauro_app using (true) with check (true)', t.relname);
  end loop;
end $$`

/** Starts to work off jobs in this process, under the application's role. `installJobs` must have run. */
export async function startJobs(options: StartJobs): Promise<Jobs> {
  const concurrency = options.concurrency ?? 4
  // One connection listens, the others fetch and finish jobs in batches.
  const db = openDatabase(options.url, { connections: 3, applicationName: 'sauro jobs' })
  db.pool.on('connect', (client) => client.on('error', () => undefined))
  const runner = await run({
    pgPool: db.pool,
    schema,
    logger: options.log ? loud(options.log) : quiet(),
    noHandleSignals: true,
    taskList: Object.fromEntries(Object.entries(options.tasks).map(([name, task]) => [name, wrapped(task)])),
    parsedCronItems: parseCronItems(
      Object.entries(options.schedules ?? {}).map(([task, match]) => ({
        task,
        match,
        options: { jobKey: task, maxAttempts: 3 },
      })),
    ),
    preset: {
      worker: {
        concurrentJobs: concurrency,
        pollInterval: 1_000,
        maxPoolSize: 3,
        localQueue: { size: concurrency * 4 },
        completeJobBatchDelay: 20,
        failJobBatchDelay: 20,
      },
    },
  })
  return {
    async stop() {
      await runner.stop()
      await db.close()
    },
  }
}

const insert: Statement = {
  name: 'kernel.add-job',
  text: `select (${schema}.add_job($1, $2::json, queue_name => $3, run_at => $4, max_attempts => $5, job_key => $6)).id`,
}

/** Puts a job in, within the caller's transaction when given one: it is there when, and only when, that commits. */
export async function addJob(
  on: Database | Session,
  task: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  await on.rows(insert, [
    task,
    JSON.stringify(payload),
    options.queue ?? null,
    options.runAt ?? null,
    options.maxAttempts ?? 25,
    // The key is one namespace for all tasks.
    options.jobKey === undefined ? null : `${task}:${options.jobKey}`,
  ])
}

const wrapped =
  (task: Task) =>
  (payload: unknown, helpers: JobHelpers): Promise<void> =>
    task(payload, {
      id: String(helpers.job.id),
      attempt: helpers.job.attempts,
      maxAttempts: helpers.job.max_attempts,
      signal: helpers.abortSignal,
    })

const quiet = (): Logger => new Logger(() => () => undefined)

const loud = (log: (level: string, message: string) => void): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'warning' || level === 'error') log(level, message)
  })
