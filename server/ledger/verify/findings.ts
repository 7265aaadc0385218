/** What can be wrong. The words are part of the JSON that `verify` prints; `meaning` says them in sentences. */
export type Why =
  | 'changed'
  | 'moved'
  | 'not-canonical'
  | 'gone'
  | 'head'
  | 'beyond-head'
  | 'unnumbered'
  | 'position-gone'
  | 'block-gone'
  | 'block-changed'
  | 'leaves-changed'
  | 'anchor-differs'
  | 'anchor-gone'

/** `stream` and `seq` are null where only a position or a block can be named. */
export interface Broken {
  stream: string | null
  seq: number | null
  why: Why
  position?: number
  block?: number
}

export const meaning: Record<Why, { vi: string; en: string }> = {
  changed: {
    vi: 'nội dung hoặc mã băm của bút toán đã bị sửa',
    en: 'the text or the hash of the entry was changed',
  },
  moved: { vi: 'bút toán nằm sai chỗ', en: 'the entry says it belongs to another place or stream' },
  'not-canonical': { vi: 'nội dung không ở dạng chuẩn', en: 'the text is not in canonical form' },
  gone: { vi: 'bút toán đã bị xoá', en: 'the entry is gone' },
  head: {
    vi: 'không khớp với mã băm cuối đã lưu của chuỗi',
    en: 'the entry is not the one that the head of its stream names',
  },
  'beyond-head': {
    vi: 'bút toán nằm sau điểm cuối của chuỗi',
    en: 'the entry lies beyond the head of its stream',
  },
  unnumbered: { vi: 'bút toán chưa được đánh số', en: 'the entry has no position and should have one' },
  'position-gone': { vi: 'vị trí đã bị xoá', en: 'the position is gone' },
  'block-gone': { vi: 'khối đã bị xoá', en: 'the block is gone' },
  'block-changed': {
    vi: 'khối đã bị sửa hoặc không nối tiếp khối trước',
    en: 'the block was changed or does not follow the one before it',
  },
  'leaves-changed': {
    vi: 'các bút toán trong khối không còn như khi niêm phong',
    en: 'the entries of the block are not those that were sealed',
  },
  'anchor-differs': {
    vi: 'khối khác với tệp neo',
    en: 'the block is not the one in the anchor file',
  },
  'anchor-gone': { vi: 'tệp neo thiếu khối này', en: 'the anchor file lacks this block' },
}

const mostListed = 10_000

/** Collects findings, each once, so many at the most; the rest is counted. */
export class Findings {
  omitted = 0
  private readonly known = new Map<string, Broken>()

  add(found: Broken): void {
    const { stream, seq, why, position, block } = found
    const key = stream === null ? `${why}/${position}/${block}` : `${why}/${stream}/${seq}`
    const known = this.known.get(key)
    // Found in two ways: one of them may know the position.
    if (known) Object.assign(known, found)
    else if (this.known.size < mostListed) this.known.set(key, { ...found })
    else this.omitted += 1
  }

  /** Entries from `seq` to `last` of a stream that are gone. */
  addGone(stream: string, seq: number, last: number): void {
    const listed = Math.min(last, seq + mostListed)
    for (let gone = seq; gone <= listed; gone += 1) this.add({ stream, seq: gone, why: 'gone' })
    this.omitted += last - listed
  }

  /** All findings: entries by stream and number, then positions, then blocks. */
  sorted(): Broken[] {
    const rank = ({ stream, position }: Broken): number =>
      stream !== null ? 0 : position !== undefined ? 1 : 2
    const number = ({ seq, position, block }: Broken): number => seq ?? position ?? block ?? 0
    const name = ({ stream }: Broken): string => stream ?? ''
    return [...this.known.values()].toSorted(
      (a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : number(a) - number(b)),
    )
  }
}
