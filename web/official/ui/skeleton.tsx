import { useWords } from '../words/use-words.tsx'
import './skeleton.css'

/** The shape of what is coming, shown at once. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const { common } = useWords()
  return (
    <div className="skeleton" role="status" aria-label={common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} />
      ))}
    </div>
  )
}

export function PageSkeleton() {
  return (
    <main className="main" id="noi-dung">
      <Skeleton />
    </main>
  )
}
