import type { Texts } from '#kernel'
import { instantiate, budgetOf, sameDayMin } from './instantiate.ts'
import { graphProblems, longestPath } from './process.ts'
import type { FitPack, ProcessPacks } from './templates.ts'
import { fitOf, type Fit } from './time-fit.ts'
import type { ChannelTerms, DraftBody, DraftProcess, Problem, Process, ProcedureBody } from './types.ts'

/** Either a body that can be published, or everything that stands in the way, by field path. */
export type Verdict = { body: ProcedureBody } | { problems: Problem[] }

/** Decides whether a draft can be published from a date on. All problems are told at once. Pure. */
export function verdictOn(draft: DraftBody, packs: ProcessPacks, date: string): Verdict {
  const fit = packs.fit(date)
  const process = draft.process ?? defaultProcess(draft, packs, date)
  const problems = [...lacks(draft), ...(process ? processProblems(process, draft, fit) : [])]
  const channels = draft.channels.flatMap(({ channel, allow, fees }) =>
    allow ? [{ channel, allow, fees }] : [],
  )
  if (problems.length > 0 || !process || !isTimed(process) || !draft.competent) return { problems }
  return { body: { ...draft, channels, process, competent: draft.competent } }
}

/** Field paths of what a draft still lacks: what a screen asks for. */
export const missingOf = (draft: DraftBody, packs: ProcessPacks, date: string): string[] => {
  const verdict = verdictOn(draft, packs, date)
  return 'problems' in verdict ? [...new Set(verdict.problems.map((problem) => problem.field))] : []
}

/** The field's default process, timed for the tightest channel; undefined while a time is missing or too short for it. */
export function defaultProcess(draft: DraftBody, packs: ProcessPacks, date: string): Process | undefined {
  const allows = draft.channels.flatMap((channel) => (channel.allow ? [channel.allow] : []))
  if (allows.length === 0 || allows.length < draft.channels.length) return undefined
  const fit = packs.fit(date)
  const budget = budgetOf(allows, draft.sameDay ? draft.cutOff : null, fit)
  return instantiate(packs.templateOf(draft.field, date), budget.min, budget.coarsest, fit)
}

function lacks(draft: DraftBody): Problem[] {
  const found: Problem[] = []
  const need = (missing: boolean, field: string, vi: string, en: string): void => {
    if (missing) found.push({ field, code: 'Missing', texts: { vi, en } })
  }
  need(draft.levels.length === 0, 'levels', 'Chưa có cấp thực hiện.', 'The level that handles it is missing.')
  need(draft.legalBasis.length === 0, 'legalBasis', 'Chưa có căn cứ pháp lý.', 'The legal basis is missing.')
  need(
    draft.parts.length === 0,
    'parts',
    'Chưa có thành phần hồ sơ.',
    'The parts of the dossier are missing.',
  )
  need(draft.subjects.length === 0, 'subjects', 'Chưa có đối tượng thực hiện.', 'Who may file is missing.')
  need(draft.result.vi === '', 'result', 'Chưa có kết quả.', 'The result is missing.')
  need(draft.channels.length === 0, 'channels', 'Chưa có kênh nộp.', 'There is no channel to file by.')
  need(
    draft.competent === null,
    'competent',
    'Chưa có cơ quan có thẩm quyền.',
    'The competent unit is missing.',
  )
  for (const channel of draft.channels) if (!channel.allow) found.push(timeMissing(channel))
  need(
    draft.onlineLevel === 'partial' && draft.partialReason === null,
    'partialReason',
    'Trực tuyến một phần phải công bố lý do (NĐ 224/2026, điều 14).',
    'A service that is online in part must publish why (Decree 224/2026, art. 14).',
  )
  need(
    draft.sameDay && draft.cutOff === null,
    'cutOff',
    'Thủ tục trong ngày cần giờ chốt.',
    'A same-day procedure needs its cut-off hour.',
  )
  if (draft.competent && !draft.levels.includes(draft.competent.level)) found.push(levelMismatch)
  return [...found, ...repeatedKeys(draft)]
}

const levelMismatch: Problem = {
  field: 'competent.level',
  code: 'LevelMismatch',
  texts: {
    vi: 'Cơ quan có thẩm quyền không thuộc cấp thực hiện đã ghi.',
    en: 'The competent unit is of a level this procedure does not have.',
  },
}

function repeatedKeys(draft: DraftBody): Problem[] {
  const twice = (path: string, keys: string[]): Problem[] =>
    keys.flatMap((key, index) =>
      keys.indexOf(key) === index
        ? []
        : [
            {
              field: `${path}.${index}`,
              code: 'Repeated',
              texts: { vi: `"${key}" ghi hai lần.`, en: `"${key}" is there twice.` },
            },
          ],
    )
  return [
    ...twice(
      'parts',
      draft.parts.map((part) => part.key),
    ),
    ...twice(
      'channels',
      draft.channels.map((channel) => channel.channel),
    ),
    ...twice('levels', draft.levels),
  ]
}

