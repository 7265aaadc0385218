import { Link } from '@tanstack/react-router'

/** A sentence and the dossiers it speaks of, each a link to where it is found. */
export function Codes({ said, codes }: { said: string; codes: readonly string[] }) {
  return (
    <>
      <p>{said}</p>
      <ul className="erasure-codes">
        {codes.map((code) => (
          <li key={code}>
            <Link to="/ho-so" search={{ q: code }}>
              {code}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
