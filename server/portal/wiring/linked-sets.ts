import type { Context, Texts } from '#kernel'
import { today } from '#people'
import { fileLinked, needsOf, setsOn, type Office } from '#work'
import type { Applicant, CataloguePart, Filed, Procedure } from '../ports.ts'
import type { LinkedPart, ProcedureSet, SetFiling } from '../ports-linked.ts'
import { actorOf, linkedFilingOf, signInFirst } from './filing.ts'

/** Linked procedures as the portal finds and files them; the filing is the one of the API and the counter. */
export const linkedPart = (office: Office, catalogue: CataloguePart): LinkedPart => ({
  heads: (now) =>
    setsOn(office.linked, today(now)).map((set) => ({
      code: set.code,
      name: set.name,
      procedures: set.members.map((member) => member.procedure),
    })),
  set: (code, now) => findSet(office, catalogue, code, now),
  file: (cx, by, filing, key) => file(office, cx, by, filing, key),
})

/** A set of which a procedure is not in force cannot be filed, so there is none. */
async function findSet(
  office: Office,
  catalogue: CataloguePart,
  code: string,
  now: Date,
): Promise<ProcedureSet | undefined> {
  const set = setsOn(office.linked, today(now)).find((one) => one.code === code)
  if (!set) return undefined
  const members = await Promise.all(
    set.members.map(async (member) => {
      const procedure = await catalogue.procedure(member.procedure, now)
      return procedure && { procedure, agency: agencyOf(office, procedure, now), after: [...needsOf(member)] }
    }),
  )
  const known = members.filter((member) => member !== undefined)
  if (known.length < members.length) return undefined
  const { name, evidence, legal_basis: legalBasis, elsewhere = [] } = set
  return { code, name, evidence, legalBasis, elsewhere, members: known }
}

function agencyOf(office: Office, { competent }: Procedure, now: Date): Texts | null {
  return competent.level === 'city' ? office.tree.at(today(now)).get(competent.unit).name : null
}

async function file(
  office: Office,
  cx: Context,
  by: Applicant | undefined,
  filing: SetFiling,
  key: string,
): Promise<Filed> {
  if (!by) throw signInFirst()
  const submission = { actor: actorOf(by), now: cx.now, key, filing: linkedFilingOf(filing) }
  const filed = await fileLinked(office, submission)
  const answers = filed.items
    .map((one) => new Date(one.answerBy))
    .toSorted((a, b) => a.getTime() - b.getTime())
  const answerBy = answers[0]
  if (!answerBy) throw new Error(`of the linked filing ${filed.code} nothing began`)
  return { item: filed.id, code: filed.code, secret: filed.secret, answerBy, linked: true }
}
