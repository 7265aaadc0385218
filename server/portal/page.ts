/** One page: the template, the language, the words and the figures in that language, and the token its forms carry. */
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Texts } from '#kernel'
import { formatIn, type Format } from './format.ts'
import { csrfToken } from './visit.ts'
import { languages, pick, sayIn, type Language, type Say } from './words.ts'
import type { Assets } from './build.ts'
import type { PortalParts } from './ports.ts'

export interface Page {
  language: Language
  say: Say
  format: Format
  pick(texts: Texts): string
  /** Renders and answers. `personal` pages are never kept by browsers or proxies. */
  show(template: string, data?: object, options?: { personal?: boolean; status?: number }): string
}

export type OpenPage = (request: FastifyRequest, reply: FastifyReply) => Page

const languageCookie = 'sauro-lang'

export function languageOf(request: FastifyRequest): Language {
  const asked =
    (request.query as Record<string, unknown> | undefined)?.['lang'] ?? request.cookies[languageCookie]
  return languages.find((one) => one === asked) ?? 'vi'
}

/** Prepares the templates once and gives the function that opens a page for one request. */
export function preparePages(parts: PortalParts, assets: () => Assets): OpenPage {
  const govuk = join(import.meta.dirname, '..', '..', 'node_modules', 'govuk-frontend', 'dist')
  const loader = new nunjucks.FileSystemLoader([join(import.meta.dirname, 'templates'), govuk])
  const templates = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  return (request, reply) => openPage(parts, assets(), templates, request, reply)
}

function openPage(
  parts: PortalParts,
  assets: Assets,
  templates: nunjucks.Environment,
  request: FastifyRequest,
  reply: FastifyReply,
): Page {
  const language = languageOf(request)
  const say = sayIn(language)
  const format = formatIn(language, parts.zone, say)
  const texts = (value: Texts): string => pick(value, language)
  const applicant = parts.signIn.applicant(request)
  const frame = {
    lang: language,
    t: say,
    f: format,
    w: texts,
    assets,
    applicant,
    city: texts(parts.city),
    hotline: parts.hotline,
    path: request.url.replace(/\?.*$/, ''),
    switchHref: switchHref(request, language),
    signInHref: parts.signIn.href(request.url.replace(/\?.*$/, '')),
    // Asked for only by pages with a form, so that reading a page sets no cookie.
    csrf: () => csrfToken(parts, request, reply),
  }
  return {
    language,
    say,
    format,
    pick: texts,
    show(template, data = {}, { personal = false, status = 200 } = {}) {
      const html = templates.render(`pages/${template}.njk`, { ...frame, ...data })
      void reply.code(status).type('text/html; charset=utf-8')
      void reply.header('cache-control', personal || applicant ? 'no-store' : 'private, no-cache')
      void reply.header('content-language', language).header('vary', 'cookie')
      return html
    },
  }
}

/** The same address in the other language. */
function switchHref(request: FastifyRequest, language: Language): string {
  const url = new URL(request.url, 'http://portal')
  url.searchParams.set('lang', language === 'vi' ? 'en' : 'vi')
  return sameSite(url)
}

/** Keeps the language that `?lang=` chose and goes on to the address without it. */
export function keepLanguage(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang']
  if (request.method !== 'GET' || !languages.some((one) => one === asked)) return undefined
  void reply.setCookie(languageCookie, asked as string, {
    path: '/',
    sameSite: 'lax',
    secure: parts.secure,
    httpOnly: true,
    maxAge: 365 * 86_400,
  })
  const url = new URL(request.url, 'http://portal')
  url.searchParams.delete('lang')
  return sameSite(url)
}

/** Path and query only; a path that begins with two slashes would lead to another site. */
const sameSite = (url: URL): string => `${url.pathname.replace(/^\/+/, '/')}${url.search}`
