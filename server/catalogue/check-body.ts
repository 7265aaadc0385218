import { Compile } from 'typebox/compile'
import { Refusal } from '#kernel'
import { draftBody } from './schemas.ts'
import type { DraftBody, Problem } from './types.ts'

const check = Compile(draftBody)

/** The input has not the shape of a draft; `facts.problems` names every field. */
export class DraftInvalid extends Refusal {
  constructor(code: string, problems: Problem[]) {
    const first = problems[0]
    super(
      'DraftInvalid',
      {
        vi: `Bản nháp ${code} có ${problems.length} chỗ sai${first ? `: ${first.field}: ${first.texts.vi}` : ''}`,
        en: `Draft ${code} has ${problems.length} mistakes${first ? `: ${first.field}: ${first.texts.en}` : ''}`,
      },
      { kind: 'invalid', ...(first ? { field: first.field } : {}), facts: { code, problems } },
    )
  }
}

/** Takes an unknown value as a draft, or refuses it with every wrong or unknown field named. */
export function asDraft(value: unknown): DraftBody {
  if (check.Check(value)) return value as DraftBody
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const error of check.Errors(value) as SchemaError[]) {
    for (const problem of problemsOf(error)) {
      if (seen.has(problem.field)) continue
      seen.add(problem.field)
      problems.push(problem)
    }
  }
  const code = (value as { code?: unknown } | null)?.code
  throw new DraftInvalid(typeof code === 'string' ? code : '?', problems)
}

interface SchemaError {
  keyword: string
  instancePath: string
  message: string
  params: { additionalProperties?: string[]; requiredProperties?: string[] }
}

function problemsOf(error: SchemaError): Problem[] {
  const path = error.instancePath.split('/').slice(1)
  const at = (name: string): string => [...path, name].join('.')
  if (error.params.additionalProperties) {
    return error.params.additionalProperties.map((name) => ({
      field: at(name),
      code: 'UnknownField',
      texts: { vi: 'Trường này không có trong biểu mẫu.', en: 'There is no such field.' },
    }))
  }
  if (error.params.requiredProperties) {
    return error.params.requiredProperties.map((name) => ({
      field: at(name),
      code: 'FieldMissing',
      texts: { vi: 'Thiếu trường này.', en: 'This field is missing.' },
    }))
  }
  return [
    {
      field: path.join('.') || '(body)',
      code: 'FieldInvalid',
      texts: { vi: `Giá trị không hợp lệ (${error.keyword}).`, en: `This value ${error.message}.` },
    },
  ]
}
