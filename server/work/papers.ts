import { Type, type Static } from 'typebox'
import type { ProcedureVersion } from '#catalogue'
import type { Paper } from './change.ts'
import { UnknownPart } from './refusals.ts'

/** A part of the dossier as it is handed in: how many originals and copies, which uploaded files. */
export const paperInput = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 80 }),
    originals: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
    copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
    files: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 40 })),
  },
  { additionalProperties: false },
)

/** Refuses a part the procedure does not have, naming the field. */
export function papersOf(
  inputs: readonly Static<typeof paperInput>[],
  procedure: ProcedureVersion,
  field = 'parts',
): Paper[] {
  const known = new Set(procedure.parts.map((part) => part.key))
  return inputs.map((input, index) => {
    if (!known.has(input.key)) throw new UnknownPart(`${field}.${index}.key`, input.key)
    return {
      part: input.key,
      originals: input.originals ?? 0,
      copies: input.copies ?? 0,
      files: input.files ?? [],
      kind: 'part',
    }
  })
}
