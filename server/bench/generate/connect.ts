import pg from 'pg'

/** Half of the processor time of building the indexes went into compressing the log of pages that are written once. */
const uncompressed = `select set_config('wal_compression', 'off', false) from pg_roles where rolname = current_user and rolsuper`

/** Vacuum otherwise goes round in two megabytes, and waits for the log at each round; PostgreSQL 15 has no such setting. */
const roomyVacuum = `select set_config(name, '0', false) from pg_settings where name = 'vacuum_buffer_usage_limit'`

/** A connection for filling tables: what is lost in a crash is only the set that was being made. */
export async function connectForBulk(url: string, settings = ''): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sauro generate',
    options: `-c synchronous_commit=off -c timezone=UTC ${settings}`,
  })
  await client.connect()
  await client.query(uncompressed)
  await client.query(roomyVacuum)
  return client
}
