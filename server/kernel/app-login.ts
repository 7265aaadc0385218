import pg from 'pg'

/** The login of requests and jobs: a member of the application's role and of nothing else. */
export const appLogin = 'sauro_login'

/**
 * Sees that the application can come in by its own login, which is no owner of anything: a session that was taken over can then say
 * `set role none` and is no more than before. Asks first whether it comes in, which is all a second start does.
 */
export async function letAppIn(adminUrl: string, appUrl: string): Promise<void> {
  if (await comesIn(appUrl)) return
  const password = decodeURIComponent(new URL(appUrl).password)
  await connected(adminUrl, async (client) => {
    const { rows } = await client.query('select from pg_roles where rolname = $1', [appLogin])
    await client.query(
      `${rows.length === 0 ? 'create' : 'alter'} role ${appLogin} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
       password ${client.escapeLiteral(password)}`,
    )
    await client.query(`grant sauro_app to ${appLogin}`)
  })
}

async function comesIn(appUrl: string): Promise<boolean> {
  try {
    await connected(appUrl, (client) => client.query('set role sauro_app'))
    return true
  } catch (error) {
    // No such role, another password, or not a member of the application's role yet.
    if (['28P01', '28000', '42501'].includes((error as { code?: string }).code ?? '')) return false
    throw error
  }
}

async function connected(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'sauro login' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
