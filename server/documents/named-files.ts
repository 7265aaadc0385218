import type { Json } from '#ledger'
import type { HttpServer } from '#kernel'
import { getFiles } from './files.ts'
import { filesIn } from './links.ts'
import type { DocumentParts } from './routes.ts'

/**
 * A command of the API may name only its sender's own uploads or files of the item it acts on: else whoever learnt a file's id could hang
 * it on a dossier of their own and read it there. Checked for every command, so that none can forget it. Refusals: as `getFiles`.
 */
export function guardNamedFiles(app: HttpServer, parts: DocumentParts): void {
  app.addHook('preHandler', async (request) => {
    // The route and not the address: the router reads `/%61pi/` as `/api/`.
    if (request.routeOptions.url?.startsWith('/api/') !== true) return
    if (request.body === null || typeof request.body !== 'object') return
    const ids = filesIn(request.body as Json)
    if (ids.length === 0) return
    const { id } = (request.params ?? {}) as { id?: string }
    const uploader = await parts.uploader(request)
    await getFiles(parts.db, parts.keys, ids, id === undefined ? { uploader } : { uploader, item: id })
  })
}
