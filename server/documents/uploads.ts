import { Server, type Upload } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { isUuid, notFound, Refusal, unseal, uuidv7, seal, type Context, type HttpServer } from '#kernel'
import { cleanName, fileTooLarge, largestFile_bytes } from './accepted.ts'
import { findRow } from './files.ts'
import type { DocumentParts } from './routes.ts'

const path = '/api/uploads'

/** What one request carries through the tus server: who sends, and the refusal to answer with our own error body. */
interface Carried {
  cx: Context
  uploader: string
  refusal?: Refusal
}

/**
 * Resumable uploads by the tus protocol 1.0: `POST /api/uploads` with `Upload-Length` and `Upload-Metadata: filename …`, then `PATCH`, and
 * after a cut `HEAD` tells where to go on. The upload's id is the file's id. Only who began an upload sees or continues it.
 */
export function uploadRoutes(app: HttpServer, parts: DocumentParts): void {
  const carried = new WeakMap<Request, Carried>()
  const tus = tusServer(parts, (request) => carried.get(request as unknown as Request)!)

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const uploader = await parts.uploader(request)
    const cx = { db: parts.db, keys: parts.keys, now: parts.clock(), requestId: request.id }
    if (request.method === 'POST') parts.documents.pace.take(uploader, request.ip, cx.now)
    const with_: Carried = { cx, uploader }
    const { id } = request.params as { id?: string }
    if (id !== undefined) {
      const done = await finishedBefore(parts, with_, id)
      if (done !== undefined && request.method === 'HEAD') return reply.headers(done).code(200).send()
    }
    const asked = webRequest(request)
    carried.set(asked, with_)
    const answer = await tus.handleWeb(asked)
    if (with_.refusal) throw with_.refusal
    if (answer.status === 413) throw fileTooLarge()
    return reply
      .code(answer.status)
      .headers(Object.fromEntries(answer.headers))
      .send(answer.body === null ? undefined : await answer.text())
  }

  // The bytes go to the store as they come; Fastify does not gather them. In its own scope, so that no other route takes such a body.
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null))
    const options = { bodyLimit: largestFile_bytes }
    scope.route({ method: ['POST', 'OPTIONS'], url: path, ...options, handler: handle })
    scope.route({
      method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
      url: `${path}/:id`,
      ...options,
      handler: handle,
    })
  })
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value)
  const withBody = request.method === 'PATCH' || request.method === 'POST'
  return new Request(new URL(request.url, 'http://localhost'), {
    method: request.method,
    headers,
    ...(withBody
      ? { body: Readable.toWeb(request.raw) as ReadableStream<Uint8Array>, duplex: 'half' as const }
      : {}),
  })
}

function tusServer(parts: DocumentParts, carriedBy: (request: object) => Carried): Server {
  const { vault } = parts.documents
  const refusing = async <T>(carried: Carried, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal) carried.refusal = error
      throw error
    }
  }
  return new Server({
    path,
    datastore: vault.incoming,
    maxSize: largestFile_bytes,
    allowedOrigins: [],
    generateUrl: (_request, { id }) => `${path}/${id.split('/').at(-1)!}`,
    getFileIdFromRequest: (_request, last) =>
      last !== undefined && isUuid(last) ? vault.keyOf(last) : undefined,
    namingFunction: (request) => vault.keyOf(uuidv7(carriedBy(request).cx.now)),
    onUploadCreate: (request, upload) => {
      const carried = carriedBy(request)
      return refusing(carried, async () => ({ metadata: metadataOf(carried, upload) }))
    },
    onIncomingRequest: (request, key) => {
      const carried = carriedBy(request)
      return refusing(carried, () =>
        request.method === 'POST' ? Promise.resolve() : mustBeTheirs(parts, carried, key),
      )
    },
    onUploadFinish: (request, upload) => {
      const carried = carriedBy(request)
      return refusing(carried, async () => {
        await parts.documents.finish(carried.cx, arrivedOf(carried.cx, upload))
        return {}
      })
    },
  })
}

/** The name is sealed before it lies on the disk beside the bytes; whatever else the client sent is not kept. */
function metadataOf({ cx, uploader }: Carried, upload: Upload): Record<string, string> {
  const name = cleanName(upload.metadata?.['filename'] ?? '')
  return { name: seal(cx.keys, name, about(upload.id)).toString('base64'), uploader }
}

function arrivedOf(cx: Context, upload: Upload): { id: string; name: string; uploadedBy: string } {
  const sealed = Buffer.from(upload.metadata?.['name'] ?? '', 'base64')
  return {
    id: upload.id.split('/').at(-1)!,
    name: unseal(cx.keys, sealed, about(upload.id)),
    uploadedBy: upload.metadata?.['uploader'] ?? '',
  }
}

const about = (key: string): string => `documents.uploads/${key}/name`

async function mustBeTheirs(parts: DocumentParts, carried: Carried, key: string): Promise<void> {
  const upload = await parts.documents.vault.incoming.getUpload(key)
  if (upload.metadata?.['uploader'] !== carried.uploader)
    throw notFound({ vi: 'lượt tải lên', en: 'The upload' })
}

/**
 * The headers of an upload whose file is already kept, so that a client that missed the last answer learns that all bytes came. An upload
 * that has all its bytes but was not taken yet (the process died in between) is taken now.
 */
async function finishedBefore(
  parts: DocumentParts,
  carried: Carried,
  id: string,
): Promise<Record<string, string> | undefined> {
  if (!isUuid(id)) throw notFound({ vi: 'lượt tải lên', en: 'The upload' })
  const row = await findRow(parts.db, id)
  if (row && row.uploaded_by !== carried.uploader) throw notFound({ vi: 'lượt tải lên', en: 'The upload' })
  const bytes = row?.bytes ?? (await takeLate(parts, carried, id))
  if (bytes === undefined) return undefined
  return {
    'tus-resumable': '1.0.0',
    'cache-control': 'no-store',
    'upload-offset': String(bytes),
    'upload-length': String(bytes),
  }
}

async function takeLate(parts: DocumentParts, carried: Carried, id: string): Promise<number | undefined> {
  const { vault } = parts.documents
  const upload = await vault.incoming.getUpload(vault.keyOf(id)).catch(noSuchUpload)
  if (!upload || upload.size === undefined || upload.offset !== upload.size) return undefined
  await mustBeTheirs(parts, carried, vault.keyOf(id))
  return (await parts.documents.finish(carried.cx, arrivedOf(carried.cx, upload))).bytes
}

function noSuchUpload(error: { status_code?: number }): undefined {
  if (error.status_code !== 404 && error.status_code !== 410) throw error
}
