import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { Refusal, type HttpServer } from '#kernel'

/** Where the official's console is built to, and the path it lives under. */
export const consoleFolder = fileURLToPath(new URL('../web/official/dist/', import.meta.url))
export const consolePath = '/cong-viec/'

/** Serves the built console; any deeper address is the same page, which reads its state from the address. */
export async function serveConsole(http: HttpServer): Promise<void> {
  // The console is built beside the running server; until then its folder is empty.
  mkdirSync(consoleFolder, { recursive: true })
  await http.register(fastifyStatic, {
    root: consoleFolder,
    prefix: consolePath,
    wildcard: true,
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    setHeaders: (reply, path) => {
      if (path.endsWith('.html')) void reply.header('cache-control', 'no-cache')
    },
    globIgnore: ['**/index.html'],
  })
  http.get(consolePath, { schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await consolePage()),
  )
  http.get('/cong-viec', { schema: { hide: true } }, (_request, reply) => reply.redirect(consolePath))
}

export const isConsolePage = (url: string, accept: string | undefined): boolean =>
  url.startsWith(consolePath) && !/\.[a-z0-9]{2,5}(\?|$)/.test(url) && (accept ?? '').includes('text/html')

/** The console's one page; while it is being built for the first time, that is said instead. */
export async function consolePage(): Promise<string> {
  const index = `${consoleFolder}index.html`
  if (!existsSync(index)) {
    throw new Refusal(
      'ConsoleBeingBuilt',
      {
        vi: 'Giao diện cán bộ đang được dựng lần đầu, khoảng một phút. Hãy tải lại trang.',
        en: 'The console is being built for the first time; it takes about a minute. Load the page again.',
      },
      { kind: 'unavailable' },
    )
  }
  return readFile(index, 'utf8')
}
