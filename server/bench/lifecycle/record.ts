import type { Database, Statement } from '#kernel'
import { systemClock, uuidv7 } from '#kernel'

/** A statement as the server sent it. */
export interface Recorded {
  statement: Statement
  values: unknown[]
}

/** The statements of one lifecycle, and the ids in them that must be new each time they are sent again. */
export interface Script {
  statements: Recorded[]
  ids: string[]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids that were made for this lifecycle: versions 4 and 7, and seen in no other one. What is there already has ids of other kinds. */
export function scriptsOf(lifecycles: readonly Recorded[][]): Script[] {
  const seen = new Map<string, number>()
  const idsOf = (statements: readonly Recorded[]): string[] => [
    ...new Set(
      statements.flatMap(({ values }) =>
        values.flatMap((value) => (typeof value === 'string' ? (value.match(uuid) ?? []) : [])),
      ),
    ),
  ]
  const all = lifecycles.map((statements) => ({ statements, ids: idsOf(statements) }))
  for (const { ids } of all) for (const id of ids) seen.set(id, (seen.get(id) ?? 0) + 1)
  return all.map(({ statements, ids }) => ({ statements, ids: ids.filter((id) => seen.get(id) === 1) }))
}

/** Sends a script through `pg` under new ids. The rows are those of a real lifecycle but for hashes that no longer fit their bodies. */
export async function sendBare(db: Database, script: Script): Promise<void> {
  const fresh = script.ids.map((id) => [id, uuidv7(systemClock())] as const)
  for (const { statement, values } of script.statements) {
    const rows = await db.rows(
      statement,
      values.map((value) =>
        typeof value === 'string' && value.length >= 36 ? renamed(value, fresh) : value,
      ),
    )
    if (rows.length === 0) throw new Error(`${statement.name} found nothing when it was sent again`)
  }
}

const renamed = (text: string, fresh: readonly (readonly [string, string])[]): string =>
  fresh.reduce((now, [old, id]) => (now.includes(old) ? now.replaceAll(old, id) : now), text)
