import type { Context } from '#kernel'
import { saveDrafts } from './draft.ts'
import { fieldsPack, writeFields } from './fields.ts'
import { readOwnProcedures } from './own-format.ts'
import { publishAll } from './publish.ts'

export interface Seeded {
  published: number
  /** Codes that had a version or a draft already and were left alone. */
  kept: string[]
}

/**
 * Publishes the procedures the clone carries, by the same way a person does: draft, then publication with all its checks.
 * What is there already stays, so it can run at every start.
 */
export async function seedProcedures(
  cx: Context,
  options: { city?: string; by?: string } = {},
): Promise<Seeded> {
  const by = options.by ?? 'system'
  const { drafts } = await readOwnProcedures(options.city ?? 'hcmc')
  const present = new Set((await cx.db.rows<{ code: string }>(selectPresent, [])).map((row) => row.code))
  const fresh = drafts.filter((draft) => !present.has(draft.body.code))
  await writeFields(cx.db, (await fieldsPack()).all)
  if (fresh.length > 0) {
    await saveDrafts(
      cx,
      fresh.map((draft) => draft.body),
      'seed',
      by,
    )
    await publishAll(
      cx,
      fresh.map((draft) => ({ code: draft.body.code, from: draft.from })),
      by,
    )
  }
  return {
    published: fresh.length,
    kept: drafts.map((draft) => draft.body.code).filter((code) => present.has(code)),
  }
}

const selectPresent = {
  name: 'catalogue.present',
  text: `select code from catalogue.versions union select code from catalogue.drafts where origin <> 'import'`,
}
