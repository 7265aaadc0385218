import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A store that speaks S3, as tests look at it. */
export interface S3Store {
  /** For `AWS_ENDPOINT_URL`. */
  address: string
  /** Keys in the bucket, with the bucket's name before. */
  keys(): Promise<string[]>
  /** Multipart uploads that are neither completed nor aborted. */
  unfinished(): Promise<string[]>
  stop(): Promise<void>
}

interface Stored {
  bytes: Buffer
  meta: Record<string, string>
}

interface Multipart {
  key: string
  parts: Map<number, Buffer>
  meta: Record<string, string>
}

interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
}

type Store = { objects: Map<string, Stored>; uploads: Map<string, Multipart> }

/** One that speaks as much of S3 as an upload needs; everything lies in memory. */
export async function startS3(): Promise<S3Store> {
  const store: Store = { objects: new Map(), uploads: new Map() }
  const server = createServer((request, response) => void answer(store, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: () => Promise.resolve([...store.objects.keys()].toSorted()),
    unfinished: () => Promise.resolve([...store.uploads.values()].map((one) => one.key)),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, 'http://localhost')
  const body = await bytesOf(request)
  const { status = 200, headers = {}, body: text = '' } = act(store, request, url, body)
  response.writeHead(status, headers)
  response.end(request.method === 'HEAD' ? undefined : text)
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

interface Asked {
  key: string
  /** Id of the multipart upload the address names. */
  upload: string
  url: URL
  body: Buffer
  meta: Record<string, string>
}

const acts: Record<string, (store: Store, asked: Asked) => Answer> = {
  'POST uploads': (store, { key, meta }) => begin(store, key, meta),
  'GET uploads': (store, { key, url }) => list(store, key, url.searchParams.get('prefix') ?? ''),
  'PUT upload': (store, { upload, url, body }) =>
    part(store, upload, Number(url.searchParams.get('partNumber')), body),
  'GET upload': (store, { upload }) => parts(store, upload),
  'POST upload': (store, { upload }) => complete(store, upload),
  'DELETE upload': (store, { upload }) =>
    store.uploads.delete(upload) ? { status: 204 } : missing('NoSuchUpload'),
  'PUT object': (store, { key, body, meta }) => {
    store.objects.set(key, { bytes: body, meta })
    return { headers: { etag: etag(body) } }
  },
  'DELETE object': (store, { key }) => {
    store.objects.delete(key)
    return { status: 204 }
  },
  'GET object': (store, { key }) => read(store, key),
  'HEAD object': (store, { key }) => read(store, key),
}

function act(store: Store, request: IncomingMessage, url: URL, body: Buffer): Answer {
  const key = decodeURIComponent(url.pathname.slice(1)).replace(/\/$/, '')
  const upload = url.searchParams.get('uploadId')
  const what = upload !== null ? 'upload' : url.searchParams.has('uploads') ? 'uploads' : 'object'
  const asked = { key, upload: upload ?? '', url, body, meta: metaOf(request) }
  return acts[`${request.method} ${what}`]?.(store, asked) ?? { status: 501 }
}

const begin = (store: Store, key: string, meta: Record<string, string>): Answer => {
  const id = randomUUID()
  store.uploads.set(id, { key, parts: new Map(), meta })
  const [bucket, ...rest] = key.split('/')
  return xml(
    'InitiateMultipartUploadResult',
    tag('Bucket', bucket!) + tag('Key', rest.join('/')) + tag('UploadId', id),
  )
}

function list(store: Store, bucket: string, prefix: string): Answer {
  const found = [...store.uploads].filter(([, one]) => one.key.startsWith(`${bucket}/${prefix}`))
  const row = ([id, one]: [string, Multipart]): string =>
    tag(
      'Upload',
      tag('Key', one.key.slice(bucket.length + 1)) +
        tag('UploadId', id) +
        tag('Initiated', '2026-11-20T00:00:00.000Z'),
    )
  return xml('ListMultipartUploadsResult', found.map(row).join('') + tag('IsTruncated', 'false'))
}

function part(store: Store, id: string, no: number, body: Buffer): Answer {
  const upload = store.uploads.get(id)
  if (!upload) return missing('NoSuchUpload')
  upload.parts.set(no, body)
  return { headers: { etag: etag(body) } }
}

function parts(store: Store, id: string): Answer {
  const upload = store.uploads.get(id)
  if (!upload) return missing('NoSuchUpload')
  const row = ([no, bytes]: [number, Buffer]): string =>
    tag('Part', tag('PartNumber', String(no)) + tag('ETag', etag(bytes)) + tag('Size', String(bytes.length)))
  return xml('ListPartsResult', [...upload.parts].map(row).join('') + tag('IsTruncated', 'false'))
}

function complete(store: Store, id: string): Answer {
  const upload = store.uploads.get(id)
  if (!upload) return missing('NoSuchUpload')
  const inOrder = [...upload.parts].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes)
  store.objects.set(upload.key, { bytes: Buffer.concat(inOrder), meta: upload.meta })
  store.uploads.delete(id)
  return xml('CompleteMultipartUploadResult', tag('ETag', etag(Buffer.concat(inOrder))))
}

function read(store: Store, key: string): Answer {
  const found = store.objects.get(key)
  if (!found) return missing('NoSuchKey')
  return {
    headers: { 'content-length': String(found.bytes.length), etag: etag(found.bytes), ...found.meta },
    body: found.bytes,
  }
}

const metaOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-')),
  ) as Record<string, string>

const etag = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`
const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`
const xml = (root: string, content: string): Answer => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`,
})
const missing = (code: string): Answer => ({
  ...xml('Error', tag('Code', code) + tag('Message', code)),
  status: 404,
})
