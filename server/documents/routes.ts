import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type Clock, type Database, type HttpServer, type KeyRing } from '#kernel'
import type { Documents } from './documents.ts'
import { erasedFile, getRow, infoOf, type FileInfo } from './files.ts'
import { guardNamedFiles } from './named-files.ts'
import { uploadRoutes } from './uploads.ts'

export interface DocumentParts {
  db: Database
  keys: KeyRing
  clock: Clock
  documents: Documents
  /** Refuses whoever may not upload, and a request without its CSRF token; gives the id that is kept as the uploader. */
  uploader(request: FastifyRequest): Promise<string> | string
  /** Refuses whoever may not read this file; notes the reading where the city wants it noted. */
  mayRead(request: FastifyRequest, file: FileInfo): Promise<void> | void
}

const Params = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false })

/** `/api/uploads` (tus), `GET /api/files/:id` (the bytes, as a download), `GET /api/files/:id/about`. */
export function routes(app: HttpServer, parts: DocumentParts): void {
  guardNamedFiles(app, parts)
  uploadRoutes(app, parts)

  app.get('/api/files/:id', { schema: { params: Params } }, async (request, reply) => {
    const row = await getRow(parts.db, request.params.id)
    const info = infoOf(parts.keys, row)
    await parts.mayRead(request, info)
    if (row.erased_at !== null) throw erasedFile()
    if (row.place === null) throw fileRefused()
    if (row.scanned_by === 'waiting') throw fileWaiting()
    downloadHeaders(reply, info)
    return reply.send(await parts.documents.vault.open(row.place))
  })

  app.get('/api/files/:id/about', { schema: { params: Params } }, async (request) => {
    const info = infoOf(parts.keys, await getRow(parts.db, request.params.id))
    await parts.mayRead(request, info)
    const { id, name, bytes, type, sha256, state, scannedBy, item, createdAt, erasedAt } = info
    const told = { id, name, bytes, type, sha256, state, scannedBy, item }
    return { ...told, createdAt: createdAt.toISOString(), erasedAt: erasedAt?.toISOString() ?? null }
  })
}

/** A stranger's file is never shown inside our pages: it is saved, nothing in it runs, and nobody guesses its type. */
export function downloadHeaders(
  reply: FastifyReply,
  file: Pick<FileInfo, 'name' | 'type' | 'bytes' | 'sha256'>,
): void {
  void reply.headers({
    'content-type': file.type,
    'content-length': String(file.bytes),
    'content-disposition': attachment(file.name),
    'content-security-policy': `sandbox; default-src 'none'`,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  })
}

/** RFC 6266: the name in plain letters for old programs, the whole Vietnamese name in `filename*` for all others. */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

export const fileRefused = (): Refusal =>
  new Refusal(
    'FileRefused',
    {
      vi: 'Tệp này đã bị xóa vì trình quét phát hiện nội dung độc hại.',
      en: 'This file was deleted because the scanner found something harmful in it.',
    },
    { kind: 'conflict' },
  )

export const fileWaiting = (): Refusal =>
  new Refusal(
    'FileNotScanned',
    {
      vi: 'Tệp đang chờ trình quét kiểm tra. Hãy thử lại sau ít phút.',
      en: 'The file waits for the scanner. Try again in a few minutes.',
    },
    { kind: 'unavailable' },
  )
