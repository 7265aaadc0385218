import { hash as digest } from 'node:crypto'
import type pg from 'pg'
import { BodyReader } from './body.ts'
import type { Findings } from './findings.ts'
import { pagesOf, recordHead, streamAt, type Range } from './pages.ts'

const hashAt = 24
const hashLength = 32
const hexDigits = Buffer.from('0123456789abcdef')

/**
 * Reads and checks every entry of a range of streams, or of the streams named; `seen` is told after each page how many entries it
 * had. Uses nothing of the database but the rows. Gives the number of streams, and of those whose first entry is gone.
 */
export async function checkChains(
  client: pg.Client,
  part: Range | readonly string[],
  findings: Findings,
  seen: (entries: number) => void,
): Promise<{ streams: number; headless: number }> {
  const checker = new ChainChecker(findings)
  for await (const page of pagesOf(client, part)) seen(checker.checkPage(page))
  return { streams: checker.streams, headless: checker.headless }
}

/** Follows the entries of streams in the order of their key, from page to page. */
class ChainChecker {
  private readonly findings: Findings
  private readonly body = new BodyReader()
  private readonly stream = Buffer.alloc(16)
  private readonly previous = Buffer.alloc(hashLength)
  private readonly stored = Buffer.alloc(hashLength)
  private seq = 0
  streams = 0
  headless = 0

  constructor(findings: Findings) {
    this.findings = findings
  }

  checkPage(page: Buffer): number {
    let entries = 0
    for (let at = 0; at < page.length; entries += 1) {
      const end = at + recordHead + page.readInt32BE(at + 20)
      this.checkEntry(page, at, end)
      at = end
    }
    return entries
  }

  private checkEntry(page: Buffer, at: number, end: number): void {
    if (!same(page, at, this.stream, 16)) {
      page.copy(this.stream, 0, at, at + 16)
      this.seq = 0
      this.streams += 1
      if (page.readInt32BE(at + 16) !== 1) this.headless += 1
      this.previous.fill(0)
    }
    const seq = page.readInt32BE(at + 16)
    const follows = seq === this.seq + 1
    if (!follows) this.findings.addGone(streamAt(page, at), this.seq + 1, seq - 1)
    this.seq = seq
    page.copy(this.stored, 0, at + hashAt, at + recordHead)
    // The hash before it is put where its own hash stood: then what was hashed lies in one piece.
    this.previous.copy(page, at + hashAt)
    const why = this.faultOf(page, at, end, seq, follows)
    if (why) this.findings.add({ stream: streamAt(page, at), seq, why })
    this.stored.copy(this.previous)
  }

  private faultOf(
    page: Buffer,
    at: number,
    end: number,
    seq: number,
    follows: boolean,
  ): 'moved' | 'changed' | 'not-canonical' | undefined {
    this.body.read(page, at + recordHead, end)
    const said = this.body.streamAt
    if (this.body.seq !== seq || said < 0 || !names(page, said, this.stream)) return 'moved'
    // After a gap the hash before it is not known; that the entry before is gone is told already.
    if (follows && !gives(digest('sha256', page.subarray(at + hashAt, end), 'binary'), this.stored))
      return 'changed'
    return this.body.form === 'not-canonical' ? 'not-canonical' : undefined
  }
}

function same(page: Buffer, at: number, other: Buffer, length: number): boolean {
  for (let i = length - 1; i >= 0; i -= 1) if (page[at + i] !== other[i]) return false
  return true
}

function gives(hash: string, stored: Buffer): boolean {
  for (let i = 0; i < hashLength; i += 1) if (hash.charCodeAt(i) !== stored[i]) return false
  return true
}

/** Whether the 36 letters at `at` are this stream id. */
function names(page: Buffer, at: number, stream: Buffer): boolean {
  let letter = at
  for (let i = 0; i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) letter += 1
    const byte = stream[i] as number
    if (page[letter] !== hexDigits[byte >> 4] || page[letter + 1] !== hexDigits[byte & 15]) return false
    letter += 2
  }
  return true
}
