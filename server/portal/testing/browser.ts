/** A browser without scripts, over `inject`: keeps cookies, follows redirects, fills in the form of the page it is on. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export interface Answer {
  status: number
  url: string
  html: string
  headers: LightMyRequestResponse['headers']
}

export interface Browser {
  open(url: string): Promise<Answer>
  /** Sends the first form of the page (its hidden fields included) with these fields. */
  send(fields: Record<string, string>): Promise<Answer>
  upload(
    fields: Record<string, string>,
    files: { field: string; name: string; text: string }[],
  ): Promise<Answer>
  cookies: Map<string, string>
}

export function browse(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>()
  let at: Answer = { status: 0, url: '/', html: '', headers: {} }

  async function ask(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    type?: string,
  ): Promise<Answer> {
    const answer = await app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const cookie of answer.cookies) cookies.set(cookie.name, cookie.value)
    const to = answer.headers.location
    if (typeof to === 'string' && answer.statusCode >= 300 && answer.statusCode < 400) return ask('GET', to)
    at = { status: answer.statusCode, url, html: answer.body, headers: answer.headers }
    return at
  }

  /** The hidden fields of the main form: the one in the page's middle, not the sign-out of the footer. */
  function hidden(): Record<string, string> {
    const main = at.html.slice(at.html.indexOf('<main'), at.html.indexOf('</main>'))
    const form = main.slice(main.lastIndexOf('<form'))
    const found = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
    return Object.fromEntries([...found].map(([, name, value]) => [name!, value!]))
  }

  return {
    cookies,
    open: (url) => ask('GET', url),
    send: (fields) =>
      ask(
        'POST',
        at.url,
        new URLSearchParams({ ...hidden(), ...fields }).toString(),
        'application/x-www-form-urlencoded',
      ),
    async upload(fields, files) {
      const data = new FormData()
      for (const [name, value] of Object.entries({ ...hidden(), ...fields })) data.append(name, value)
      for (const file of files) data.append(file.field, new Blob([file.text]), file.name)
      const body = new Response(data)
      return ask('POST', at.url, Buffer.from(await body.arrayBuffer()), body.headers.get('content-type')!)
    },
  }
}

/** The text a person reads: without tags. */
export const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
