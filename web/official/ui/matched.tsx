import { matchedPieces } from '../words/unaccented.ts'

/** A name with the words that were typed underlined, marks or not. */
export function Matched({ name, typed }: { name: string; typed: string }) {
  return matchedPieces(name, typed).map((piece, index) =>
    piece.hit ? (
      <mark key={index} className="hit">
        {piece.text}
      </mark>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  )
}
