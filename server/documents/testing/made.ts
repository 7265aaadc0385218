import { randomBytes, createHash } from 'node:crypto'
import { Readable } from 'node:stream'

/** Files made for tests: real enough for their content to tell their type. */
export const pdf = (bytes = 2_000): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(Math.max(0, bytes - 15)), Buffer.from('\n%%EOF')])

export const png = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  )

export const executable = (): Buffer => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The content in pieces, as it comes over a network. */
export function inPieces(content: Buffer, size = 65_536): Readable {
  let at = 0
  return new Readable({
    read() {
      this.push(at >= content.length ? null : content.subarray(at, (at += size)))
    },
  })
}
