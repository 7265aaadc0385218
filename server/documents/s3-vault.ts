import { Upload } from '@tus/server'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { Vault } from './vault.ts'

/**
 * In an S3 bucket, `s3://bucket/prefix`; region, endpoint and credentials come from the usual AWS variables. The library is loaded here
 * and nowhere else, so that an installation on disk never loads it. An object keeps the upload's id as its key: S3 has no links.
 */
export async function openS3Vault(address: string, dataDir: string): Promise<Vault> {
  const { hostname: bucket, pathname } = new URL(address)
  const prefix = pathname.replaceAll(/^\/+|\/+$/g, '')
  const copies = join(dataDir, 'looking')
  await mkdir(copies, { recursive: true, mode: 0o700 })
  const incoming = await openBucket(bucket, prefix)
  const keyOf = (id: string): string => (prefix === '' ? id : `${prefix}/${id}`)
  return {
    incoming,
    keyOf,
    async receive(id, stream) {
      // By way of the disk, because S3 wants to know how long an object will be.
      const path = join(copies, `${id}.sent`)
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
    forget: (id) => incoming.erase([`${keyOf(id)}.info`]),
    discard: (id) => incoming.erase([keyOf(id), `${keyOf(id)}.info`]),
    open: (place): Promise<Readable> => incoming.read(place.slice('s3:'.length)),
    remove: (place) => incoming.erase([place.slice('s3:'.length)]),
    dropUnfinished: (before) => incoming.dropUnfinished(before),
  }
}

/**
 * The tus store with two things done differently: its `remove` stops at a finished upload without deleting the object, and its sweep ends
 * every upload in the bucket, also those of other systems.
 */
async function openBucket(bucket: string, prefix: string) {
  const { S3Store } = await import('@tus/s3-store')
  class Bucket extends S3Store {
    async erase(keys: string[]): Promise<void> {
      for (const key of keys) {
        await this.client.deleteObject({ Bucket: bucket, Key: key })
        await this.clearCache(key)
      }
    }

    async dropUnfinished(before: Date): Promise<number> {
      const found = await this.client.listMultipartUploads({
        Bucket: bucket,
        Prefix: prefix === '' ? undefined : `${prefix}/`,
      })
      const old = (found.Uploads ?? []).filter((one) => one.Initiated !== undefined && one.Initiated < before)
      for (const { Key, UploadId } of old) {
        await this.client.abortMultipartUpload({ Bucket: bucket, Key, UploadId })
        await this.erase([`${Key}.info`, `${Key}.part`])
      }
      return old.length
    }
  }
  return new Bucket({
    partSize: 8 * 1024 * 1024,
    useTags: false,
    s3ClientConfig: {
      bucket,
      // Stores of other makers are reached by a path, and many do not know the newer checksums.
      forcePathStyle:
        process.env['AWS_ENDPOINT_URL'] !== undefined || process.env['AWS_ENDPOINT_URL_S3'] !== undefined,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
  })
}
