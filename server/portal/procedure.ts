/** Finding a procedure: the first page, the search, and what one procedure asks and promises. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '#kernel'
import { findDraft } from './filing/draft.ts'
import { feesOf, partNote, timesOf } from './procedure-words.ts'
import { setsFound } from './set.ts'
import { findVisit } from './visit.ts'
import type { OpenPage, Page } from './page.ts'
import type { Level, PortalParts, Procedure, SearchQuery } from './ports.ts'
import type { TimeBar } from './timebar.ts'

export function procedureRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get('/', async (request, reply) => {
    const fields = await parts.catalogue.fields(request.now)
    return reply.send(open(request, reply).show('home', { fields, sets: parts.linked.heads(request.now) }))
  })

  app.get('/thu-tuc', async (request, reply) => {
    const query = readQuery(request)
    const [result, fields] = await Promise.all([
      parts.catalogue.search(query, request.now),
      parts.catalogue.fields(request.now),
    ])
    const page = open(request, reply)
    const pages = Math.ceil(result.total / result.page_size)
    const fieldItems = [
      { value: '', text: page.say('search.any') },
      ...fields.map((one) => ({
        value: one.key,
        text: page.pick(one.name),
        selected: one.key === query.field,
      })),
    ]
    const levelItems = ['', 'city', 'commune'].map((level) => ({
      value: level,
      text: page.say(level === '' ? 'search.any' : `level.${level}`),
      selected: level === (query.level ?? ''),
    }))
    const sets = query.page === 1 ? setsFound(parts.linked.heads(request.now), query.text, result.rows) : []
    return reply.send(
      page.show('search', {
        query,
        result,
        sets,
        fieldItems,
        levelItems,
        pages,
        ...paging(page, query, pages),
      }),
    )
  })

  app.get<{ Params: { code: string } }>('/thu-tuc/:code', async (request, reply) => {
    const p = await getProcedure(parts, request)
    const page = open(request, reply)
    const returning = findVisit(parts, request) !== undefined || parts.signIn.applicant(request) !== undefined
    const draft = returning ? await findDraft(parts, request, reply, p.code) : undefined
    return reply.send(
      page.show('procedure', {
        ...(await procedureWords(parts, page, p, request.now)),
        draft: draft && !draft.filed,
        sets: parts.linked.heads(request.now).filter((one) => one.procedures.includes(p.code)),
      }),
    )
  })
}

/** The procedure of this address, or "not found" in words. */
export async function getProcedure(parts: PortalParts, request: FastifyRequest): Promise<Procedure> {
  const { code } = request.params as { code: string }
  const found = await parts.catalogue.procedure(code, request.now)
  if (!found) throw notFound({ vi: `thủ tục ${code.slice(0, 20)}`, en: `Procedure ${code.slice(0, 20)}` })
  return found
}

function readQuery(request: FastifyRequest): SearchQuery {
  const given = request.query as Record<string, string | string[] | undefined>
  const text = (name: string): string => {
    const value = given[name]
    return (Array.isArray(value) ? value[0] : value)?.normalize('NFC').trim().slice(0, 200) ?? ''
  }
  const level = text('cap')
  const pageNumber = Math.trunc(Number(text('trang') || '1'))
  return {
    text: text('q'),
    field: text('linh-vuc') || null,
    level: level === 'city' || level === 'commune' ? (level satisfies Level) : null,
    page: pageNumber >= 1 && pageNumber <= 10_000 ? pageNumber : 1,
  }
}

function paging(page: Page, query: SearchQuery, pages: number): object {
  const href = (at: number): string => {
    const given = { q: query.text, 'linh-vuc': query.field ?? '', cap: query.level ?? '', trang: String(at) }
    return `/thu-tuc?${new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString()}`
  }
  const near = [1, query.page - 1, query.page, query.page + 1, pages].filter((at) => at >= 1 && at <= pages)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  const pageItems = shown.flatMap((at, index) => [
    ...(index > 0 && at - shown[index - 1]! > 1 ? [{ ellipsis: true }] : []),
    {
      number: at,
      href: href(at),
      current: at === query.page,
      visuallyHiddenText: page.say('search.page', { n: at }),
    },
  ])
  return {
    pageItems,
    previous: query.page > 1 ? { text: page.say('search.previous'), href: href(query.page - 1) } : undefined,
    next: query.page < pages ? { text: page.say('search.next'), href: href(query.page + 1) } : undefined,
  }
}

async function procedureWords(parts: PortalParts, page: Page, p: Procedure, now: Date): Promise<object> {
  const { say, format } = page
  const counters = await parts.offices.counters(now)
  const steps = p.steps.map((step) => ({ name: page.pick(step.name), words: format.allow(step.allow) }))
  const barWords = steps.map((step) => `${step.name} ${step.words}`).join(', ')
  const promise = p.channels.find((one) => one.channel === 'online') ?? p.channels[0]
  return {
    p: {
      ...p,
      from: p.from.split('-').reverse().join('/'),
      parts: p.parts.map((part) => ({ ...part, note: partNote(page, part) })),
    },
    subjects: p.subjects.map((one) => say(`subject.${one}`).toLowerCase()).join(', '),
    times: timesOf(page, p),
    fees: feesOf(page, p),
    where: say(p.onlineLevel === 'none' ? 'procedure.where-counter' : 'procedure.where-any', {
      n: format.count(counters.length),
    }),
    bar: steps.length > 0 ? planBar(p) : null,
    barTitle: promise
      ? say('procedure.who-does', { allow: format.allow(promise.allow) })
      : say('procedure.who-does-short'),
    barWords,
  }
}

const minutesOf: Record<Procedure['steps'][number]['allow']['unit'], number> = {
  minute: 1,
  hour: 60,
  working_day: 480,
  calendar_day: 480,
  month: 480 * 22,
}

/** The plan as an outline: widths only compare the steps, the words beside it give their times. */
function planBar(p: Procedure): TimeBar {
  const weights = p.steps.map((step) => step.allow.amount * minutesOf[step.allow.unit])
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let x = 0
  const stretches = weights.map((weight) => {
    const width = Math.round((weight / sum) * 9700) / 100
    const stretch = { kind: 'to-come' as const, x: Math.round(x * 100) / 100, width }
    x += width
    return stretch
  })
  return { stretches, now: null, due: Math.round(x * 100) / 100 }
}
