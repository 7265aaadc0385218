import { join } from 'node:path'
import { letAppIn } from '../kernel/app-login.ts'
import { installJobs } from '../kernel/jobs.ts'
import { ensurePostgres } from '../kernel/postgres/ensure.ts'
import {
  loadKeys,
  migrate,
  openDatabase,
  parseKeys,
  readConfig,
  type Config,
  type Database,
  type KeyRing,
} from '#kernel'

/** A database that is running and up to date, and the keys that open what is sealed in it. */
export interface Installation {
  config: Config
  /** Connection string of the role that migrates; for migrations, generated sets and tests, never for requests. */
  adminUrl: string
  /** Connection string of what requests and jobs come in by; the same one where an outside server gave us only that. */
  appUrl: string
  db: Database
  keys: KeyRing
  close: () => Promise<void>
}

/** Starts or reaches the database, migrates it and opens it. `say` is told what takes time. */
export async function openInstallation(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Installation> {
  const config = readConfig(env)
  const server =
    config.databaseUrl === '' ? await ensurePostgres({ dataDir: config.dataDir, log: say }) : undefined
  const adminUrl = config.databaseUrl || server!.url
  try {
    const run = await migrate(adminUrl)
    if (run.length > 0) say(`migrated: ${run.length} step(s), to ${run.at(-1)}`)
    await installJobs(adminUrl)
    if (server) await letAppIn(adminUrl, server.appUrl)
    const appUrl = server?.appUrl ?? (config.appDatabaseUrl || adminUrl)
    const db = openDatabase(appUrl, { connections: config.connections })
    const keys =
      config.keys === '' ? await loadKeys(join(config.dataDir, 'keys.json')) : parseKeys(config.keys)
    return {
      config,
      adminUrl,
      appUrl,
      db,
      keys,
      close: async () => {
        await db.close()
        await server?.stop()
      },
    }
  } catch (error) {
    await server?.stop()
    throw error
  }
}
