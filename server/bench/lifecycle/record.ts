import { seal, systemClock, unseal, uuidv7, type Database, type KeyRing, type Statement } from '#kernel'

/** A statement as the server sent it. */
export interface Recorded {
  statement: Statement
  values: unknown[]
}

/** The statements of one lifecycle, and the ids in them that must be new each time they are sent again. */
export interface Script {
  statements: Recorded[]
  ids: string[]
  /** What is sealed under an id must be sealed again under the new one, or nobody could open it. */
  sealed: { statement: number; value: number; id: string; clear: string }[]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids that were made for this lifecycle: versions 4 and 7, and seen in no other one. What is there already has ids of other kinds. */
export function scriptsOf(lifecycles: readonly Recorded[][], keys: KeyRing): Script[] {
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
  return all.map(({ statements, ids }) => ({
    statements,
    ids: ids.filter((id) => seen.get(id) === 1),
    sealed: statements.flatMap((one, index) => sealedIn(one, index, keys)),
  }))
}

const about = (id: string): string => `work.parties/${id}`

/** The applicant in a filing: the one value of its statement that opens under the id before it. */
function sealedIn({ statement, values }: Recorded, index: number, keys: KeyRing): Script['sealed'] {
  if (statement.name !== 'work.write-filing') return []
  const value = values.findIndex((one, at) => at > 8 && Buffer.isBuffer(one))
  const id = String(values[value - 2])
  return [{ statement: index, value, id, clear: unseal(keys, values[value] as Buffer, about(id)) }]
}

/** Sends a script through `pg` under new ids. The rows are those of a real lifecycle but for hashes that no longer fit their bodies. */
export async function sendBare(db: Database, script: Script, keys: KeyRing): Promise<void> {
  const fresh = new Map(script.ids.map((id) => [id, uuidv7(systemClock())]))
  const pairs = [...fresh]
  for (const [index, { statement, values }] of script.statements.entries()) {
    const sent = values.map((value) =>
      typeof value === 'string' && value.length >= 36 ? renamed(value, pairs) : value,
    )
    const sealed = script.sealed.find((one) => one.statement === index)
    if (sealed) sent[sealed.value] = seal(keys, sealed.clear, about(fresh.get(sealed.id) ?? sealed.id))
    const rows = await db.rows(statement, sent)
    if (rows.length === 0) throw new Error(`${statement.name} found nothing when it was sent again`)
  }
}

const renamed = (text: string, fresh: readonly (readonly [string, string])[]): string =>
  fresh.reduce((now, [old, id]) => (now.includes(old) ? now.replaceAll(old, id) : now), text)
