import { parseAllow, type Allow } from '#calendar'
import {
  fieldsInForce,
  inForce,
  searchProcedures,
  type Allow as StatedAllow,
  type ProcedureVersion,
} from '#catalogue'
import type { Database } from '#kernel'
import { today } from '#people'
import type { CataloguePart, Procedure, ProcedureHead, SearchQuery, SearchResult } from '../ports.ts'

const pageSize = 20

/** The register of procedures as the portal asks for it. */
export function cataloguePart(db: Database): CataloguePart {
  return {
    search: (query, now) => search(db, query, now),
    procedure: async (code, now) => {
      const version = await inForce(db, code, today(now))
      return version && procedureOf(version, await fieldName(db, version.field, now))
    },
    fields: async (now) =>
      (await fieldsInForce(db, today(now))).map((field) => ({
        key: field.key,
        name: field.name,
        count: field.procedures,
      })),
  }
}

async function search(db: Database, query: SearchQuery, now: Date): Promise<SearchResult> {
  const on = today(now)
  const found = await searchProcedures(db, {
    on,
    text: query.text,
    ...(query.field === null ? {} : { field: query.field }),
    ...(query.level === null ? {} : { level: query.level }),
    elsewhere: false,
    limit: 200,
  })
  const rows = found.rows.slice((query.page - 1) * pageSize, query.page * pageSize)
  const heads = await Promise.all(
    rows.map(async (card): Promise<ProcedureHead> => {
      const version = await inForce(db, card.code, on)
      return {
        code: card.code,
        name: card.name,
        field: { key: card.field, name: card.fieldName },
        levels: version?.levels ?? [],
        onlineLevel: card.onlineLevel ?? 'none',
        allow: version ? shortest(version) : null,
      }
    }),
  )
  return { total: found.rows.length, page_size: pageSize, rows: heads }
}

const fieldName = async (db: Database, key: string, now: Date): Promise<ProcedureHead['field']> => ({
  key,
  name: (await fieldsInForce(db, today(now))).find((field) => field.key === key)?.name ?? {
    vi: key,
    en: key,
  },
})

const asAllow = (allow: StatedAllow): Allow => parseAllow(`${allow.amount}${allow.unit}`)

/** The first channel's promise stands in lists; the procedure's page shows each channel's own. */
const shortest = (version: ProcedureVersion): Allow | null =>
  version.channels[0] ? asAllow(version.channels[0].allow) : null

function procedureOf(version: ProcedureVersion, field: ProcedureHead['field']): Procedure {
  return {
    code: version.code,
    name: version.name,
    field,
    levels: version.levels,
    onlineLevel: version.onlineLevel,
    allow: shortest(version),
    version: version.version,
    legalBasis: version.legalBasis,
    channels: version.channels.map((terms) => ({
      channel: terms.channel,
      allow: asAllow(terms.allow),
      fees: terms.fees,
    })),
    parts: version.parts,
    subjects: version.subjects,
    result: version.result,
    partialReason: version.partialReason,
    sameDay: version.sameDay,
    cutOff: version.cutOff,
    competent: version.competent,
    steps: version.process.steps.map((step) => ({ name: step.name, allow: asAllow(step.allow) })),
    fileable: version.channels.some((terms) => terms.channel === 'online'),
    notHere: null,
    from: version.from,
  }
}
