import { FileStore } from '@tus/file-store'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DataStore } from '@tus/server'

/**
 * Where bytes lie. Uploads arrive in `incoming` (resumable, by the tus protocol); a finished one is settled under a place that the
 * files table remembers. Nothing here is inside a folder that the web server serves.
 */
export interface Vault {
  readonly incoming: DataStore
  /** The store's own key of an upload: the file's id, with the bucket's prefix where there is one. */
  readonly keyOf: (id: string) => string
  /** Takes a whole upload from a stream; leaves nothing behind when the stream breaks. */
  receive(id: string, stream: Readable): Promise<void>
  /** A path to read a finished upload from before it is settled. `release` removes a copy made for reading. */
  look(id: string): Promise<{ path: string; release(): Promise<void> }>
  /** The place the bytes will have; known before they are put there, so that the place can be locked. */
  placeOf(id: string, sha256: string): string
  /** Makes the upload's bytes readable at the place. Doing it twice is the same as once. */
  settle(id: string, place: string): Promise<void>
  /** Forgets the upload's working copy after it was settled. */
  forget(id: string): Promise<void>
  /** Deletes an upload that was refused. */
  discard(id: string): Promise<void>
  open(place: string): Promise<Readable>
  remove(place: string): Promise<void>
  /** Drops unfinished uploads begun before `before`; gives how many. */
  dropUnfinished(before: Date): Promise<number>
}

/** On disk: uploads in `uploads/`, settled files in `files/ab/cd/<sha256>`, each content once. */
export async function openDiskVault(dataDir: string): Promise<Vault> {
  const uploads = join(dataDir, 'uploads')
  const files = join(dataDir, 'files')
  for (const folder of [uploads, files]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const incoming = new FileStore({ directory: uploads })
  const upload = (id: string): string => join(uploads, id)
  const settled = (place: string): string => join(files, place)
  const clear = async (id: string): Promise<void> => {
    await rm(upload(id), { force: true })
    await rm(`${upload(id)}.json`, { force: true })
  }
  return {
    incoming,
    keyOf: (id) => id,
    async receive(id, stream) {
      try {
        await pipeline(stream, createWriteStream(upload(id), { flags: 'wx', mode: 0o600 }))
      } catch (error) {
        await rm(upload(id), { force: true })
        throw error
      }
    },
    look: async (id) => ({ path: upload(id), release: async () => undefined }),
    placeOf: (_id, sha256) => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`,
    async settle(id, place) {
      await mkdir(dirname(settled(place)), { recursive: true, mode: 0o700 })
      // A hard link, so that a crash between here and the row leaves the upload as it was, ready to be finished again.
      await link(upload(id), settled(place)).catch(unless('EEXIST'))
      await chmod(settled(place), 0o400)
    },
    forget: clear,
    discard: clear,
    open: async (place) => {
      await stat(settled(place))
      return createReadStream(settled(place))
    },
    remove: (place) => rm(settled(place), { force: true }),
    async dropUnfinished(before) {
      let dropped = 0
      for (const name of await readdir(uploads)) {
        const about = await stat(join(uploads, name)).catch(unless('ENOENT'))
        if (!about || about.mtime >= before) continue
        await rm(join(uploads, name), { force: true })
        if (!name.endsWith('.json')) dropped++
      }
      return dropped
    },
  }
}

const unless =
  (code: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error
  }
