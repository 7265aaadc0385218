import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { Upload } from '@tus/server'
import type { Vault } from './vault.ts'

/**
 * In an S3 bucket, `s3://bucket/prefix`; region, endpoint and credentials come from the usual AWS variables. The library is loaded here
 * and nowhere else, so that an installation on disk never loads it. An object keeps the upload's id as its key: S3 has no links.
 */
export async function openS3Vault(address: string, dataDir: string): Promise<Vault> {
  const { S3Store } = await import('@tus/s3-store')
  const { hostname: bucket, pathname } = new URL(address)
  const prefix = pathname.replaceAll(/^\/+|\/+$/g, '')
  const copies = join(dataDir, 'looking')
  await mkdir(copies, { recursive: true, mode: 0o700 })
  const incoming = new S3Store({
    partSize: 8 * 1024 * 1024,
    expirationPeriodInMilliseconds: 24 * 3_600_000,
    useTags: false,
    s3ClientConfig: { bucket, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined },
  })
  const keyOf = (id: string): string => (prefix === '' ? id : `${prefix}/${id}`)
  return {
    incoming,
    keyOf,
    async receive(id, stream) {
      // By way of the disk, because S3 wants to know how long an object will be.
      const path = join(copies, id)
      try {
        await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        const { size } = await stat(path)
        await incoming.create(new Upload({ id: keyOf(id), size, offset: 0, metadata: {} }))
        await incoming.write(createReadStream(path), keyOf(id), 0)
      } finally {
        await rm(path, { force: true })
      }
    },
    async look(id) {
      const path = join(copies, id)
      await pipeline(await incoming.read(keyOf(id)), createWriteStream(path, { mode: 0o600 }))
      return { path, release: () => rm(path, { force: true }) }
    },
    placeOf: (id) => `s3:${keyOf(id)}`,
    settle: async () => undefined,
    forget: async () => undefined,
    discard: (id) => incoming.remove(keyOf(id)),
    open: (place): Promise<Readable> => incoming.read(place.slice('s3:'.length)),
    remove: (place) => incoming.remove(place.slice('s3:'.length)),
    dropUnfinished: () => incoming.deleteExpired(),
  }
}
