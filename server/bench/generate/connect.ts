import pg from 'pg'

/** Half of the processor time of building the indexes went into compressing the log of pages that are written once. */
const uncompressed = `select set_config('wal_compression', 'off', false) from pg_roles where rolname = current_user and rolsuper`

/** A connection for filling tables: what is lost in a crash is only the set that was being made. */
export async function connectForBulk(url: string, settings = ''): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sauro generate',
    options: `-c synchronous_commit=off -c timezone=UTC ${settings}`,
  })
  await client.connect()
  await client.query(uncompressed)
  return client
}
