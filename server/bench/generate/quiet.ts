import type pg from 'pg'

/** A checkpoint in between would have each page logged once more when its rows are frozen. */
const noCheckpoints = { max_wal_size: '32GB', checkpoint_timeout: '1h' }

/**
 * While a set is made, the database does nothing else for it: no vacuum beside the copying, because the whole is vacuumed once, and no
 * checkpoint, where the role may say so. Gives what takes that back.
 */
export async function quieten(admin: pg.Client, tables: readonly string[]): Promise<() => Promise<void>> {
  for (const table of tables) await admin.query(`alter table ${table} set (autovacuum_enabled = off)`)
  const isSuperuser = await admin.query('select from pg_roles where rolname = current_user and rolsuper')
  const settings = isSuperuser.rowCount === 1 ? Object.entries(noCheckpoints) : []
  for (const [name, value] of settings) await admin.query(`alter system set ${name} = '${value}'`)
  if (settings.length > 0) await admin.query('select pg_reload_conf()')
  return async () => {
    for (const table of tables) await admin.query(`alter table ${table} reset (autovacuum_enabled)`)
    for (const [name] of settings) await admin.query(`alter system reset ${name}`)
    if (settings.length > 0) await admin.query('select pg_reload_conf()')
  }
}
