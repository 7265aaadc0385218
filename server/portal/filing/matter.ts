/** What is filed: one procedure, or a set of linked procedures as if they were one. The pages of a filing know only this. */
import type { FastifyRequest } from 'fastify'
import type { Texts } from '#kernel'
import type { Page } from '../page.ts'
import type { PortalParts, Procedure, ProcedurePartOf, SubjectKind } from '../ports.ts'
import type { ProcedureSet } from '../ports-linked.ts'
import { getProcedure } from '../procedure.ts'
import { getSet, isFileable, setAddress } from '../set.ts'

export interface Matter {
  /** Names its draft; for a procedure its code. */
  key: string
  /** The page that tells of it; its filing lies below. */
  address: string
  name: Texts
  version: number
  fileable: boolean
  /** Who may file all of it. */
  subjects: SubjectKind[]
  /** Whether a commune decides any of it. */
  communal: boolean
  /** Every paper of every procedure, each under a key of its own. */
  parts: MatterPart[]
  procedures: MatterProcedure[]
  /** Code of the set; null for a single procedure. */
  set: string | null
}

export interface MatterPart extends ProcedurePartOf {
  /** Its key in the procedure that asks for it. */
  own: string
  procedure: Procedure
}

export interface MatterProcedure {
  procedure: Procedure
  /** Names of the procedures whose results it needs. */
  after: Texts[]
}

const setsPath = '/lien-thong/'

/** The addresses below which something can be filed. */
export const matterPaths = ['/thu-tuc/:code', `${setsPath}:code`] as const

/** What this address is about, or "not found" in words. */
export async function getMatter(parts: PortalParts, request: FastifyRequest): Promise<Matter> {
  return request.routeOptions.url?.startsWith(setsPath)
    ? matterOfSet(await getSet(parts, request))
    : matterOf(await getProcedure(parts, request))
}

export const matterOf = (procedure: Procedure): Matter => ({
  key: procedure.code,
  address: `/thu-tuc/${encodeURIComponent(procedure.code)}`,
  name: procedure.name,
  version: procedure.version,
  fileable: procedure.fileable,
  subjects: procedure.subjects,
  communal: procedure.competent.level === 'commune',
  parts: procedure.parts.map((part) => ({ ...part, own: part.key, procedure })),
  procedures: [{ procedure, after: [] }],
  set: null,
})

export function matterOfSet(set: ProcedureSet): Matter {
  const all = set.members.map((member) => member.procedure)
  const [first] = all
  return {
    key: `lien-thong/${set.code}`,
    address: setAddress(set.code),
    name: set.name,
    version: 1,
    fileable: isFileable(set),
    subjects: (first?.subjects ?? []).filter((kind) => all.every((one) => one.subjects.includes(kind))),
    communal: all.some((one) => one.competent.level === 'commune'),
    parts: all.flatMap((procedure) =>
      procedure.parts.map((part) => ({
        ...part,
        key: `${procedure.code}.${part.key}`,
        own: part.key,
        procedure,
      })),
    ),
    procedures: set.members.map(({ procedure, after }) => ({
      procedure,
      after: after.flatMap((code) => all.find((one) => one.code === code)?.name ?? []),
    })),
    set: set.code,
  }
}

export const partsOf = (matter: Matter, { code }: Procedure): MatterPart[] =>
  matter.parts.filter((part) => part.procedure.code === code)

/** Id of the list in which the papers of a procedure stand; an error leads to a line of it. */
export const listIdOf = (matter: Matter, { code }: Procedure): string =>
  matter.set === null
    ? 'giay-to'
    : `giay-to-${matter.procedures.findIndex((one) => one.procedure.code === code) + 1}`

/** Papers of one kind are asked for by several procedures: which one is meant is said where they stand together. */
export const fullName = ({ pick }: Pick<Page, 'pick'>, matter: Matter, part: MatterPart): string =>
  matter.set === null ? pick(part.name) : `${pick(part.name)} (${pick(part.procedure.name)})`
