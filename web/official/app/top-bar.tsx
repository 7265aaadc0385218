import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { api } from '../api/client.ts'
import { Icon } from '../ui/icons.tsx'
import { fullDate, timeOfDay, weekday } from '../words/dates.ts'
import { useSpeech } from '../words/use-words.tsx'
import { nowIso } from './clock.ts'
import { chooseScheme, useScheme } from './scheme.ts'

export function TopBar({ live, onHelp }: { live: 'live' | 'polling'; onHelp: () => void }) {
  const { words, language, setLanguage } = useSpeech()
  const scheme = useScheme()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <header className="top">
      <Find />
      <Now live={live} />
      <button type="button" className="link top-keys" onClick={onHelp}>
        {words.top.keys} <kbd>?</kbd>
      </button>
      <button
        type="button"
        className="link icon-only"
        aria-label={scheme === 'dark' ? words.top.light : words.top.dark}
        title={scheme === 'dark' ? words.top.light : words.top.dark}
        onClick={() => chooseScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
      </button>
      <button type="button" className="link language" lang={other} onClick={() => setLanguage(other)}>
        {words.otherLanguage}
      </button>
      <SignOut />
    </header>
  )
}

/** Only the list of dossiers answers this search; other pages keep their own `q`. */
const askedIn = (location: { pathname: string; search: object }): string =>
  location.pathname.endsWith('/ho-so') && 'q' in location.search ? String(location.search.q) : ''

function Find() {
  const { words } = useSpeech()
  const navigate = useNavigate()
  const asked = useRouterState({ select: (state) => askedIn(state.location) })
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    void navigate({ to: '/ho-so', search: q === '' ? {} : { q } })
  }
  return (
    <form className="find" role="search" onSubmit={onSubmit}>
      <Icon name="search" />
      <input
        key={asked}
        id="tim"
        name="q"
        defaultValue={asked}
        placeholder={words.top.find}
        aria-label={words.top.find}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <kbd>/</kbd>
    </form>
  )
}

/** Day and time, by the server's clock. */
function Now({ live }: { live: 'live' | 'polling' }) {
  const { words, language } = useSpeech()
  const [now, setNow] = useState(nowIso)
  useEffect(() => {
    const timer = setInterval(() => setNow(nowIso()), 10_000)
    return () => clearInterval(timer)
  }, [])
  const day = weekday(now, language)
  const named = day.charAt(0).toUpperCase() + day.slice(1)
  return (
    <span className="sp top-now" title={live === 'live' ? words.top.live : words.top.polling}>
      {named} {fullDate(now)}, {timeOfDay(now)}
    </span>
  )
}

function SignOut() {
  const { words } = useSpeech()
  const client = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api.remove('/api/session'),
    onSettled: () => {
      client.clear()
      location.assign('/cong-viec/')
    },
  })
  return (
    <button
      type="button"
      className="link icon-only"
      aria-label={words.top.signOut}
      title={words.top.signOut}
      onClick={() => signOut.mutate()}
    >
      <Icon name="exit" />
    </button>
  )
}
