import type { Fact } from '#ledger'

/** Facts this context writes. Their data are codes, dates and hashes; the texts stand in the version itself, which never changes. */

export const streamOfProcedure = (code: string): string => `procedure/${code}`
export const importStream = 'procedures/imports'

export const procedurePublished = (of: {
  code: string
  version: number
  from: string
  hash: string
}): Fact => ({
  type: 'procedure.published',
  v: 1,
  data: { code: of.code, version: of.version, from: of.from, body: of.hash },
})

export const procedureExpired = (of: { code: string; version: number; to: string }): Fact => ({
  type: 'procedure.expired',
  v: 1,
  data: { code: of.code, version: of.version, to: of.to },
})

export const proceduresImported = (of: { file: string; read: number; changed: number }): Fact => ({
  type: 'procedures.imported',
  v: 1,
  data: { file: of.file, read: of.read, changed: of.changed },
})
