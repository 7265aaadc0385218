import { createReadStream } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Anchor } from './block.ts'

/** The file says otherwise than the database: one of them was changed, or the file belongs to another database. */
export class AnchorsDisagree extends Error {
  constructor(path: string, block: number) {
    super(
      `block ${block} in ${path} is not the one in the database: run "sauro verify --anchors ${path}". Only if the database was made anew, move the file away.`,
    )
    this.name = 'AnchorsDisagree'
  }
}

/**
 * The anchors of a file, oldest first, up to a byte when that is given; a last line without an end is left out. Throws when a line is
 * no anchor.
 */
export async function* readAnchors(path: string, end?: number): AsyncGenerator<Anchor> {
  const whole = end ?? (await lengthOfWholeLines(path))
  if (whole === 0) return
  const lines = createInterface({ input: createReadStream(path, { end: whole - 1 }), crlfDelay: Infinity })
  let number = 0
  for await (const line of lines) {
    number += 1
    yield parse(line, `${path}:${number}`)
  }
}

/** The last whole line of the file; undefined when there is no file or no line. */
export async function lastAnchor(path: string): Promise<Anchor | undefined> {
  return withFile(path, async (file) => {
    const whole = await endOfLines(file)
    if (whole === 0) return undefined
    // An anchor has about 350 bytes.
    const tail = await readAt(file, Math.max(0, whole - 4_096), whole)
    const text = tail.toString('utf8').trimEnd()
    return parse(text.slice(text.lastIndexOf('\n') + 1), `the last line of ${path}`)
  })
}

/** Appends and waits until it is on the disk. What a crash left of an unfinished line is cut off first. */
export async function appendAnchors(path: string, anchors: readonly Anchor[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a+', 0o644)
  try {
    const whole = await endOfLines(file)
    if (whole < (await file.stat()).size) await file.truncate(whole)
    await file.appendFile(anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

function parse(line: string, where: string): Anchor {
  try {
    const anchor = JSON.parse(line) as Anchor
    if (typeof anchor.block === 'number' && typeof anchor.hash === 'string') return anchor
  } catch (error) {
    throw new Error(`${where} is not an anchor: ${(error as Error).message}`, { cause: error })
  }
  throw new Error(`${where} is not an anchor: it has no block and hash`)
}

/** Bytes of the file up to its last line end; rejects when there is no such file. */
export const lengthOfWholeLines = async (path: string): Promise<number> => {
  const file = await open(path, 'r')
  try {
    return await endOfLines(file)
  } finally {
    await file.close()
  }
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return undefined
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/** Bytes up to and with the last line end. */
async function endOfLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat()
  for (let end = size; end > 0; end -= Math.min(end, 4_096)) {
    const from = Math.max(0, end - 4_096)
    const found = (await readAt(file, from, end)).lastIndexOf(0x0a)
    if (found >= 0) return from + found + 1
  }
  return 0
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from)
  return buffer.subarray(0, bytesRead)
}
