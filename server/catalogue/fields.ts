import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { Statement, Session, Texts } from '#kernel'
import { fieldKey } from './names.ts'

export interface Field {
  key: string
  name: Texts
}

export interface FieldsPack {
  all: Field[]
  /** The field a source calls by this name: one of ours by its alias, else a new one with a key made of the name. */
  of(sourceName: string): Field
}

interface RawPack {
  fields: Record<string, { vi: string; en: string; from: string[] }>
}

let loaded: Promise<FieldsPack> | undefined

/** The fields of `rules/procedures/fields`, read once per process. */
export const fieldsPack = (): Promise<FieldsPack> => (loaded ??= read())

async function read(): Promise<FieldsPack> {
  const file = new URL('../../rules/procedures/fields.2026-01-01.yaml', import.meta.url)
  const raw = parse(await readFile(file, 'utf8')) as RawPack
  const all = Object.entries(raw.fields).map(([key, field]) => ({
    key,
    name: { vi: field.vi, en: field.en },
  }))
  const byAlias = new Map(
    Object.entries(raw.fields).flatMap(([key, field]) =>
      field.from.map((name) => [fieldKey(name), key] as const),
    ),
  )
  return {
    all,
    of(sourceName) {
      const alias = byAlias.get(fieldKey(sourceName))
      const known = all.find((field) => field.key === alias)
      return known ?? { key: fieldKey(sourceName), name: { vi: sourceName.trim(), en: '' } }
    },
  }
}

const upsert: Statement = {
  name: 'catalogue.upsert-fields',
  text: `insert into catalogue.fields (key, name, name_en)
         select key, name, name_en from json_to_recordset($1) as r (key text, name text, name_en text)
         on conflict (key) do nothing`,
}

/** Adds the fields that are not there yet; the name of one that is there stays. */
export async function writeFields(tx: Pick<Session, 'rows'>, fields: Field[]): Promise<void> {
  const rows = fields.map((field) => ({ key: field.key, name: field.name.vi, name_en: field.name.en }))
  await tx.rows(upsert, [JSON.stringify(rows)])
}
