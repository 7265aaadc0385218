import type { FastifyError } from 'fastify'
import { Refusal, invalid } from './errors.ts'

interface Fault {
  instancePath?: string
  keyword?: string
  message?: string
  params?: {
    additionalProperties?: string[]
    additionalProperty?: string
    requiredProperties?: string[]
    missingProperty?: string
  }
}

/** Says which field of the input is wrong and why, from what the schema check found first. */
export function refusalOfSchema(error: FastifyError): Refusal {
  const faults = (error.validation ?? []) as unknown as Fault[]
  const fault = faults.find((one) => one.keyword === 'additionalProperties') ?? faults[0] ?? {}
  const path = (fault.instancePath ?? '').split('/').filter(Boolean)
  const extra = fault.params?.additionalProperties?.[0] ?? fault.params?.additionalProperty
  const missing = fault.params?.requiredProperties?.[0] ?? fault.params?.missingProperty
  const field =
    [...path, ...((extra ?? missing) ? [extra ?? missing] : [])].join('.') ||
    (error.validationContext ?? 'body')
  if (extra !== undefined) {
    return invalid(
      field,
      { vi: `Không có trường "${field}".`, en: `There is no field "${field}".` },
      'UnknownField',
    )
  }
  if (missing !== undefined) {
    return invalid(field, { vi: `Thiếu "${field}".`, en: `"${field}" is missing.` }, 'MissingField')
  }
  return invalid(field, {
    vi: `"${field}" không đúng: ${fault.message ?? ''}.`,
    en: `"${field}" is not right: ${fault.message ?? ''}.`,
  })
}
