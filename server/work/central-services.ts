import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { Refusal, type Texts } from '#kernel'
import type { Filing } from './filing.ts'

/** Since a date: the procedures whose online filing belongs to a central system, and where that is. */
export interface CentralServices {
  effective_from: string
  effective_to: string | null
  citation: string
  evidence: 'verified' | 'secondary' | 'unverified'
  where: Texts & { url: string }
  procedures: readonly string[]
}

const folder = new URL('../../rules/sla/', import.meta.url)

/** The lists of every date, oldest first. */
export function readCentralServices(): CentralServices[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('central-services.') && name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const list = parse(readFileSync(new URL(name, folder), 'utf8')) as CentralServices
      if (!Array.isArray(list.procedures) || list.procedures.some((code) => typeof code !== 'string'))
        throw new Error(`rules/sla/${name}: procedures is a list of codes in quotes`)
      return list
    })
}

/** An online filing here of what a central system takes is refused with where to go; counters and post are open to everybody. */
export function refuseCentral(
  lists: readonly CentralServices[],
  filing: Pick<Filing, 'channel' | 'procedure'>,
  day: string,
): void {
  if (filing.channel !== 'online') return
  const list = lists.findLast(
    (one) => one.effective_from <= day && (one.effective_to === null || day < one.effective_to),
  )
  if (list?.procedures.includes(filing.procedure)) throw new FiledElsewhere(list.where)
}

export class FiledElsewhere extends Refusal {
  constructor(where: CentralServices['where']) {
    super(
      'FiledElsewhere',
      {
        vi: `Thủ tục này nộp trực tuyến tại ${where.vi}: ${where.url}. Nộp trực tiếp hoặc qua bưu chính vẫn được nhận ở đây.`,
        en: `This procedure is filed online at ${where.en}: ${where.url}. At a counter or by post it is taken here.`,
      },
      { kind: 'invalid', field: 'procedure', facts: { url: where.url } },
    )
  }
}
