import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { secretLost, urlOf, type Kept } from './keep.ts'
import { isAlive, readPostmaster, startOf } from './postmaster.ts'
import { goneWithin } from './server.ts'
import { PostgresTrouble } from './trouble.ts'

/** A server that was running already; `orphan` when the process that should have stopped it is dead. */
export type Adopted = { pid: number; port: number; orphan: boolean }

/**
 * Finds the live server of a cluster and proves by the kept password that it is ours. A `postmaster.pid` that names no
 * living PostgreSQL is cleared, because the server itself would refuse to start over a zombie's number.
 */
export async function adopt(
  cluster: string,
  kept: Kept,
  say: (line: string) => void,
): Promise<Adopted | undefined> {
  const orphan = kept.owner !== undefined && !ownerLives(kept.owner)
  for (let tries = 0; tries < 600; tries += 1) {
    const now = readPostmaster(cluster)
    if (now.state === 'none') return undefined
    if (now.state === 'stale') {
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      say(`Cleared a leftover postmaster.pid: ${now.why}.`)
      return undefined
    }
    // Where a killed owner takes its server along, that one is leaving: adopting it would end in the middle.
    if (orphan && process.platform === 'linux' && (await goneWithin(now.pid, 3))) continue
    const answer = now.port > 0 ? await knock(urlOf(kept, now.port), cluster) : 'not yet'
    if (answer === 'ours') return { pid: now.pid, port: now.port, orphan }
    if (answer === 'refused')
      throw secretLost('postgres.json', 'the running server refuses the password in it')
    await sleep(100)
  }
  throw new PostgresTrouble(
    'postgres.busy',
    `The PostgreSQL of ${cluster} has been starting or stopping for more than a minute: look at postgres.log beside it.`,
    `PostgreSQL của ${cluster} đang khởi động hoặc dừng hơn một phút: xem postgres.log bên cạnh.`,
  )
}

function ownerLives(owner: { pid: number; started: string }): boolean {
  return isAlive(owner.pid) && startOf(owner.pid) === owner.started
}

async function knock(url: string, cluster: string): Promise<'ours' | 'refused' | 'not yet'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // A server that goes away in the middle is told by the next look at its process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ at: string }>("select current_setting('data_directory') as at")
    return rows[0]?.at === cluster ? 'ours' : 'not yet'
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    // 28P01 wrong password; 57P03 starting or stopping; the rest are connections that broke.
    return code === '28P01' ? 'refused' : 'not yet'
  } finally {
    await client.end().catch((error: unknown) => error)
  }
}
