import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { ApiError, OfflineError } from '../api/client.ts'
import { useSpeech, useWords } from '../words/use-words.tsx'

export function NotFoundPage() {
  const { errors } = useWords()
  return (
    <main className="main page-note" id="noi-dung">
      <h1>{errors.notFoundTitle}</h1>
      <p className="mut">{errors.notFound}</p>
      <Link className="btn pri" to="/">
        {errors.toToday}
      </Link>
    </main>
  )
}

/** A page that failed while it was drawn; what had been sent is safe. */
export function BrokenPage({ error }: ErrorComponentProps) {
  const router = useRouter()
  const { errors } = useWords()
  return (
    <main className="main page-note" id="noi-dung" role="alert">
      <h1>{errors.brokenTitle}</h1>
      <p className="mut">{errors.broken}</p>
      <p className="sm mut">{String(error)}</p>
      <button type="button" className="btn pri" onClick={() => void router.invalidate()}>
        {errors.reload}
      </button>
    </main>
  )
}

/** A page whose thing lies outside what one may see: nothing failed, and asking again changes nothing. */
function OutOfSight() {
  const { errors } = useWords()
  return (
    <div className="empty" role="alert">
      <h1>{errors.outOfSightTitle}</h1>
      <p>{errors.outOfSight}</p>
      <Link className="btn pri" to="/">
        {errors.toToday}
      </Link>
    </div>
  )
}

interface TroubleProps {
  error: Error
  retry?: (() => void) | undefined
  /** It stands for the whole page, so its title is the page's. */
  whole?: boolean
}

/** What went wrong with a question to the server, in words, with a way to ask again. */
export function Trouble({ error, retry, whole = false }: TroubleProps) {
  const { words, say } = useSpeech()
  const { errors } = words
  const offline = error instanceof OfflineError
  const told = error instanceof ApiError ? error : undefined
  const Title = whole ? 'h1' : 'h2'
  if (whole && told?.status === 403) return <OutOfSight />
  return (
    <div className="trouble" role="alert">
      <Title>{offline ? errors.offlineTitle : errors.title}</Title>
      <p>{offline ? errors.offline : told?.texts ? say(told.texts) : errors.server}</p>
      {told?.request && told.status >= 500 ? <p className="sm mut">{errors.request(told.request)}</p> : null}
      {retry ? (
        <button type="button" className="btn" onClick={retry}>
          {words.common.retry}
        </button>
      ) : null}
    </div>
  )
}
