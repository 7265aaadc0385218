import pg from 'pg'

/** A prepared statement: parsed once per connection under its name. Unnamed statements run at half the speed. */
export interface Statement {
  name: string
  text: string
}

export interface Database {
  readonly pool: pg.Pool
  /** Runs one prepared statement and gives its rows. */
  rows<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>
  /** Runs `work` in one transaction on one connection. For imports and set-up; a command is a single statement. */
  transaction<T>(work: (tx: Session) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface Session {
  rows<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>
  run(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>
}

export interface OpenOptions {
  /** Connections at the most; 12 was as good as 32 when measured. */
  connections?: number
  /** The role the application acts under; it cannot change the ledger. */
  role?: 'sauro_app' | 'none'
  applicationName?: string
}

const int8 = 20
const numeric = 1700
const date = 1082

/** Row ids, counts and minutes fit a double exactly below 2^53; a calendar date stays text, because it has no zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8) return (text: string) => safeInteger(text)
    if (oid === numeric || oid === date) return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export function openDatabase(url: string, options: OpenOptions = {}): Database {
  const role = options.role ?? 'sauro_app'
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 12,
    types,
    application_name: options.applicationName ?? 'sauro',
    options: `-c timezone=UTC${role === 'none' ? '' : ` -c role=${role}`}`,
  })
  // An idle connection that breaks (a restart of the server) is replaced at the next use; without a listener Node would end the process.
  pool.on('error', () => undefined)
  // Nor may one that breaks in somebody's hands between two statements: the next statement says so.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    pool,
    rows: (statement, values) => rowsOf(pool, statement, values),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  }
}

async function rowsOf<Row>(
  on: pg.Pool | pg.PoolClient,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await on.query({ name: statement.name, text: statement.text, values: values as unknown[] })
  return result.rows as Row[]
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work({
      rows: (statement, values) => rowsOf(client, statement, values),
      run: (text, values) => client.query(text, values as unknown[] | undefined),
    })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`the integer ${text} does not fit a double exactly`)
  return value
}
