import type { Item } from './item.ts'
import { getItem } from './history.ts'
import type { Office } from './office.ts'
import { isTrackingSecret } from './tracking.ts'

const byCode = { name: 'work.id-of-code', text: 'select id, account from work.items where code = $1' }

/** The item that a code and its secret open; undefined for a wrong code as for a wrong secret, after the same work. */
export async function openByCode(office: Office, code: string, secret: string): Promise<Item | undefined> {
  const [row] = await office.db.rows<{ id: string }>(byCode, [code.trim().toUpperCase()])
  const right = isTrackingSecret(office.keys, row?.id ?? '00000000-0000-0000-0000-000000000000', secret)
  return row && right ? getItem(office, row.id) : undefined
}

/** The signed-in applicant's own item of that code. */
export async function openOwn(office: Office, account: string, code: string): Promise<Item | undefined> {
  const [row] = await office.db.rows<{ id: string; account: string | null }>(byCode, [
    code.trim().toUpperCase(),
  ])
  return row?.account === account ? getItem(office, row.id) : undefined
}
