import { Type, type Static } from 'typebox'
import { filingInput, type Filing } from '../filing.ts'
import { paperInput } from '../papers.ts'

const { procedure, competent, parts: _parts, ...shared } = filingInput.properties

const member = Type.Object(
  { procedure, competent, parts: Type.Optional(Type.Array(paperInput, { maxItems: 60 })) },
  { additionalProperties: false },
)

/** One filing of linked procedures: who and where as in any filing, once; competent commune and papers by member. */
export const linkedInput = Type.Object(
  {
    set: Type.String({ minLength: 1, maxLength: 60 }),
    ...shared,
    members: Type.Optional(Type.Array(member, { maxItems: 9 })),
  },
  { additionalProperties: false },
)
export type LinkedFiling = Static<typeof linkedInput>

/** What a member is filed with when its turn comes. */
export interface MemberPlan {
  procedure: string
  competent: string | null
  parts: Filing['parts']
}

/** The whole of what is told about the applicant and the filing, for one member. */
export function filingOfMember(filing: LinkedFiling, plan: MemberPlan, isFirst: boolean): Filing {
  const { set: _set, members: _members, words, ...rest } = filing
  return {
    ...rest,
    procedure: plan.procedure,
    parts: plan.parts,
    ...(plan.competent === null ? {} : { competent: plan.competent }),
    // What the applicant wrote is kept once, with the dossier that is read first.
    ...(isFirst && words !== undefined ? { words } : {}),
  }
}
