import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/queries.ts'
import { Trouble } from '../../app/failure-pages.tsx'
import { Mark } from '../../ui/icons.tsx'
import { useSpeech } from '../../words/use-words.tsx'
import './sign-in.css'

interface Credentials {
  username: string
  password: string
  totp?: string
}

/** Local account with a second factor, or the agency's own sign-in. `over` lays it over a page whose session has ended. */
export function SignIn({ onDone, over = false }: { onDone: () => void; over?: boolean }) {
  const { words } = useSpeech()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => api.post('/api/session', credentials, { anonymous: true }),
    onSuccess: onDone,
  })
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const code = String(form.get('code') ?? '').replace(/\s/g, '')
    signIn.mutate({
      username: String(form.get('username') ?? '').trim(),
      password: String(form.get('password') ?? ''),
      ...(code === '' ? {} : { totp: code }),
    })
  }
  return (
    <div
      className={over ? 'sign-in over' : 'sign-in'}
      {...(over ? { role: 'dialog', 'aria-modal': true, 'aria-label': words.signIn.title } : {})}
    >
      <SignInTop />
      <main className="card sign-in-card">
        <h1>{words.signIn.title}</h1>
        <p className="mut">{over ? words.signIn.again : words.signIn.lead}</p>
        <form onSubmit={onSubmit}>
          <label>
            {words.signIn.account}
            <input ref={first} className="field" name="username" autoComplete="username" required />
          </label>
          <label>
            {words.signIn.password}
            <input
              className="field"
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          </label>
          <label>
            {words.signIn.code}
            <input
              className="field"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              aria-describedby="code-help"
            />
            <small className="mut" id="code-help">
              {words.signIn.codeHelp}
            </small>
          </label>
          {signIn.error ? <Trouble error={signIn.error} /> : null}
          <button type="submit" className="btn pri" disabled={signIn.isPending}>
            {words.signIn.submit}
          </button>
        </form>
        <AgencySignIn />
      </main>
    </div>
  )
}

const agencyStart = '/auth/oidc/staff/start'

/** The agency's own sign-in, offered only where it is set up. */
function AgencySignIn() {
  const { signIn: words } = useSpeech().words
  const me = useQuery(meQuery)
  if (!me.data?.signIn?.includes('oidc')) return null
  return (
    <>
      <p className="sign-in-or">{words.or}</p>
      <a
        className="btn"
        href={`${agencyStart}?return=${encodeURIComponent(location.pathname + location.search)}`}
      >
        {words.oidc}
      </a>
    </>
  )
}

function SignInTop() {
  const { words, language, setLanguage } = useSpeech()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <header className="sign-in-top">
      <span className="mark">
        <Mark />
        {words.product}
      </span>
      <button type="button" className="link sp" lang={other} onClick={() => setLanguage(other)}>
        {words.otherLanguage}
      </button>
    </header>
  )
}