function timeMissing(channel: DraftBody['channels'][number]): Problem {
  const given = channel.given
  const texts: Texts =
    given.length > 1
      ? {
          vi: `Nguồn ghi ${given.length} mốc thời gian cho kênh này: cần người xác định đó là các giai đoạn hay các trường hợp.`,
          en: `The source states ${given.length} times for this channel: somebody must say whether they are stages or cases.`,
        }
      : given.some((one) => one.amount !== null)
        ? {
            vi: 'Có con số nhưng không có đơn vị thời gian.',
            en: 'There is a number without a unit of time.',
          }
        : { vi: 'Chưa có thời hạn giải quyết.', en: 'The time allowed is missing.' }
  return { field: `channels.${channel.channel}.allow`, code: 'TimeMissing', texts }
}

/** What stands in the way of a process: its graph, its six clears, its time. */
export function processProblems(process: DraftProcess, draft: DraftBody, fit: FitPack): Problem[] {
  const graph = graphProblems(process)
  const clears = process.steps.flatMap((_step, index) => clearsLacking(process, index))
  if (graph.length > 0) return [...graph, ...clears]
  const channels = draft.channels.flatMap((one) =>
    one.allow ? [{ channel: one.channel, allow: one.allow, fees: [] }] : [],
  )
  return isTimed(process) ? [...clears, ...timeProblems(process, channels, draft, fit)] : clears
}

const isTimed = (process: DraftProcess): process is Process =>
  process.steps.every((step) => step.role !== null && step.allow !== null)

/** Rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền: each is named when it is not there. */
function clearsLacking(process: DraftProcess, index: number): Problem[] {
  const step = process.steps[index]!
  const blank = (texts: Texts): boolean => texts.vi.trim() === ''
  const clears: [boolean, string, string, string][] = [
    [blank(step.name), 'name', 'rõ việc', 'the work'],
    [blank(step.responsibility), 'responsibility', 'rõ trách nhiệm', 'the responsibility'],
    [blank(step.product), 'product', 'rõ sản phẩm', 'the product'],
    [step.authority.text.trim() === '', 'authority', 'rõ thẩm quyền', 'the authority'],
    [step.allow === null, 'allow', 'rõ thời gian', 'the time'],
    [step.role === null, 'role', 'rõ người', 'the person'],
  ]
  return clears
    .filter(([lacking]) => lacking)
    .map(([, field, vi, en]) => ({
      field: `process.steps.${index}.${field}`,
      code: 'ClearMissing',
      texts: { vi: `Bước "${step.key}" chưa "${vi}".`, en: `Step "${step.key}" does not make clear ${en}.` },
    }))
}

function timeProblems(process: Process, channels: ChannelTerms[], draft: DraftBody, fit: FitPack): Problem[] {
  if (draft.sameDay && draft.cutOff !== null) return sameDayProblems(process, draft.cutOff, fit)
  return channels
    .map((channel) => fitOf(process, channel, fit))
    .filter((one) => !one.fits)
    .map(tooLong)
}

function sameDayProblems(process: Process, cutOff: string, fit: FitPack): Problem[] {
  const allowed = sameDayMin(cutOff, fit)
  const legal = { amount: Math.max(allowed, 0), unit: 'min' } as const
  const found = fitOf(process, { channel: 'direct', allow: legal, fees: [] }, fit)
  if (found.needed <= allowed) return []
  const way = longestPath(process, (step) => step.allow.amount).map((step) => step.key)
  return [
    {
      field: 'process.steps',
      code: 'StepsExceedSameDay',
      texts: {
        vi: `Thủ tục trong ngày: từ giờ chốt ${cutOff} đến ${fit.close_of_day} có ${allowed} phút, các bước ${way.join(' → ')} cần ${found.needed} phút.`,
        en: `Same-day procedure: from the cut-off ${cutOff} to ${fit.close_of_day} there are ${allowed} minutes, the steps ${way.join(' → ')} need ${found.needed}.`,
      },
    },
  ]
}

const unitNames: Record<Fit['unit'], Texts> = {
  min: { vi: 'phút hành chính', en: 'office minutes' },
  h: { vi: 'giờ hành chính', en: 'office hours' },
  d: { vi: 'ngày', en: 'calendar days' },
  wd: { vi: 'ngày làm việc', en: 'working days' },
  m: { vi: 'tháng', en: 'months' },
}

function tooLong(fit: Fit): Problem {
  const way = fit.path.map((step) => `${step.key} (${step.allow.amount} ${step.allow.unit})`).join(' → ')
  const legal = `${fit.legal.amount} ${unitNames[fit.legal.unit].vi}`
  const legalEn = `${fit.legal.amount} ${unitNames[fit.legal.unit].en}`
  return {
    field: `channels.${fit.channel}.allow`,
    code: 'StepsExceedLegalTime',
    texts: {
      vi: `Các bước ${way} cần ${fit.needed} ${unitNames[fit.unit].vi}, thời hạn ${legal} chỉ chắc chắn có ${fit.allowed} (ngày nghỉ tính theo hướng thận trọng).`,
      en: `The steps ${way} need ${fit.needed} ${unitNames[fit.unit].en}; the legal ${legalEn} surely holds only ${fit.allowed} (days off counted cautiously).`,
    },
  }
}
