import { Transform, type Readable } from 'node:stream'
import { uuidv7, type Context } from '#kernel'
import { fileTooLarge, largestFile_bytes } from './accepted.ts'
import type { FileInfo } from './files.ts'
import { finish } from './finish.ts'
import type { Scanner } from './scan.ts'
import type { Vault } from './vault.ts'

export interface StoreFile {
  name: string
  stream: Readable
  /** Id of who sends it: a person, an applicant or a service. */
  owner: string
}

/**
 * Takes a whole file from a stream, for the portal without scripts and for papers the product makes itself. Nothing is left behind
 * when the stream breaks or is refused. Refusals: as `finish`.
 */
export async function storeFile(
  cx: Context,
  vault: Vault,
  scanner: Scanner,
  input: StoreFile,
): Promise<FileInfo> {
  const id = uuidv7(cx.now)
  await vault.receive(id, input.stream.compose(atMost(largestFile_bytes)) as Readable)
  return finish(cx, vault, scanner, { id, name: input.name, uploadedBy: input.owner })
}

function atMost(limit: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length
      next(bytes > limit ? fileTooLarge() : null, chunk)
    },
  })
}
