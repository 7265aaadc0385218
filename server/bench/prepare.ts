import { seedProcedures } from '#catalogue'
import { uuidv7, type Database, type KeyRing } from '#kernel'
import { readCity, seedDemoStaff } from '#people'

const staffSeed = 79
const anybody = { name: 'bench.anybody', text: 'select exists (select from people.holdings) as there' }

/** A city to generate in: units, procedures and invented staff, unless the installation has people of its own. */
export async function prepareCity(
  cx: { db: Database; keys: KeyRing; now: Date },
  city: string,
  size: 'small' | 'whole' = 'whole',
): Promise<void> {
  const [people] = await cx.db.rows<{ there: boolean }>(anybody, [])
  if (!people?.there) await seedDemoStaff(cx, readCity(city), { seed: staffSeed, size })
  await seedProcedures({ ...cx, requestId: uuidv7(cx.now) }, { city })
}
