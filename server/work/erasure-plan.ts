import { permit, type Actor } from '#identity'
import { Type, type Static } from 'typebox'
import { getItem } from './history.ts'
import { touching } from './item-view.ts'
import type { Office } from './office.ts'
import { NoRepresentative, tracesOf, type Standing } from './person-traces.ts'
import { unitsToday } from './show.ts'

const codes = (description: string) => Type.Array(Type.String(), { description })
const reach = Type.Object(
  {
    dossiers: codes('Own dossiers: everything about the person goes'),
    represented: codes('Dossiers of others that the person filed: only the representative goes'),
    open: codes('Those of them that are not closed; nothing is erased before they are'),
  },
  { title: 'ErasureReach' },
)

/** What an erasure would reach; null: nobody stands there, or not any more. */
export const erasurePlanShape = Type.Object(
  {
    applicant: Type.Union([reach, Type.Null()]),
    representative: Type.Union([reach, Type.Null()]),
  },
  { title: 'ErasurePlan' },
)
export type ErasurePlan = Static<typeof erasurePlanShape>

/** What `erasePerson` would do on this dossier, for whoever is about to decide it. Names nobody. */
export async function erasurePlan(office: Office, actor: Actor, id: string, now: Date): Promise<ErasurePlan> {
  const item = await getItem(office, id)
  permit(actor, 'work.erase-person', { units: touching(item) }, unitsToday(office, now))
  return {
    applicant: await reachOf(office, item.party, 'applicant'),
    representative: await reachOf(office, item.party, 'representative'),
  }
}

async function reachOf(office: Office, party: string, as: Standing): Promise<ErasurePlan['applicant']> {
  try {
    const { own, dossiers } = await tracesOf(office.db, office.keys, party, as, false)
    if (dossiers.length === 0) return null
    const told = (are: boolean): string[] =>
      dossiers.filter((one) => own.includes(one.party) === are).map((one) => one.code)
    const open = dossiers.filter((one) => one.closed_at === null).map((one) => one.code)
    return { dossiers: told(true), represented: told(false), open }
  } catch (error) {
    if (error instanceof NoRepresentative) return null
    throw error
  }
}
