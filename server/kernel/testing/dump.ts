import type { Database } from '../database.ts'

/** One value of one column, as text. */
export interface Dumped {
  place: string
  text: string
}

/** Every value of every column that can hold a text or bytes, of every table there is; bytes in hexadecimal. */
export async function everything(db: Database): Promise<Dumped[]> {
  const { rows: columns } = await db.pool.query<{
    schema: string
    name: string
    column: string
    type: string
  }>(
    `select c.table_schema as schema, c.table_name as name, c.column_name as column, c.data_type as type
       from information_schema.columns c join information_schema.tables t
            on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
      where c.table_schema not in ('pg_catalog', 'information_schema')
        and c.data_type in ('text', 'json', 'jsonb', 'bytea', 'character varying', 'ARRAY')`,
  )
  if (columns.length < 50)
    throw new Error(`only ${columns.length} columns can be seen, not the whole database`)
  const found = await Promise.all(
    columns.map(async ({ schema, name, column, type }) => {
      const value = type === 'bytea' ? `encode("${column}", 'hex')` : `"${column}"::text`
      const { rows } = await db.pool.query<{ text: string }>(
        `select ${value} as text from "${schema}"."${name}" where "${column}" is not null`,
      )
      return rows.map(({ text }) => ({ place: `${schema}.${name}.${column}`, text }))
    }),
  )
  return found.flat()
}

/** A text as it may lie somewhere: itself, as JSON escapes it, its bytes in hexadecimal and in base64. */
export const disguises = (text: string): string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
]
