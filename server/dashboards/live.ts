import { requireActor } from '#identity'
import type { HttpServer } from '#kernel'
import type { Listener } from '#ledger'

const heartbeat_ms = 25_000

/**
 * `GET /api/live`: a stream of ledger positions (server-sent events). It says only that something happened, never what: whoever
 * hears it reads again what their permits let them see.
 */
export function liveRoutes(app: HttpServer, parts: { listener: Listener }): void {
  app.get(
    '/api/live',
    { schema: { tags: ['live'], summary: 'Ledger positions as they grow (server-sent events)' } },
    (request, reply) => {
      requireActor(request)
      reply.hijack()
      const raw = reply.raw
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const tell = (position: number): void =>
        void raw.write(`event: position\nid: ${position}\ndata: {"position":${position}}\n\n`)
      tell(parts.listener.position())
      const end = parts.listener.onPosition(tell)
      const beat = setInterval(() => raw.write(': \n\n'), heartbeat_ms)
      beat.unref()
      request.raw.on('close', () => {
        end()
        clearInterval(beat)
      })
    },
  )
}
