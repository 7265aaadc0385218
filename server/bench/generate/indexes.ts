import type pg from 'pg'

/** A constraint or index that was taken off, and the statement that brings it back. */
export interface TakenOff {
  restore: string
  table: string
  /** Primary keys and unique constraints before the keys that refer to them. */
  rank: 0 | 1
}

const constraints = `
  select c.conname as name, c.conrelid::regclass::text as tab, c.contype as kind,
         pg_get_constraintdef(c.oid) as def
    from pg_constraint c where c.conrelid = any($1::regclass[]) and c.contype in ('p', 'u', 'f')
   order by case c.contype when 'f' then 0 else 1 end`
const indexes = `
  select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as tab, pg_get_indexdef(i.indexrelid) as def
    from pg_index i where i.indrelid = any($1::regclass[])
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`

/** Takes constraints with an index, foreign keys and indexes off these empty tables, in one transaction. */
export async function takeOffIndexes(client: pg.Client, tables: readonly string[]): Promise<TakenOff[]> {
  const found = await client.query<{ name: string; tab: string; kind: string; def: string }>(constraints, [
    tables,
  ])
  const plain = await client.query<{ name: string; tab: string; def: string }>(indexes, [tables])
  await client.query('begin')
  for (const { name, tab } of found.rows) await client.query(`alter table ${tab} drop constraint ${name}`)
  for (const { name } of plain.rows) await client.query(`drop index ${name}`)
  await client.query('commit')
  return [
    ...found.rows.map(({ name, tab, kind, def }): TakenOff => ({
      restore: `alter table ${tab} add constraint ${name} ${def}`,
      table: tab,
      rank: kind === 'f' ? 1 : 0,
    })),
    ...plain.rows.map(({ def, tab }): TakenOff => ({ restore: def, table: tab, rank: 0 })),
  ]
}

/** Brings them back, several at a time: those of the largest tables first, so that no connection is left alone at the end; foreign keys last. */
export async function bringBackIndexes(
  clients: readonly pg.Client[],
  taken: readonly TakenOff[],
  onEach: (done: number, of: number) => void,
): Promise<void> {
  const sizes = await sizesOf(clients[0]!)
  const largestFirst = taken.toSorted(
    (one, other) => (sizes.get(other.table) ?? 0) - (sizes.get(one.table) ?? 0),
  )
  let done = 0
  for (const rank of [0, 1] as const) {
    const waiting = largestFirst.filter((one) => one.rank === rank)
    await Promise.all(
      clients.map(async (client) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          await client.query(next.restore)
          onEach((done += 1), taken.length)
        }
      }),
    )
  }
}

/** Bytes of every table's own rows, by its name. */
export async function sizesOf(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; bytes: string }>(
    "select oid::regclass::text as name, pg_relation_size(oid)::text as bytes from pg_class where relkind = 'r'",
  )
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]))
}
