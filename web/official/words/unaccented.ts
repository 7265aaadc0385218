/** Letters without their marks, lower case: what somebody types who does not switch the keyboard to Vietnamese. */
export function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()
}

export interface Piece {
  text: string
  hit: boolean
}

/**
 * Cuts a name into pieces, those that match a typed word (without marks) flagged, so that they can be underlined.
 * A typed word matches at the beginning of a word of the name only.
 */
export function matchedPieces(name: string, typed: string): Piece[] {
  const wanted = unaccented(typed)
    .split(/\s+/)
    .filter((word) => word.length > 0)
  const pieces: Piece[] = []
  for (const text of name.split(/(\s+)/)) {
    if (text === '') continue
    const bare = unaccented(text).replace(/^[^\p{L}\p{N}]+/u, '')
    const blank = text.trim() === ''
    const hit = blank ? (pieces.at(-1)?.hit ?? false) : wanted.some((word) => bare.startsWith(word))
    const last = pieces.at(-1)
    if (last && last.hit === hit) last.text += text
    else pieces.push({ text, hit })
  }
  return trimmedHits(pieces)
}

/** A blank at the end of a hit belongs to what follows: the line under the words should not run on. */
function trimmedHits(pieces: Piece[]): Piece[] {
  const cut: Piece[] = []
  for (const piece of pieces) {
    const tail = piece.hit ? (/\s+$/.exec(piece.text)?.[0] ?? '') : ''
    const body = tail === '' ? piece.text : piece.text.slice(0, -tail.length)
    if (body !== '') cut.push({ text: body, hit: piece.hit })
    if (tail !== '') cut.push({ text: tail, hit: false })
  }
  return cut
}
